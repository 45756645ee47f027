"""Items in the shape of Wikidata's JSON."""

from __future__ import annotations

from typing import Any

Raw = dict[str, Any]

SERIES = "Q5398426"
NOVEL = "Q7725634"


def to_item(number: str) -> Raw:
    value = {"entity-type": "item", "numeric-id": int(number[1:]), "id": number}
    return {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": value}}


def to_text(value: Any) -> Raw:
    return {"snaktype": "value", "datavalue": {"type": "string", "value": value}}


def to_title(text: str, language: str) -> Raw:
    return to_text({"text": text, "language": language})


def to_time(written: str, precision: int = 11) -> Raw:
    return to_text({"time": f"+{written}T00:00:00Z", "precision": precision})


def said(snak: Raw, *, rank: str = "normal", **qualifiers: Raw) -> Raw:
    return {
        "mainsnak": snak,
        "rank": rank,
        "qualifiers": {prop: [value] for prop, value in qualifiers.items()},
    }


def item(number: str, name: str | None = None, *, kind: str = SERIES, **claims: Any) -> Raw:
    """An item called ``name`` in English; claims are snaks, statements or lists of them."""
    statements = {"P31": [said(to_item(kind))]}
    for prop, given in claims.items():
        found = given if isinstance(given, list) else [given]
        statements[prop] = [s if "mainsnak" in s else said(s) for s in found]
    labels = {"en": {"language": "en", "value": name}} if name else {}
    return {
        "type": "item",
        "id": number,
        "lastrevid": 2_100_000_000,
        "modified": "2026-05-01T10:00:00Z",
        "labels": labels,
        "aliases": {},
        "claims": statements,
    }


def labelled(raw: Raw, **labels: str) -> Raw:
    """The item with names in more languages; ``zh_hant`` stands for ``zh-hant``."""
    codes = {code.replace("_", "-"): text for code, text in labels.items()}
    raw["labels"] |= {code: {"language": code, "value": text} for code, text in codes.items()}
    return raw


SIGNAL: Raw = labelled(
    item(
        "Q21655573",
        "Signal",
        P8600=to_text("13187"),
        P4983=to_text("64840"),
        P345=[said(to_text("nm0000001")), said(to_text("tt5332206"))],
        P1476=to_title("시그널", "ko"),
        P364=to_item("Q9176"),
        P495=to_item("Q884"),
        P1113=to_text({"amount": "+16", "unit": "1"}),
        P580=to_time("2016-01-22"),
        P582=to_time("2016-03-12"),
    ),
    ko="시그널",
    ja="シグナル",
    zh_hant="信號",
)
