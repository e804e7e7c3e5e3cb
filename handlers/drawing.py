"""Draws an answer once for both its readers: Block Kit for the screen, plain text for the ear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from handlers.desk import Block, Reply

# Slack's limits (https://docs.slack.dev/reference/block-kit/blocks).
_MOST_BLOCKS = 50
_SECTION = 3_000
_HEADER = 150
LABEL = 75  # what a button can say
_VALUE = 2_000
_MOST_BUTTONS = 25
# Slack splits a message's own text above 4,040 characters, and refuses an update above 4,000.
_TEXT = 3_500
_PREFORMATTED = 2_900
_ITEM = 600
_MOST_ITEMS = 20
ELLIPSIS = "…"

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^(\s*)[-*] ", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\((https?://[^\s)]+)\)")


class Part(Protocol):
    """One piece of an answer, which knows how it looks and how it reads."""

    def block(self) -> Block:
        """Give the piece as a Block Kit block."""

    def text(self) -> str:
        """Give the piece in plain words, escaped for Slack; empty where it only repeats."""


def compose(parts: Sequence[Part]) -> Reply:
    """Put the pieces together within Slack's limits; what does not fit is cut at the end."""
    shown = parts[:_MOST_BLOCKS]
    text = "\n\n".join(filter(None, (part.text() for part in parts)))
    return Reply(_escaped_cut(text, _TEXT), tuple(part.block() for part in shown))


def escape(text: str) -> str:
    """Make text safe to post: nothing in it can mention anybody or hide a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """Shorten to the limit, and show that it was shortened."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def cut_prose(markdown: str, limit: int) -> str:
    """Shorten Markdown to whole paragraphs, else to whole lines or sentences, so that no mark,
    link or step is left half."""
    if len(markdown) <= limit:
        return markdown
    fitting = markdown[: limit - 1]
    for end in ("\n\n", "\n", ". "):
        place = fitting.rfind(end)
        if place > limit // 2:
            return fitting[: place + len(end)].rstrip() + f"\n{ELLIPSIS}"
    return fitting.rpartition(" ")[0] + ELLIPSIS


def _escaped_cut(text: str, limit: int) -> str:
    """Shorten escaped text without leaving half an escape at its end."""
    return re.sub(rf"&[a-z]{{0,3}}{ELLIPSIS}$", ELLIPSIS, cut(text, limit))


def _mrkdwn(markdown: str) -> str:
    text = _LINK.sub(r"\1 (\2)", escape(markdown))
    return _BULLET.sub(r"\1• ", _BOLD.sub(r"*\1*", text))


@dataclass(frozen=True, slots=True)
class Title:
    """The headline of an answer."""

    words: str

    def block(self) -> Block:
        """Give a header block."""
        words = {"type": "plain_text", "text": cut(self.words, _HEADER), "emoji": False}
        return {"type": "header", "text": words}

    def text(self) -> str:
        """Give the headline as a line."""
        return escape(self.words)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose in an article's Markdown, under a small heading of its own or none."""

    heading: str
    markdown: str

    def block(self) -> Block:
        """Give a section whose text Slack does not turn into links or mentions by itself."""
        heading = f"*{escape(self.heading)}*" if self.heading else ""
        words = "\n".join(filter(None, (heading, _mrkdwn(self.markdown))))
        text = {"type": "mrkdwn", "text": _escaped_cut(words, _SECTION), "verbatim": True}
        return {"type": "section", "text": text}

    def text(self) -> str:
        """Give heading and prose as lines."""
        heading = escape(self.heading)
        if self.markdown and heading[-1:].isalnum():
            heading += ":"
        prose = _BOLD.sub(r"\1", _LINK.sub(r"\1 (\2)", escape(self.markdown)))
        return "\n".join(filter(None, (heading, prose)))


@dataclass(frozen=True, slots=True)
class Copyable:
    """Text to take along to the letter, such as an address, under its label."""

    label: str
    exact: str

    def block(self) -> Block:
        """Give a preformatted block: selecting it copies the text and nothing else."""
        exact = {
            "type": "rich_text_preformatted",
            "elements": [_rich(cut(self.exact, _PREFORMATTED))],
        }
        label = {"type": "rich_text_section", "elements": [_rich(self.label, bold=True)]}
        return {"type": "rich_text", "elements": [label, exact] if self.label else [exact]}

    def text(self) -> str:
        """Give the label with the text behind it."""
        return escape(f"{self.label}: {self.exact}" if self.label else self.exact)


@dataclass(frozen=True, slots=True)
class Points:
    """A short list, quoted to the letter: rich text knows no marks, mentions or links."""

    label: str
    items: tuple[str, ...]

    def block(self) -> Block:
        """Give a bulleted list."""
        items = [
            {"type": "rich_text_section", "elements": [_rich(cut(item, _ITEM))]}
            for item in self.items[:_MOST_ITEMS]
        ]
        listed = {"type": "rich_text_list", "style": "bullet", "indent": 0, "elements": items}
        label = {"type": "rich_text_section", "elements": [_rich(self.label, bold=True)]}
        return {"type": "rich_text", "elements": [label, listed] if self.label else [listed]}

    def text(self) -> str:
        """Give the list a line an item."""
        label = f"{self.label}:" if self.label else ""
        return escape("\n".join(filter(None, (label, *(f"• {item}" for item in self.items)))))


@dataclass(frozen=True, slots=True)
class Small:
    """A line in small print; with a link, the words lead there."""

    words: str
    link: str = ""

    def block(self) -> Block:
        """Give a context block."""
        words = cut(escape(self.words), _VALUE)
        shown = f"<{self.link}|{words}>" if self.link else words
        return {"type": "context", "elements": [{"type": "mrkdwn", "text": shown}]}

    def text(self) -> str:
        """Give the words, and the link in the open."""
        return escape(f"{self.words} ({self.link})" if self.link else self.words)


@dataclass(frozen=True, slots=True)
class Buttons:
    """Answers to click, of one kind: (what the button says, what it stands for)."""

    kind: str
    choices: tuple[tuple[str, str], ...]
    listed: bool = False  # the piece before says them all

    def block(self) -> Block:
        """Give a row of buttons; a value too long to be carried whole is left out."""
        fitting = [choice for choice in self.choices if len(choice[1]) <= _VALUE][:_MOST_BUTTONS]
        return {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": f"{self.kind}.{number}",
                    "text": {"type": "plain_text", "text": cut(label, LABEL), "emoji": False},
                    "value": value,
                }
                for number, (label, value) in enumerate(fitting)
            ],
        }

    def text(self) -> str:
        """Give the choices as one line."""
        return (
            ""
            if self.listed
            else escape("Choices: " + " / ".join(label for label, _ in self.choices))
        )


def _rich(text: str, *, bold: bool = False) -> Block:
    style = {"style": {"bold": True}} if bold else {}
    return {"type": "text", "text": text, **style}
