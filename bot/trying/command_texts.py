"""Shows slash commands in the member's language, as Discord does.

SimCord 3.2.1 keeps the translations that the bot sends with its commands, but its Preview lists
the English texts. The list passes through here on its way to the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def translate_catalogue(
    catalogue: dict[str, Any], commands: Iterable[Mapping[str, Any]], locale: str
) -> dict[str, Any]:
    """Return the list with names, descriptions and choices in ``locale`` where there are any.

    A command is still sent by its id and path; names of options stay, for they are sent too.
    """
    known = {str(command["id"]): command for command in commands}
    entries = [
        _entry(entry, known[str(entry["commandId"])], locale)
        if str(entry["commandId"]) in known
        else entry
        for entry in catalogue.get("entries", [])
    ]
    return {**catalogue, "entries": entries}


def _entry(entry: dict[str, Any], command: Mapping[str, Any], locale: str) -> dict[str, Any]:
    names = [_text(command, "name", locale)]
    leaf = command
    for step in entry["path"][1:]:
        leaf = next(option for option in leaf.get("options") or () if option["name"] == step)
        names.append(_text(leaf, "name", locale))
    specs = {option["name"]: option for option in leaf.get("options") or ()}
    return {
        **entry,
        "invocation": " ".join(names),
        "description": _text(leaf, "description", locale),
        "options": [_option(option, specs[option["name"]], locale) for option in entry["options"]],
    }


def _option(option: dict[str, Any], spec: Mapping[str, Any], locale: str) -> dict[str, Any]:
    choices = [
        {**shown, "name": _text(choice, "name", locale)}
        for shown, choice in zip(option["choices"], spec.get("choices") or (), strict=True)
    ]
    return {**option, "description": _text(spec, "description", locale), "choices": choices}


def _text(spec: Mapping[str, Any], field: str, locale: str) -> str:
    translations = spec.get(f"{field}_localizations") or {}
    return str(translations.get(locale) or spec.get(field, ""))
