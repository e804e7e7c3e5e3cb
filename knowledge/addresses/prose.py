"""Hears which organization a person names in a sentence, in several languages, and which not."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from knowledge.addresses.names import usable_name
from knowledge.addresses.words import words

# Sentences worth looking at name an organization at all; most chat does not.
MENTIONS: Final = re.compile(r"org|mandant", re.IGNORECASE)
WORD: Final = (
    r"(?:orga?s?|organi[sz]ations?(?:name|s?name|snamen?)?|organi[sz]aci[oó]n|organiza[cç][aã]o"
    r"|organizza?zione|organisatie|organisationen|organizacj[aęi]|organizace|orgname|mandant)"
)
# A name, and no piece of a contraction, a host, an address or a user name.
NAME: Final = (
    r"[\"'*_(<]{0,2}([A-Za-z0-9][A-Za-z0-9_-]{0,29})"
    r"(?!['’][A-Za-z]|[A-Za-z0-9_@\\-]|:[A-Za-z0-9/]|\.[A-Za-z0-9])"
)
NAMED: Final = r"(?:[\s-]*(?:unique\s+)?names?(?:n)?)?(?:['’]s\s+name)?"
VERBS: Final = (
    r"(?:\s*(?:=|:|->|=>)\s*|['’]s\s+(?:called|named)\s+|\s+(?:is|are|name\s+is|should\s+be|would\s+be|must\s+be|called|named"
    r"|is\s+called|is\s+named|ist|hei(?:ß|ss)t|lautet|nennt\s+sich|est|s'appelle|se\s+nomme|es"
    r"|c'est|se\s+llama|è|e'|si\s+chiama|é|chama-se|se\s+chama|to|nazywa\s+si[eę]|heet|is\s+genaamd"
    r"|är|heter|er|hedder|se\s+jmenuje|je)\s*:?\s+)"
)
STATED: Final = re.compile(
    rf"(?<![\w.@/-]){WORD}{NAMED}{VERBS}(?:the\s+|called\s+|named\s+)?{NAME}", re.IGNORECASE
)
# "org name contoso", "org contoso": no verb.
BARE: Final = re.compile(
    rf"(?<![\w.@/-])(?:org(?:anization|anisation)?\s*name|org)\s+{NAME}", re.IGNORECASE
)
# "the Marketing org", "in der Organisation X": the name stands beside the word.
BEFORE: Final = re.compile(
    r"\b(?:in|on|from|for|of|use|using|have|with|at|it's|we're|i'm)\s+(?:the|our|my)?\s*"
    r"[\"'*_]{0,2}([A-Za-z0-9][A-Za-z0-9_-]{0,29})[\"'*_]{0,2}\s+org(?:ani[sz]ation)?\b",
    re.IGNORECASE,
)
THE_ORG: Final = re.compile(
    r"\b(?:the|our)\s+([A-Za-z0-9][A-Za-z0-9_-]{0,29})\s+org(?:ani[sz]ation)?\b", re.IGNORECASE
)
AFTER: Final = re.compile(
    r"\b(?:in|for|of|der|die|unserer?|notre|l'|dans\s+l'|nuestra|la|de\s+la|nella|onze)\s*"
    rf"(?:organi[sz]ation|organizaci[oó]n|organizzazione|organisatie|org)\s+{NAME}",
    re.IGNORECASE,
)
# "contoso is our organization", "organization contoso, https://...".
REVERSED: Final = re.compile(
    r"\b([A-Za-z0-9][A-Za-z0-9_-]{0,29})\s+(?:is|ist|est|es|è|é)\s+(?:the|our|my|unsere|die|notre"
    rf"|nuestra|la)\s+(?:name\s+of\s+(?:the|our|my)\s+)?{WORD}",
    re.IGNORECASE,
)
LISTED: Final = re.compile(
    rf"(?:^|[,;.(]\s*)organi[sz]ation\s+{NAME}(?=\s*(?:[,;.)]|$))", re.IGNORECASE
)
PATTERNS: Final = (STATED, REVERSED, BARE, LISTED, AFTER, BEFORE, THE_ORG)
# "not Sales but Service"
CONTRAST: Final = re.compile(
    rf"\b(?:but|sondern|mais|sino|ma|maar|rather)\s+(?:the\s+|die\s+)?{NAME}", re.IGNORECASE
)
PLAIN: Final = re.compile(r"\b([A-Za-z0-9][\w-]{0,29})\s+org(?:ani[sz]ation)?\b", re.IGNORECASE)
OTHERWISE: Final = re.compile(rf"^\W{{0,3}}\s*(?:or|oder|ou|o|of|eller)\s+{NAME}", re.IGNORECASE)
NEGATED_BEFORE: Final = re.compile(
    r"(?:\bnot|\bno|\bnever|n[o']t|\bnicht|\bkeine?|\bpas|\bisn|\bwrong|\bdon'?t|\binstead\s+of"
    r"|\bstatt|\bniet|\bnon|\bnão|\bnie|\binte|\bikke)\b[\s\w'’]{0,24}$",
    re.IGNORECASE,
)
# Words that stand where a name could and are none.
COMMON: Final = words(
    "the a an is are was not no my our your his her their its this that these those which what who"
    " where when how why same other another new old only single name names named called and or but"
    " with without in on at of to for from by as if it he she they we you i am be been has have had"
    " do does did can could should would will may missing unknown wrong different correct right"
    " server servers address adress url urls link service services data user users admin account"
    " found disabled enabled set empty there here still also just too very down up out off like"
    " url-name uniquename unique crm dynamics outlook email mail whole entire current default"
    " chart unit wide wise level help hint thing one two both all any some each every please"
    " thanks thank contact unable cannot exist exists either neither instead please_ said"
    " der die das den dem des ein eine einer mein meine unser unsere ist nicht kein keine und oder"
    " aber wie was welche welcher fehlt unbekannt server adresse heisst heißt im am auf von zu"
    " le la les un une mon ma notre est pas et ou mais quoi quelle inconnue serveur adresse de du"
    " el los las uno una mi nuestra es no y o pero que cual servidor direccion il lo gli non e"
    " ma che quale nostra to nie i lub jest är inte och eller er ikke og het niet en of maar"
    " specific private internal external standard real actual full short"
)
LONGEST: Final = 20_000
REACH: Final = 150  # characters from the word "organization" to a name beside it, at the most


Listed = Callable[[str], object]


def _nowhere(_: str) -> object:
    return None


def organization_in(text: str) -> str | None:
    """Give the organization a text names in words; None when it names none, or several."""
    named = organizations_in(text)
    return named[0] if len(named) == 1 else None


def organizations_in(text: str, listed: Listed = _nowhere) -> tuple[str, ...]:
    """Give every organization a text names in words, in order; negated ones do not count.

    A name that is a common word counts when a directory lists it.
    """
    if not MENTIONS.search(text):
        return ()
    text = text[:LONGEST] if len(text) <= LONGEST else text[: LONGEST // 2] + text[-LONGEST // 2 :]
    found: dict[str, str] = {}
    near = list(_near_mentions(text))
    for pattern in PATTERNS:
        for match in (match for span in near for match in pattern.finditer(text, *span)):
            if not _negated(text, match.start(), match[0]):
                _note(match[1], found, listed)
                other = OTHERWISE.match(text[match.end() : match.end() + 60]) if found else None
                _note(other[1] if other else "", found, listed)
        if found:
            return tuple(found.values())
    for match in CONTRAST.finditer(text):
        _note(match[1], found, listed)
    return tuple(found.values())[:1]


def _near_mentions(text: str) -> Iterator[tuple[int, int]]:
    """Give the parts of a text in which an organization may be named; the patterns are slow."""
    start = end = 0
    for mention in MENTIONS.finditer(text):
        if mention.start() - REACH > end:
            if end:
                yield start, end
            start = mention.start() - REACH
        end = mention.end() + REACH
    yield start, end


def beside_the_word(text: str, listed: Listed) -> tuple[str, ...]:
    """Give the names before the mere word "org" that a directory confirms."""
    if not MENTIONS.search(text):
        return ()
    return tuple(
        match[1]
        for match in PLAIN.finditer(text[:LONGEST])
        if listed(match[1]) and not negated(text[max(0, match.start() - 40) : match.start()])
    )


def negated(before: str) -> bool:
    """Tell whether the words before a name or address deny it."""
    return NEGATED_BEFORE.search(before) is not None


def _note(name: str, found: dict[str, str], listed: Listed) -> None:
    name = name.rstrip("-_")
    if _counts(name) or (name and listed(name)):
        found.setdefault(name.lower(), name)


def _counts(name: str) -> bool:
    folded = name.lower()
    return folded not in COMMON and usable_name(name) and len(name) > 1


def _negated(text: str, start: int, sentence: str) -> bool:
    clause = re.split(r"[.;,!?\n]", text[max(0, start - 40) : start])[-1]
    return (
        negated(clause)
        or re.search(r"\b(?:not|nicht|pas|kein|no|niet|non)\b", sentence) is not None
    )
