"""What befalls real processes: a second one on a file, a new version, a full disk, no database."""

import asyncio
import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.clock import Pace
from bot.playground.double import SlackDouble
from bot.playground.faults import read_faults
from bot.playground.messages import Draft
from bot.playground.workspace import HELP, YOU
from tests.bot.conftest import until
from tests.bot.test_processes import STARTED_S, _origin, process
from tests.bot.test_the_whole_way import PASTE, thread_of
from tests.conftest import ROOT

SMALL = "2m"  # the tables fit with little to spare


async def up(double) -> None:
    """Wait until a bot has its line to the double."""
    async with asyncio.timeout(STARTED_S):
        await until(lambda: double.slack.sockets.connections)


async def test_edge_2_a_second_process_on_one_file_ends_with_a_line(double, tmp_path):
    async with process("connect", double, tmp_path):
        await up(double)
        async with process("connect", double, tmp_path) as second:
            _, told = await second.communicate()
    lines = [line for line in told.decode().splitlines() if line.startswith("crmurl: ")]
    assert second.returncode == 2
    assert len(lines) == 1
    assert "crmurl.db is already used by another process" in lines[0]
    assert b"Traceback" not in told


@pytest.mark.parametrize("command", ["connect", "serve"])
async def test_a_database_that_is_away_at_the_start_is_told_in_a_line(command, double, tmp_path):
    address = "postgresql://crmurl:hunter2@127.0.0.1:9/crmurl"
    settings = {"CRMURL_DATABASE_URL": address, "PORT": "0"}
    async with process(command, double, tmp_path, **settings) as started:
        _, told = await started.communicate()
    assert started.returncode == 2
    assert "crmurl: the database cannot be reached" in told.decode().splitlines()[-1]
    assert b"hunter2" not in told
    assert b"Traceback" not in told


def other_version(folder: Path) -> Path:
    """Copy the source, changed where work is done, as the next version will be."""
    for floor in ("bot", "handlers", "knowledge"):
        shutil.copytree(ROOT / floor, folder / floor, ignore=shutil.ignore_patterns("__pycache__"))
    works = folder / "bot" / "delivery" / "works.py"
    source = works.read_text()
    changed = source.replace(
        "await self.poster.post(first_post",
        'reply = Reply(f"{reply.text} (v2)", ())\n        await self.poster.post(first_post',
        1,
    )
    assert changed != source
    works.write_text(changed)
    workflows = folder / "bot" / "delivery" / "workflows.py"
    more = '\n\n@durable\nasync def not_there_before(place: Kept) -> None:\n    """New."""\n'
    workflows.write_text(workflows.read_text() + more)
    return folder


@pytest.mark.parametrize("order", ["upgrade", "downgrade"])
async def test_edge_3_work_parked_by_one_version_is_done_by_another(order, double, tmp_path):
    versions = [ROOT, other_version(tmp_path / "v2")]
    first, second = versions if order == "upgrade" else reversed(versions)
    async with process("connect", double, tmp_path, PYTHONPATH=str(first)) as started:
        await up(double)
        double.faults = read_faults("5xx=100%")
        pasted = double.slack.type(HELP, YOU, Draft(PASTE))
        await until(lambda: double.slack.courier.ledger.acked)
        started.send_signal(signal.SIGKILL)
        await started.wait()
    double.faults = read_faults("")
    async with process("connect", double, tmp_path, PYTHONPATH=str(second)):
        async with asyncio.timeout(60):
            while not thread_of(double, pasted.ts):  # noqa: ASYNC110 (the double is watched)
                await asyncio.sleep(0.1)
    (answer,) = thread_of(double, pasted.ts)
    assert answer.endswith("(v2)") == (order == "upgrade")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full; only root can have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no disk of its own may be made here; the injected error is tested anyhow")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            return filler


async def test_edge_8_on_a_full_disk_nothing_is_acked_and_nothing_lost(tmp_path, small_disk):
    address = f"sqlite:///{small_disk}/crmurl.db"
    settings = {"CRMURL_DATABASE_URL": address, "PORT": "0"}
    async with (
        SlackDouble(pace=Pace(redeliver_after=(2.0, 2.0, 4.0))) as double,
        process("serve", double, tmp_path, **settings) as started,
    ):
        async with asyncio.timeout(STARTED_S):
            origin = await _origin(started)
        double.request_urls([f"{origin}/slack/events"])
        filler = await asyncio.to_thread(fill, small_disk)
        pasted = double.slack.type(HELP, YOU, Draft(PASTE))
        assert started.stderr
        async with asyncio.timeout(20):
            async for line in started.stderr:
                if "not stored, so not acknowledged" in json.loads(line)["event"]:
                    break
        assert double.slack.courier.ledger.acked == 0
        await asyncio.to_thread(filler.unlink)
        await until(lambda: thread_of(double, pasted.ts))
        await asyncio.sleep(0.5)
        assert len(thread_of(double, pasted.ts)) == 1
