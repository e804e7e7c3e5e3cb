"""Long texts are thought about beside the loop, and strangers never see the directory."""

import asyncio
import threading
import time

import pytest

from handlers import mind as mind_module
from handlers.conversation import Said, Talk
from handlers.mind import Mind
from knowledge.diagnosis import HEAVY


@pytest.fixture
def thought(monkeypatch):
    """Note in which thread, and with which directory, the thinking was done."""
    seen = []

    def think(_library, directory, _talk):
        seen.append((threading.current_thread(), directory))

    monkeypatch.setattr(mind_module, "think", think)
    return seen


SIZES = {"a short paste": (100, True), "a long log": (HEAVY + 1, False)}


@pytest.mark.parametrize(("size", "on_the_loop"), SIZES.values(), ids=SIZES.keys())
async def test_heavy_texts_leave_the_loop(thought, library, size, on_the_loop):
    talk = Talk((Said("U1", "x" * size),), "U1")
    await Mind(library, lambda: None).think(talk)
    ((thread, _),) = thought
    assert (thread is threading.current_thread()) is on_the_loop


async def test_heavy_texts_are_thought_about_one_after_the_other(monkeypatch, library):
    running, most = set(), []

    def think(_library, _directory, talk):
        running.add(talk)
        time.sleep(0.005)
        most.append(len(running))
        running.discard(talk)

    monkeypatch.setattr(mind_module, "think", think)
    mind = Mind(library, lambda: None)
    talks = [Talk((Said("U1", letter * (HEAVY + 1)),), "U1") for letter in "abcd"]
    await asyncio.gather(*map(mind.think, talks))
    assert most == [1, 1, 1, 1]


OPENED = {"among colleagues": (False, "ours"), "with another company": (True, None)}


@pytest.mark.parametrize(("external", "opened"), OPENED.values(), ids=OPENED.keys())
async def test_the_directory_is_opened_among_colleagues_only(thought, library, external, opened):
    mind = Mind(library, lambda: "ours")
    await mind.think(Talk((Said("U1", "x"),), "U1"), external=external)
    ((_, directory),) = thought
    assert directory == opened
