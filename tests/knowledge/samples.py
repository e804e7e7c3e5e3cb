"""Articles for tests, written the way a support lead would."""

ARTICLE = """\
---
id: kb-101
title: "Printer: out of paper"
source: Contoso handbook
products: [Contoso Print 3, Contoso Print 4]
addresses:
  server: https://<printserver>/<queue>
licence: own text
speaks_for: organization_missing
---

## Symptoms

People see this:

```text
The tray `A4` is empty. <Code 7>
```

## Cause

The tray is empty.

    load /tray

## Resolution

1. Fill the tray.

## More information

````text
at Contoso.Print.Tray`1.Feed()
```
  indented
````

## Tests

```match
the tray is empty says the printer
```

```no match
the tray is on fire
```
"""


def article(article_id: str, symptom: str) -> str:
    """Give the file of a small article."""
    return (
        f"---\nid: {article_id}\ntitle: t\nsource: s\n---\n"
        f"## Symptoms\n```text\n{symptom}\n```\n## Cause\nc\n## Resolution\nr\n"
    )
