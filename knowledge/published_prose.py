"""Takes the marks of a documentation site out of its prose, so that it reads well in an answer."""

import re
from collections.abc import Sequence
from typing import Final

FENCE: Final = re.compile(r"^(\s*)(`{3,}|~{3,})")
DROPPED: Final = re.compile(
    r"^\s*>?\s*(?::::|\[!INCLUDE\b|!\[[^\]]*\]\([^)]*\)\s*$)", re.IGNORECASE
)
ICON: Final = re.compile(r"\s*:::image\b.*?:::", re.IGNORECASE)
NOTICE: Final = re.compile(r"^(\s*>\s*)\[!(\w+)\]\s*$")
HEADING: Final = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
UNDERLINE: Final = re.compile(r"^ {0,3}(?:=+|-+)\s*$")
LINK: Final = re.compile(r"(?<!!)\[([^\]]+)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)")
SITE: Final = "https://learn.microsoft.com"


def clean(lines: Sequence[str]) -> str:
    """Give the lines without images and includes, headings in bold, links whole or as words."""
    kept: list[str] = []
    fence = ""
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if fence:
            closed = mark and _closes(mark[2], fence.strip(), lines[number + 1 :])
            kept.append(fence if closed else line)
            fence = "" if closed else fence
        elif mark:
            fence = mark[0]
            kept.append(line)
        elif not DROPPED.match(line) and not (UNDERLINE.match(line) and kept and kept[-1].strip()):
            kept.append(_line(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*kept, fence])).strip()


def _closes(mark: str, fence: str, rest: Sequence[str]) -> bool:
    """Say whether a mark ends the block; one that is too short does when no other follows."""
    return mark.startswith(fence) or not any(line.strip().startswith(fence) for line in rest)


def _line(line: str) -> str:
    line = NOTICE.sub(lambda found: f"{found[1]}**{found[2].capitalize()}**", line.rstrip())
    line = LINK.sub(_link, ICON.sub("", line.replace("&nbsp;", " ")))
    heading = HEADING.match(line)
    return f"**{heading[1].strip('*')}**" if heading and heading[1] else line


def _link(found: re.Match[str]) -> str:
    words, target = found[1], found[2]
    if target.startswith("/"):
        return f"[{words}]({SITE}{target})"
    return found[0] if target.startswith(("http://", "https://")) else words
