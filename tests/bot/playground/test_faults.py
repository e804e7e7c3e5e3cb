"""Faults are asked for in one line, and a slip in it is told."""

import pytest

from bot.playground.faults import FaultsError, read_faults

SLIPS = {
    "a fault nobody knows": ("explode=3%", "no fault is called 'explode'"),
    "no percent sign": ("429=3", "such as 429=3%"),
    "no rate": ("slow", "such as slow=3%"),
    "more than all": ("drop=101%", "0% to 100%"),
    "seconds where nothing lasts": ("drop=3%:2s", "write drop=3%"),
    "a seed that is no number": ("seed=x", "seed=7"),
}


@pytest.mark.parametrize(("spec", "told"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_told_with_its_remedy(spec, told):
    with pytest.raises(FaultsError, match=told):
        read_faults(spec)


def test_rates_and_seconds_are_read():
    faults = read_faults("redeliver=10%, slow=2.5%:4s,429=3%")
    assert faults.rates["redeliver"].share == 0.1
    assert (faults.rates["slow"].share, faults.seconds("slow")) == (0.025, 4.0)
    assert faults.seconds("429") == 1.0


def test_nothing_asked_for_never_strikes():
    assert not any(read_faults("").strikes("drop") for _ in range(100))


def test_the_same_seed_strikes_the_same_way():
    def strikes():
        faults = read_faults("drop=30%,seed=7")
        return [faults.strikes("drop") for _ in range(50)]

    assert strikes() == strikes()
    assert 0 < sum(strikes()) < 50
