"""Makes the double misbehave as Slack sometimes does, at rates that are asked for."""

import random
import re
from dataclasses import dataclass, field

KINDS = {
    "redeliver": "an event that was acked comes again, marked as a retry",
    "duplicate": "an event comes twice, neither marked as a retry",
    "reorder": "an event waits for the one after it",
    "delay": "an event comes late",
    "drop": "a Web API call is carried out, then the connection breaks without an answer",
    "429": "a Web API call is refused as too many, with Retry-After",
    "5xx": "a Web API call is refused with a server error",
    "slow": "a Web API call is carried out and answered late",
    "ws_loss": "the WebSocket breaks after an envelope was sent, before its ack",
    "expire": "a trigger_id has expired by the time it is used",
}
SECONDS = {"delay": 2.0, "slow": 2.0, "429": 1.0, "reorder": 1.0}
SEED = "seed"

_RATE = re.compile(r"(\d+(?:\.\d+)?)%(?::(\d+(?:\.\d+)?)s)?")


class FaultsError(ValueError):
    """The asked-for faults cannot be read; the text says which part and how to mend it."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a fault happens, 0 to 1, and how many seconds it lasts where it lasts."""

    share: float
    seconds: float


@dataclass(slots=True)
class Faults:
    """The rates asked for and the dice; the same seed gives the same faults in the same order."""

    rates: dict[str, Rate] = field(default_factory=dict)
    dice: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 not secret

    def strikes(self, kind: str) -> bool:
        """Roll the dice for one fault."""
        rate = self.rates.get(kind)
        return rate is not None and self.dice.random() < rate.share

    def seconds(self, kind: str) -> float:
        """Say how long this fault lasts."""
        return self.rates[kind].seconds


def read_faults(spec: str) -> Faults:
    """Read `redeliver=10%,429=3%,slow=5%:2s,seed=7`; raises FaultsError."""
    faults = Faults()
    for part in filter(None, (piece.strip() for piece in spec.split(","))):
        kind, _, value = part.partition("=")
        if kind == SEED:
            faults.dice = random.Random(_seed(value))  # noqa: S311 not secret
        else:
            faults.rates[_kind(kind)] = _rate(kind, value)
    return faults


def _seed(value: str) -> int:
    if not value.isdecimal():
        raise FaultsError(f"seed={value}: write a whole number, such as seed=7")
    return int(value)


def _kind(kind: str) -> str:
    if kind not in KINDS:
        raise FaultsError(f"no fault is called {kind!r}; there are {', '.join(KINDS)} and {SEED}")
    return kind


def _rate(kind: str, value: str) -> Rate:
    found = _RATE.fullmatch(value)
    if not found or float(found[1]) > 100:  # noqa: PLR2004 a percentage
        raise FaultsError(f"{kind}={value}: write a share of 0% to 100%, such as {kind}=3%")
    if found[2] and kind not in SECONDS:
        raise FaultsError(f"{kind}={value}: this fault does not last, write {kind}={found[1]}%")
    return Rate(float(found[1]) / 100, float(found[2] or SECONDS.get(kind, 0.0)))
