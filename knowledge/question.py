"""Asks the one question that splits the remaining articles best, and takes in its answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log2
from typing import Final

from knowledge.article import Article
from knowledge.bearing import Bearing
from knowledge.choices import Line, fitting, recognisable
from knowledge.judging import Judgement, Standing
from knowledge.signature import block_words, signature

MOST_CHOICES = 6  # lines to choose from; more are not read
WORTH_ASKING = 0.9  # bits expected of the product; less hardly narrows anything down
MOST_LINES = 20  # of an answer that repeats the dialog with the line; more are another paste
KEPT_QUESTIONS = 256  # a support channel meets the same shared dialogs again
SEVERAL_LINES: Final = "Which of these lines do you see in the error window or behind Details?"
NONE_OF_THESE: Final = "None of these lines"
WHICH_PRODUCT: Final = "Which of these products shows the error?"
ANOTHER_PRODUCT: Final = "None of these products"
WHICH_CAUSE: Final = "No line of the window tells these causes apart. Which one fits?"
NO_CAUSE: Final = "None of these causes"
WHAT_DETAILS: Final = "What is the first line under Details?"
AND_ADDRESS: Final = "And which server address was typed?"
# A family name alone covers every version of it.
ANY_VERSION: Final = frozenset(("Microsoft Dynamics CRM", "Microsoft Dynamics"))
EITHER: Final = "either"
NONE: Final = re.compile(
    r"(?:no\W+)?(?:sorry\W+)?(?:none(?: of (?:these|those|them)(?: lines| products| causes)?)?"
    r"|i (?:do not|don['’]?t|cannot|can['’]?t) see any of (?:these|those|them)(?: lines)?)"
    r"(?: either)?(?:\W+(?:sorry|unfortunately))?|neither",
    re.IGNORECASE,
)
# How people begin who answer in a sentence; the rest is the line they see.
LEAD_IN: Final = re.compile(
    r"(?:yes\W+)?(?:(?:i|we) (?:can |do |only |just )?(?:see|get|have)|it(?: just| only)? says"
    r"|it['’]s|it is|there is"
    r"|the (?:first )?(?:line|one)(?: under details| behind details)? (?:is|says))\b\W*",
    re.IGNORECASE,
)

Held = dict[str, frozenset[int]]  # which articles, by their places, each answer leaves


@dataclass(frozen=True, slots=True)
class Question:
    """The one question whose answer splits the candidates best; few answers become buttons."""

    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and the ids of the articles that each of its answers leaves."""

    text: str
    left: dict[str, frozenset[str]]
    seen: bool = False  # all answers but the last are lines of the error itself


def best_question(judgement: Judgement) -> Question | None:
    """Give the question with the most expected information, or none when nothing is left to ask.

    The address is asked for while it is not known, where it speaks for some of the articles left,
    or where no line of the error does.
    """
    articles = tuple(weight.article for weight in judgement.weights)
    asked = _asked_of(judgement)
    if asked is None:
        return None
    about = sum(article.speaks_for is not None for article in articles)
    telling = 0 < about < len(articles) or not asked.seen
    ask_address = telling and judgement.bearing is Bearing.NOT_TYPED
    text = f"{asked.text} {AND_ADDRESS}" if ask_address else asked.text
    return Question(text, tuple(asked.left))


def answered(judgement: Judgement, said: str) -> Judgement | None:
    """Give what an answer leaves, or None when it is none; given twice it counts once."""
    if any(block_words(taken) == block_words(said) for taken in judgement.taken):
        return judgement
    if judgement.standing is not Standing.SEVERAL:
        return None
    asked = _asked_of(judgement)
    choice = _chosen(asked, _unsaid(judgement, said)) if asked else None
    if asked is None or choice is None:
        return None
    kept = [weight for weight in judgement.weights if weight.article.id in asked.left[choice]]
    dropped = frozenset(weight.article.id for weight in judgement.weights if weight not in kept)
    taken = (*judgement.taken, choice.removesuffix(f" {EITHER}"))
    left = replace(judgement.keeping(kept, dropped), taken=taken)
    if choice == next(reversed(asked.left)):
        denied = tuple(weight for weight in judgement.weights if weight not in kept)
        left = replace(left, denied=(*judgement.denied, *denied))
    if not asked.seen or choice.startswith(NONE_OF_THESE):
        return left
    left = replace(left, shown=(*left.shown, choice))
    # A line that only one article has, on top of a dialog it has, singles it out.
    return replace(left, standing=Standing.ONE) if len(kept) == 1 else left


def _unsaid(judgement: Judgement, said: str) -> str:
    """Leave out the lines of an answer that only repeat what was pasted."""
    lines = said.strip().splitlines()
    if not judgement.paste or not 1 < len(lines) <= MOST_LINES:
        return said.strip()
    pasted = f" {' '.join(judgement.paste.words)} "
    new = [line for line in lines if f" {' '.join(block_words(line))} " not in pasted]
    return "\n".join(new).strip()


def _chosen(asked: _Asked, answer: str) -> str | None:
    """Give the choice that was clicked, or typed in a sentence or with other marks around it."""
    if answer in asked.left:
        return answer
    if asked.left and NONE.fullmatch(answer.rstrip(".!")):
        return next(reversed(asked.left))
    lead = None if answer.endswith("?") else LEAD_IN.match(answer)
    typed = (answer, answer[lead.end() :]) if lead else (answer,)
    said = [words for text in typed if (words := block_words(text))]
    return next((choice for choice in asked.left if block_words(choice) in said), None)


def _asked_of(judgement: Judgement) -> _Asked | None:
    """Ask for nothing that the paste shows already."""
    articles = tuple(weight.article for weight in judgement.weights)
    pasted = f" {' '.join(judgement.paste.words)} " if judgement.paste else ""
    lines = (line.said for article in articles for line in recognisable(article))
    asked = _asked(articles, frozenset(said for said in lines if f" {said} " in pasted))
    if asked is None or not asked.left or not judgement.excluded:
        return asked
    # A second denial is told from the first one clicked twice.
    *answers, denial = asked.left.items()
    return replace(asked, left=dict((*answers, (f"{denial[0]} {EITHER}", denial[1]))))


@lru_cache(maxsize=KEPT_QUESTIONS)
def _asked(articles: tuple[Article, ...], shown: frozenset[str]) -> _Asked | None:
    """Ask for lines of the error; where none tells the articles apart, for what else does.

    The product is worth asking where it halves them; at last people may pick among the causes,
    which proves none of them.
    """
    if len(articles) < 2:  # noqa: PLR2004
        return None
    lines = _lines(articles, shown)
    if lines:
        return _with_rest(SEVERAL_LINES, lines, NONE_OF_THESE, articles, seen=True)
    products = _products(articles)
    if _information(products, len(articles)) >= WORTH_ASKING:
        return _with_rest(WHICH_PRODUCT, products, ANOTHER_PRODUCT, articles, seen=False)
    causes = {fitting(each.title): frozenset((place,)) for place, each in enumerate(articles)}
    if len(causes) == len(articles) <= MOST_CHOICES:
        return _with_rest(WHICH_CAUSE, causes, NO_CAUSE, articles, seen=False)
    return _Asked(WHAT_DETAILS, {})


def _with_rest(
    text: str, held: Held, rest: str, articles: Sequence[Article], *, seen: bool
) -> _Asked:
    """Complete the answers by the one that none of them fits."""
    others = frozenset(range(len(articles))).difference(*held.values())
    if rest == ANOTHER_PRODUCT:
        others |= {place for place, article in enumerate(articles) if _covers_all(article)}
    left = {
        answer: frozenset(articles[place].id for place in places)
        for answer, places in (*held.items(), (rest, others))
    }
    return _Asked(text, left, seen)


def _lines(articles: Sequence[Article], shown: frozenset[str]) -> Held:
    """Choose the lines whose answer is expected to tell most, every article as likely.

    A line that every program shows is offered only for articles that have no other.
    """
    new = [
        [line for line in recognisable(article) if line.said not in shown] for article in articles
    ]
    own = _splitting(articles, [[line for line in each if not line.anywhere] for each in new])
    alone = frozenset(range(len(articles))).difference(*own)
    last = _splitting(articles, [new[place] for place in sorted(alone)])
    anywhere = {held: line for held, line in last.items() if held <= alone}
    lines = {line: held for held, line in (own | anywhere).items()}
    offers = [_disjoint(lines, size) for size in sorted({len(held) for held in lines.values()})]
    return max(offers, key=lambda offer: _information(offer, len(articles)), default={})


def _splitting(
    articles: Sequence[Article], offered: Sequence[Sequence[Line]]
) -> dict[frozenset[int], str]:
    """Give, for each set of articles that a line tells from the others, the best such line."""
    known = [signature(article) for article in articles]
    found: dict[frozenset[int], str] = {}
    for line in (line for lines in offered for line in lines):
        held = frozenset(place for place, each in enumerate(known) if line.held_by(each))
        if not held or len(held) == len(articles) or held in found:
            continue
        others = (each for place, each in enumerate(known) if place not in held)
        if not any(map(line.nearly_held_by, others)):
            found[held] = line.text
    return found


def _disjoint(lines: Held, size: int) -> Held:
    """Choose lines that at most `size` articles have, none of them two of the lines."""
    chosen: Held = {}
    covered: frozenset[int] = frozenset()
    for line, held in sorted(lines.items(), key=lambda item: -len(item[1])):
        if len(held) <= size and not held & covered and len(chosen) < MOST_CHOICES:
            chosen[line] = held
            covered |= held
    return chosen


def _information(offer: Held, total: int) -> float:
    """Expected bits of the answer: one of the lines, or none of them."""
    parts = [len(held) / total for held in offer.values()]
    parts.append(1 - sum(parts))
    return -sum(part * log2(part) for part in parts if part > 0)


def _products(articles: Sequence[Article]) -> Held:
    """Give the products that some articles apply to and others do not."""
    everywhere = {place for place, article in enumerate(articles) if _covers_all(article)}
    named = dict.fromkeys(
        product
        for article in articles
        for product in article.products
        if product not in ANY_VERSION
    )
    held = {
        product: frozenset(
            place for place, article in enumerate(articles) if product in article.products
        )
        | everywhere
        for product in named
    }
    splitting = {product: places for product, places in held.items() if len(places) < len(articles)}
    return dict(list(splitting.items())[:MOST_CHOICES])


def _covers_all(article: Article) -> bool:
    return not article.products or not ANY_VERSION.isdisjoint(article.products)
