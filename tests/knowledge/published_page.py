"""A support article as Microsoft publishes them, for tests to fill in."""

from knowledge.published import Published, read_published

PAGE = """\
---
title: {title}
ms.topic: troubleshooting
---
# {title}

This article helps you with it.

_Applies to:_ &nbsp; Contoso Print 3, Contoso Print 4  
_Original KB number:_ &nbsp; 7654321

## Symptoms

{symptoms}

## Cause

{cause}

## Resolution

{resolution}
"""  # noqa: W291


def page(
    symptoms: str, *, cause: str = "Empty.", resolution: str = "Fill it.", title: str = "Printer"
) -> Published:
    return read_published(
        PAGE.format(title=title, symptoms=symptoms, cause=cause, resolution=resolution)
    )
