"""Where a drama's facts are from, and where its sources disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.domain.dramas import Source
from bot.ui.cards.credits import named_link, notices, watch_notice
from bot.ui.safe import escape_line
from bot.ui.terms import field_name, source_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.claims import Conflict
    from bot.domain.details import Origin, Sources, Told
    from bot.i18n import Lang
    from bot.ui.layout import Card

_VALUE: Final = 60
_DAYS: Final = 4  # of one source; what it told before is put under the last of them


def add_sources(card: Card, sources: Sources, origins: Iterable[Origin], lang: Lang) -> None:
    """Add which source told what and when, where they disagree, and whom to credit."""
    origins = tuple(origins)
    pages = {origin.source: origin.url for origin in origins}
    for told in sources.told:
        card.text(_told(told, pages.get(told.source), lang))
    if sources.conflicts:
        card.line()
        heading = lang.say("Where they disagree")
        lines = [_conflict(conflict, lang) for conflict in sources.conflicts]
        card.text("\n".join([f"**{heading}**", *lines]))
    credited = notices(origins, lang)
    if Source.TMDB in pages:
        credited.append(watch_notice(lang))
    if credited:
        card.line()
        card.text("\n".join(f"-# {notice}" for notice in credited))


def _told(told: Told, page: str | None, lang: Lang) -> str:
    lines = [f"**{named_link(source_name(lang, told.source), page)}**"]
    shown = list(told.fields)
    older = [name for _, names in shown[_DAYS:] for name in names]
    for place, (day, names) in enumerate(shown[:_DAYS], 1):
        fields = [*names, *older] if place == _DAYS else names
        written = ", ".join(field_name(lang, name) for name in fields)
        lines.append(f"-# {lang.day(day)} · {written}")
    return "\n".join(lines)


def _conflict(conflict: Conflict, lang: Lang) -> str:
    """Write what each source says of a field, the believed one in bold."""
    told = []
    for place, (source, claim) in enumerate(conflict.claims):
        value = escape_line(_value(conflict.field, claim.value, lang), _VALUE)
        shown = f"**{value}**" if place == 0 else value
        told.append(f"{shown} ({source_name(lang, source)})")
    return f"- {field_name(lang, conflict.field)}: " + " · ".join(told)


def _value(field: str, value: Any, lang: Lang) -> str:  # noqa: ANN401 - whatever a field holds
    if field == "country":
        return lang.country(str(value))
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
