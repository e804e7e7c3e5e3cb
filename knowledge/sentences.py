"""Parts a text into sentences, headings and stack frames, and hears which of them are talk."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, pairwise
from typing import Final

from knowledge.words import WORD

# Words of a full sentence that a program ends a message with; people tell what happened in more.
SHORTEST_MESSAGE, LONGEST_REMARK = 3, 4
_QUOTE_MARKS: Final = " >|*•\"'"
_LEADS_ON: Final = ":-"  # a person's sentence, or a line that parts two stack traces
_FRAME: Final = "at "
_OPENING: Final = '"“„«'
_CLOSING: Final = '"”“»'
_WORD_KEPT: Final = re.compile(f"({WORD.pattern})")
_PARAGRAPH: Final = re.compile(r"\n[ \t>]*\n")
_END: Final = re.compile(r"[.!?][\"”»]?(?=\s)|:(?=\s)|\n|--->")
TELLS_ERROR: Final = re.compile(
    r"(?i)\b(?:error|exception|fail(?:ed|ure|s)?|cannot|can't|can not|could not|couldn't|denied"
    r"|invalid|unable|unauthorized|forbidden|refused|expired|unavailable"
    r"|not (?:be(?:en)? )?(?:\w+ed|found|valid|available|running|known)|timed? ?out|timeout|null"
    r"|missing|hresult|disabled)\b"
)
# No program says "I" or when it began; that "we" could not do it, some do.
_TALK: Final = re.compile(
    r"(?i)\b(?:anyone|anybody|everyone|everybody|pls|thanks|thank you|hi|hello|hey|any ideas?|fyi"
    r"|ticket|somebody|someone|bitte|please help|user in|users|gets? this|did not help"
    r"|i|i'm|i've|my|our|we've|we (?:have|had|get|got|see|use|are using|(?!need|encounter)[a-z]+ed)"
    r"|customer|colleagues?|yesterday|tomorrow|today|tonight|any ?more|right now"
    r"|since (?:this|last|the|yesterday|monday|tuesday|wednesday|thursday|friday|we|i)"
    r"|(?:this|yesterday) (?:morning|afternoon|evening|week)|last (?:night|week|month|year)"
    r"|works (?:fine|for|in|on|with|again|well)|(?:this|it) (?:happens|works|fails|says)"
    r"|s?he|(?:with|shows?|showed|gives?|gave|sees?|saw|says|said) this"
    r"|(?:see|shown|attached) below|message below|error below|same (?:problem|issue|thing))\b"
)
_INSTRUCTS: Final = re.compile(
    r"(?:Please|Try|Contact|Check|Verify|Make sure|Ensure|See|Click|Select|Restart|Start|Enter|Use"
    r"|Close|Install|Update|Wait|If|To|You|Your)\b"
)
# What stands above every message of the product, or is the subject of a mail about one.
_TITLE: Final = frozenset(
    re.findall(r"\w+", "microsoft dynamics crm 365 online for office outlook client add in error x")
)
_SHORTEST_SAID: Final = 2  # words of another language
_OTHER_LANGUAGES: Final = frozenset(
    re.findall(
        r"\w+",
        "el la los las un una de del que y por para con se al este esta mi le les une des du et"
        " pour dans avec ce est um uma não il gli di che per und der die das nicht het een niet",
    )
)
# One word of each way to say it: without any of them a sentence need not be searched.
_ERROR_SIGNS: Final = frozenset(
    re.findall(
        r"\w+",
        "error exception fail failed failure fails cannot can t could denied invalid unable"
        " unauthorized forbidden refused expired unavailable not out timeout timedout null"
        " missing hresult disabled",
    )
)
_TALK_SIGNS: Final = frozenset(
    re.findall(
        r"\w+",
        "anyone anybody everyone everybody pls thanks thank hi hello hey any fyi ticket somebody"
        " someone bitte help user users get gets i my our we customer colleague colleagues"
        " yesterday tomorrow today tonight anymore now since morning afternoon evening week last"
        " works happens fails says below same he she with show shows showed give gives gave"
        " see sees saw said",
    )
)


class Sound(Enum):
    """What a sentence sounds like."""

    TALK = 0  # one person writing to another
    STORY = 1  # somebody telling what happened, or a heading
    REMARK = 2  # what a program ends a message with; alone, anybody may say it
    ERROR = 3  # a program's message


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or frame: words `first` up to `last`, and how it sounds."""

    first: int
    last: int
    text: str
    sound: Sound
    heading: bool  # what went wrong where the stack frames behind it say
    line: int

    @property
    def talk(self) -> bool:
        """Whether it is one person writing to another."""
        return self.sound is Sound.TALK

    @property
    def printed(self) -> bool:
        """Whether it is a program's message."""
        return self.sound in (Sound.ERROR, Sound.REMARK)

    @property
    def told(self) -> bool:
        """Whether a person may have written it, who names products and files."""
        return self.sound is not Sound.ERROR and not self.heading and self.last > self.first + 1


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text as they are written, and the marks behind each."""

    text: str
    words: list[str]
    starts: list[int]  # of the words, and where the text ends
    gaps: list[str]


def tokens(text: str, masked: str) -> Tokens:
    """Find the words of the masked text in the text, which is as long."""
    parts = _WORD_KEPT.split(masked)
    borders = list(accumulate(map(len, parts)))
    starts, ends, following = borders[::2], borders[1::2], borders[2::2]
    gaps = [text[end:start] for end, start in zip(ends, following, strict=True)]
    return Tokens(text, parts[1::2], starts, gaps)


def sentences(read: Tokens, places: Sequence[int]) -> list[Sentence]:
    """Part a text; `places` is how many words that count stand before each word, and in all."""
    lower = "\n".join(read.words).lower().split("\n")
    found: list[Sentence] = []
    frames = set(_frames(read))
    first, line, before = 0, 0, read.text[: read.starts[0]]
    start = max((mark.end() for mark in _END.finditer(before)), default=0)
    for last, end, following in _ends(read, frames):
        if places[last] > places[first]:
            text = read.text[start:end].strip()
            span = (places[first], places[last])
            sound = _sound(text, lower[first:last], span[1] - span[0])
            cuts = [*_quotes(read, first, last)] if sound is Sound.TALK else []
            if cuts:  # what a person quotes is no talk
                for begin, stop in pairwise((first, *cuts, last)):
                    if places[stop] > places[begin]:
                        said = read.text[read.starts[begin] : read.starts[stop]].strip()
                        span = (places[begin], places[stop])
                        sound = _sound(said, lower[begin:stop], span[1] - span[0])
                        found.append(Sentence(*span, said, sound, heading=False, line=line))
            else:
                leads = last in frames and first not in frames and span[1] > span[0] + 1
                near = text[-1:] not in _LEADS_ON and not _PARAGRAPH.search(read.gaps[last - 1])
                heading = leads and near and sound is not Sound.TALK
                found.append(Sentence(*span, text, sound, heading, line))
        line += read.text.find("\n", start, following) >= 0
        start, first = following, last
    return found


def _quotes(read: Tokens, first: int, last: int) -> Iterator[int]:
    """Give the places amid a sentence where a quoted one begins, and where it is over."""
    within = False
    for place in range(first + 1, last):
        gap = read.gaps[place - 1]
        if within and gap[0] in _CLOSING:
            within = False
            yield place
        elif gap[-1] in _OPENING and gap[0].isspace() and read.words[place][0].isupper():
            within = True
            yield place


def _ends(read: Tokens, frames: set[int]) -> Iterator[tuple[int, int, int]]:
    """Give for each end the words before it, where it is, and where the next sentence starts."""
    ends: dict[str, tuple[int, int] | None] = {}
    for place, gap in enumerate(read.gaps):
        if gap not in ends:
            found = [mark.end() for mark in _END.finditer(gap)]
            ends[gap] = (found[0], found[-1]) if found else None
        within = ends[gap]
        if within:
            behind = read.starts[place] + len(read.words[place])
            at = read.starts[place + 1] if place + 1 in frames else behind + within[1]
            yield place + 1, behind + within[0], at
        elif place + 1 in frames:
            yield place + 1, read.starts[place + 1], read.starts[place + 1]
    yield len(read.words), len(read.text), len(read.text)


def _frames(read: Tokens) -> Iterator[int]:
    """Give the places of the word "at" before a dotted name."""
    for place in range(1, len(read.words) - 1):
        if read.words[place] == "at" and read.gaps[place] == " ":
            name, before = read.words[place + 1], read.gaps[place - 1]
            if "A" <= name[0] <= "Z" and read.gaps[place + 1][:1] == "." and before[-1:].isspace():
                yield place


def _sound(text: str, lower: list[str], length: int) -> Sound:
    """Say what a sentence sounds like; one that begins small is a person's."""
    if text[-1:] == "?" or (not _TALK_SIGNS.isdisjoint(lower) and _TALK.search(text)):
        return Sound.TALK
    if _TITLE.issuperset(lower):
        return Sound.TALK
    if len(_OTHER_LANGUAGES.intersection(lower)) >= _SHORTEST_SAID:
        return Sound.STORY
    if not _ERROR_SIGNS.isdisjoint(lower) and tells_error(text):
        small = text[:1].islower() and not text.startswith(_FRAME)
        return Sound.STORY if small else Sound.ERROR
    said = text.lstrip(_QUOTE_MARKS)
    remark = SHORTEST_MESSAGE <= length <= LONGEST_REMARK and said[:1].isupper()
    ends = text[-1:] == "." and (remark or _INSTRUCTS.match(said))
    return Sound.REMARK if ends else Sound.STORY


def tells_error(text: str) -> bool:
    """Whether a sentence speaks of something that went wrong, in the words of programs."""
    return bool(TELLS_ERROR.search(text))
