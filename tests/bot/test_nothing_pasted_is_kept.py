"""What people paste is neither logged, at any level, nor stored: not in our tables, not as work."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.playground.messages import Draft
from bot.playground.workspace import HELP, YOU
from tests.bot.conftest import until
from tests.bot.test_delivery_processes import up
from tests.bot.test_processes import process
from tests.bot.test_the_whole_way import PASTE, thread_of

SECRETS = ("hunter2geheim", "geheim4711", "zebra crossing", "QUAGGA", "okapi")
PASTED = f"""hello, the zebra crossing gives me this again
{PASTE}
my password is hunter2geheim
Password=geheim4711;User ID=QUAGGA
https://okapi:hunter2geheim@crmserver.contoso.com
"""
LATER = "still zebra crossing: org is contoso, pwd: geheim4711, https://okapi:geheim4711@crm.contoso.com"


def rows_in(folder: Path) -> dict[str, list[str]]:
    """Give every row of every table in a folder's databases, by table."""
    kept = {}
    for path in folder.glob("*.db"):
        with sqlite3.connect(path) as file:
            names = file.execute("select name from sqlite_master where type = 'table'").fetchall()
            for (name,) in names:
                rows = file.execute(f'select * from "{name}"').fetchall()  # noqa: S608
                kept[f"{path.name}:{name}"] = [repr(row) for row in rows]
        file.close()
    return kept


@pytest.mark.parametrize("level", ["debug", "info"])
async def test_a_paste_with_secrets_leaves_none_on_disk_or_in_the_log(level, double, tmp_path):
    async with process("connect", double, tmp_path, CRMURL_LOG=level) as started:
        reading = asyncio.create_task(started.communicate())
        await up(double)
        pasted = double.slack.type(HELP, YOU, Draft(PASTED))
        await until(lambda: len(thread_of(double, pasted.ts)) == 1)
        double.slack.type(HELP, YOU, Draft(LATER, thread_ts=pasted.ts))
        await until(lambda: len(thread_of(double, pasted.ts)) == 2)
        started.terminate()
        _, log = await reading
    kept = {table: "".join(rows) for table, rows in rows_in(tmp_path).items()}
    works = kept["crmurl.work.db:workflow_status"]
    assert f"answer:{HELP.team}:{HELP.id}:{pasted.ts}" in works, "the work was looked into"
    places = {**kept, "the log": log.decode(), "the replies": str(thread_of(double, pasted.ts))}
    found = [
        (where, secret) for where, text in places.items() for secret in SECRETS if secret in text
    ]
    assert found == []
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("crmurl*"))
    assert [secret for secret in SECRETS if secret.encode() in raw] == []
