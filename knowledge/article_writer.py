"""Writes an article's file, so that what was read from elsewhere is kept as people write it."""

import re
from typing import Final

import yaml

from knowledge.published import Published

LICENCE: Final = "text CC BY 4.0, Microsoft"
SOURCE = "Microsoft KB {kb}"
PAGE_SOURCE = "Microsoft support article {page}"
# YAML folds long lines by itself; a title has to stay on one.
ONE_LINE: Final = 10_000


def write_article(published: Published, article_id: str, page: str) -> str:
    """Give the file of a published article; `page` names it where Microsoft gave no number."""
    source = SOURCE.format(kb=published.kb) if published.kb else PAGE_SOURCE.format(page=page)
    keys: dict[str, object] = {"id": article_id, "title": published.title, "source": source}
    if published.products:
        keys["products"] = list(published.products)
    keys["licence"] = LICENCE
    matter = yaml.safe_dump(keys, sort_keys=False, allow_unicode=True, width=ONE_LINE)
    parts = [
        f"---\n{matter}---",
        _section("Symptoms", *(_fence(text) for text in published.symptoms)),
        _section("Cause", published.cause),
        _section("Resolution", published.resolution),
    ]
    if published.details:
        parts.append(_section("More information", *(_fence(text) for text in published.details)))
    return "\n\n".join(parts) + "\n"


def _section(name: str, *blocks: str) -> str:
    return "\n\n".join((f"## {name}", *blocks))


def _fence(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    mark = "`" * max(3, longest + 1)
    return f"{mark}text\n{text}\n{mark}"
