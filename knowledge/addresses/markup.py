"""Makes chat and mail markup plain: links with labels, mentions, bold and code marks, escapes."""

import html
import re
from dataclasses import dataclass, field
from typing import Final

from knowledge.addresses.words import words

# <target|label>, <@U1>, <#C1|name>, <!here> as Slack sends them; <orgname> is left alone.
SLACK_MARKUP: Final = re.compile(r"<([@#!]|[a-zA-Z][a-zA-Z0-9+.-]*:)([^<>|\n]*)(?:\|([^<>]*))?>")
MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]\n]{0,2000})\]\(<?([^()\s<>]{1,4000})>?\)")
HTML_LINK: Final = re.compile(
    r"<a\s[^<>]{0,200}?href=[\"']?([^\"'<>\s]{1,4000})[\"']?[^<>]{0,200}>([^<>]{0,2000})</a>",
    re.IGNORECASE,
)
ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
ESCAPED_TWICE: Final = 2
CODE_MARKS: Final = re.compile(r"`{1,3}")
BOLD: Final = re.compile(r"\*+")
LABEL_HOST: Final = re.compile(
    r"^\W*(?:[a-z]{2,8}:/*)?(?:[^/?#\s@]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE
)
TARGET_HOST: Final = re.compile(r"^[a-z][a-z0-9+.-]*:[/\\]*([^/?#\s\\]*)", re.IGNORECASE)
ADDED_BY_SLACK: Final = "http://"


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text: where it goes and what it shows."""

    target: str
    label: str


@dataclass(slots=True)
class PlainText:
    """A text without markup, and the links that stood in it."""

    text: str
    links: list[Link] = field(default_factory=list)

    @property
    def deceiving(self) -> Link | None:
        """The first link that shows another host than it leads to."""
        return next((link for link in self.links if _deceives(link)), None)


def plain_text(text: str) -> PlainText:
    """Give the text as its writer saw it, links replaced by the address they lead to."""
    links: list[Link] = []
    if "<" in text:
        text = HTML_LINK.sub(lambda match: _html_link(match, links), text)
        text = SLACK_MARKUP.sub(lambda match: _slack_markup(match, links), text)
    if "](" in text:
        text = MARKDOWN_LINK.sub(lambda match: _link(match[2], match[1], links), text)
    for _ in range(ESCAPED_TWICE):
        if "&" in text:
            text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "`" in text:
        text = CODE_MARKS.sub(" ", text)
    if "*" in text:
        text = BOLD.sub("", text)
    return PlainText(text, links)


def _html_link(match: re.Match[str], links: list[Link]) -> str:
    return _link(match[1], match[2], links)


def _slack_markup(match: re.Match[str], links: list[Link]) -> str:
    kind, rest, label = match.groups()
    if kind in "@#!":
        return " "
    target = html.unescape(kind + rest)
    return _link(target, html.unescape(label or ""), links)


def _link(target: str, label: str, links: list[Link]) -> str:
    label = label.strip().strip("*_~`")
    links.append(Link(target, label))
    if target == ADDED_BY_SLACK + label:
        return f" {label} "
    return f" {target} "


def _deceives(link: Link) -> bool:
    shown = LABEL_HOST.match(link.label)
    if shown is None or _is_file(shown[1], link.label):
        return False
    leads = TARGET_HOST.match(link.target)
    target = leads[1].rpartition("@")[2].partition(":")[0] if leads else ""
    return target.lower().rstrip(".") != shown[1].lower()


def _is_file(host: str, label: str) -> bool:
    return "/" not in label and host.rpartition(".")[2].lower() in FILE_ENDINGS


FILE_ENDINGS: Final = words(
    "pst ost png jpg jpeg gif bmp log txt dll exe msi zip 7z rar doc docx xls xlsx ppt pptx pdf"
    " config xml xsl aspx asp asmx svc html htm js css cs vb msg eml etl cab reg ini bat cmd ps1"
    " sql bak evtx csv json md yaml yml tmp dmp lnk url pdb resx cer pfx crt pem key mp4 mov"
)
