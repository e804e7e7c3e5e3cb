"""Hands and eyes on the playground's page, for tests in a real browser."""

import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium")
WIDTH, HEIGHT = 1280, 820  # pixels
PATIENCE = 15_000  # milliseconds; a busy machine is slow, a broken page never gets there

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


def channel(page: Page):
    return page.locator("#channel")


def thread(page: Page):
    return page.locator("#thread")


def type_in(pane, text):
    pane.get_by_role("textbox").last.fill(text)
    pane.get_by_role("textbox").last.press("Enter")


@contextmanager
def one_more_message(pane):
    count = pane.locator(".message").count()
    yield
    expect(pane.locator(".message").nth(count)).to_be_visible()


def send(pane, text):
    with one_more_message(pane):
        type_in(pane, text)


def newest(pane):
    return pane.locator(".message").last
