"""The rules for slash commands and context menus that Discord checks when they are synced."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHAT_INPUT: Final = 1
SUBCOMMAND: Final = 1
GROUP: Final = 2
MAX_COMMANDS: Final = 100
MAX_MENUS: Final = 5
MAX_CHARACTERS: Final = 8_000
MAX_OPTIONS: Final = 25
MAX_CHOICES: Final = 25
MAX_DESCRIPTION: Final = 100
MAX_CHOICE: Final = 100

# Letters and digits of any script, with the vowel signs of Devanagari and Thai.
# https://docs.discord.com/developers/interactions/application-commands (naming)
_NAME: Final = re.compile(r"[-'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")
# https://docs.discord.com/developers/reference#locales
_LOCALES: Final = (
    "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg "
    "ru uk hi th zh-CN ja zh-TW ko"
)


def check_commands(commands: list[dict[str, Any]]) -> list[str]:
    """List what Discord would refuse in a set of commands synced together."""
    kinds = Counter(command.get("type") or CHAT_INPUT for command in commands)
    problems = [
        f"{count} commands of type {kind}, {limit} at most"
        for kind, count in sorted(kinds.items())
        if count > (limit := MAX_COMMANDS if kind == CHAT_INPUT else MAX_MENUS)
    ]
    for kind in sorted(kinds):
        same = [each for each in commands if (each.get("type") or CHAT_INPUT) == kind]
        problems += _doubled(same, "the commands")
    for command in commands:
        problems += _command(command)
    return problems


def check_choices(choices: list[dict[str, Any]], where: str) -> list[str]:
    """List what Discord would refuse in choices, an autocompletion's or an option's own."""
    problems = []
    if len(choices) > MAX_CHOICES:
        problems.append(f"{where}: {len(choices)} choices, {MAX_CHOICES} at most")
    for index, choice in enumerate(choices):
        names = [choice.get("name"), *_localised(choice, "name").values()]
        problems += [
            f"{where}[{index}]: a choice's name has 1 to {MAX_CHOICE} characters, not {name!r}"
            for name in names
            if not name or len(name) > MAX_CHOICE
        ]
        value = choice.get("value")
        if isinstance(value, str) and len(value) > MAX_CHOICE:
            problems.append(f"{where}[{index}]: a value of {len(value)} characters")
    return problems


def _command(command: dict[str, Any]) -> Iterator[str]:
    where = f"/{command.get('name')}"
    if (size := _characters(command)) > MAX_CHARACTERS:
        yield f"{where}: {size} characters in all, {MAX_CHARACTERS} at most"
    if (command.get("type") or CHAT_INPUT) == CHAT_INPUT:
        yield from _named(command, where)
        yield from _options(command.get("options") or [], where)
        return
    for name in [command.get("name"), *_localised(command, "name").values()]:
        if not name or len(name) > 32:
            yield f"{where}: a context menu's name has 1 to 32 characters, not {name!r}"
    if command.get("description") or command.get("options"):
        yield f"{where}: a context menu has neither description nor options"


def _options(options: list[dict[str, Any]], where: str, depth: int = 0) -> Iterator[str]:
    if len(options) > MAX_OPTIONS:
        yield f"{where}: {len(options)} options, {MAX_OPTIONS} at most"
    yield from _doubled(options, where)
    nested = [option for option in options if option.get("type") in {SUBCOMMAND, GROUP}]
    if nested and len(nested) < len(options):
        yield f"{where}: subcommands and options side by side"
    optional = False
    for option in options:
        place = f"{where} {option.get('name')}"
        yield from _named(option, place)
        if option in nested:
            if depth > 1 or (depth == 1 and option["type"] == GROUP):
                yield f"{place}: nested too deeply"
                continue
            inner = option.get("options") or []
            yield from _options(inner, place, depth + (1 if option["type"] == GROUP else 2))
            continue
        if option.get("required") and optional:
            yield f"{place}: a required option after an optional one"
        optional = optional or not option.get("required")
        choices = option.get("choices") or []
        yield from check_choices(choices, f"{place} choices")
        yield from _doubled(choices, f"{place} choices")
        if choices and option.get("autocomplete"):
            yield f"{place}: choices and autocompletion exclude each other"


def _named(node: dict[str, Any], where: str) -> Iterator[str]:
    for locale, name in [("", node.get("name")), *_localised(node, "name").items()]:
        if not name or not _NAME.fullmatch(name):
            yield f"{where}: {name!r} is no name {locale}".rstrip()
        elif name != name.lower():
            yield f"{where}: {name!r} is not in lower case {locale}".rstrip()
    described = [("", node.get("description")), *_localised(node, "description").items()]
    for locale, text in described:
        if not text or not text.strip():
            yield f"{where}: the description is missing {locale}".rstrip()
        elif len(text) > MAX_DESCRIPTION:
            yield f"{where}: a description of {len(text)} characters {locale}".rstrip()
    for key in ("name", "description"):
        for locale in _localised(node, key).keys() - set(_LOCALES.split()):
            yield f"{where}: Discord has no locale {locale!r}"


def _doubled(nodes: list[dict[str, Any]], where: str) -> Iterator[str]:
    """Find names given twice, as every member sees them in their language."""
    locales = {locale for node in nodes for locale in _localised(node, "name")}
    for locale in ["", *sorted(locales)]:
        names = Counter(_localised(node, "name").get(locale, node.get("name")) for node in nodes)
        for name, count in names.items():
            if count > 1:
                yield f"{where}: {name!r} stands {count} times {locale}".rstrip()


def _characters(node: dict[str, Any]) -> int:
    """Count names, descriptions and values as Discord does: each in its longest language."""
    longest = sum(
        _longest([node.get(key), *_localised(node, key).values()])
        for key in ("name", "description")
    )
    value = node.get("value")
    children = [*(node.get("options") or []), *(node.get("choices") or [])]
    own = longest + (len(value) if isinstance(value, str) else 0)
    return own + sum(_characters(child) for child in children)


def _longest(texts: Iterable[str | None]) -> int:
    return max((len(text) for text in texts if text), default=0)


def _localised(node: dict[str, Any], key: str) -> dict[str, str]:
    return node.get(f"{key}_localizations") or {}
