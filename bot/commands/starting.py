"""Starts a way of running the bot, or says in plain lines why it cannot."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any

from bot.cli import UsageError
from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError, Way, read_settings
from bot.storage.engine import StorageError
from bot.workspaces import StartError
from knowledge.article import ArticleError
from knowledge.directory import DirectoryError

# Each of these says in a line or a few what is wrong and how to mend it.
TOLD = (SettingsError, StartError, StorageError, ArticleError, DirectoryError)


def start(way: Way, run: Callable[[Settings], Coroutine[Any, Any, None]]) -> int:
    """Read the settings and run one way until it ends; raises UsageError for people."""
    try:
        settings = read_settings(os.environ, way=way)
        set_up_logs(settings.log)
        asyncio.run(run(settings))
    except TOLD as problem:
        raise UsageError(str(problem)) from problem
    return 0
