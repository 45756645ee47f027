"""Reading our own sources: which literals a member would see, and where."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.ui import limits
from data.locales.catalogues import KEYWORDS, ROOT, called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LOGS: Final = frozenset({"debug", "info", "warning", "error", "exception"})
DECLARES: Final = frozenset({"command", "Group", "describe", "ContextMenu", "rename", "Choice"})
"""What declares commands: their texts are collected from the tree."""
NOT_SHOWN: Final = frozenset({"compile", "split", "TypeVar"})

SINKS: Final[dict[str, dict[int | str, int]]] = {
    "button": {0: limits.BUTTON_LABEL, "label": limits.BUTTON_LABEL},
    "link": {0: limits.BUTTON_LABEL, "label": limits.BUTTON_LABEL},
    "Button": {"label": limits.BUTTON_LABEL},
    "select": {1: limits.PLACEHOLDER, "placeholder": limits.PLACEHOLDER},
    "Select": {"placeholder": limits.PLACEHOLDER},
    "option": {0: limits.OPTION_LABEL, "description": limits.OPTION_LABEL},
    "SelectOption": {"label": limits.OPTION_LABEL, "description": limits.OPTION_LABEL},
    "ask": {0: limits.LABEL, "description": limits.LABEL_DESCRIPTION},
    "Label": {"text": limits.LABEL, "description": limits.LABEL_DESCRIPTION},
    "TextInput": {"placeholder": 100, "label": limits.LABEL},
    "Thumbnail": {"description": limits.ALT_TEXT},
    "MediaGalleryItem": {"description": limits.ALT_TEXT},
    "text": {0: limits.CARD_TEXT},
    "section": {0: limits.CARD_TEXT, 1: limits.CARD_TEXT, 2: limits.CARD_TEXT},
    "TextDisplay": {0: limits.CARD_TEXT},
    "whisper": {1: limits.CONTENT},
    "send_message": {0: limits.CONTENT, "content": limits.CONTENT},
    "send": {0: limits.CONTENT, "content": limits.CONTENT},
    "edit": {"content": limits.CONTENT},
}
"""Calls that show an argument to members, with how many characters Discord takes there."""

_WORDS: Final = re.compile(r"[A-Z]|[^\W\d_] +[^\W\d_]")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Found:
    """A literal in a source file."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text!r}"


def modules(*folders: str) -> Iterator[Path]:
    """List our Python files in folders of the project."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def calls(path: Path) -> Iterator[ast.Call]:
    """List every call in a file."""
    for node in ast.walk(_parse(path)):
        if isinstance(node, ast.Call):
            yield node


def shown(call: ast.Call) -> Iterator[tuple[ast.expr, int]]:
    """List the arguments of a call that members see, with Discord's limit."""
    places = SINKS.get(called(call), {})
    if _is_form_title(call):
        places = {0: limits.MODAL_TITLE}
    for index, arg in enumerate(call.args):
        if index in places:
            yield arg, places[index]
    for keyword in call.keywords:
        if keyword.arg in places:
            yield keyword.value, places[keyword.arg]


def bare_arguments(path: Path) -> Iterator[Found]:
    """Find letters that go to members without being translated."""
    for call in calls(path):
        for argument, _limit in shown(call):
            for node in _own_literals(argument):
                if _LETTERS.search(node.value):
                    yield _found(path, node, node.value)


def bare_sentences(path: Path) -> Iterator[Found]:
    """Find literals that read like words, and are neither translated nor for us alone."""
    tree = _parse(path)
    exempt = set(_not_for_members(tree))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in exempt
            and _WORDS.search(node.value)
        ):
            yield _found(path, node, node.value)


def unreadable(path: Path) -> Iterator[Found]:
    """Find texts marked for translation that are no literals, so that nobody can extract them."""
    for call in calls(path):
        name = called(call)
        if name not in KEYWORDS or name == "term":
            continue
        count = 2 if name in {"plural", "tn"} else 1
        for argument in call.args[:count]:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                yield _found(path, argument, ast.unparse(argument))


def fixed_texts(path: Path) -> Iterator[tuple[Found, tuple[str, ...], int]]:
    """Find translated texts that stand alone where Discord has a limit: (where, ids, limit)."""
    for call in calls(path):
        for argument, limit in shown(call):
            for inner in _leaves(argument):
                if isinstance(inner, ast.Call) and called(inner) in {"say", "plural"}:
                    literals = tuple(
                        arg.value
                        for arg in inner.args
                        if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                    )
                    yield _found(path, inner, literals[0]), literals, limit


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """Go through what an expression is put together from, leaving calls whole."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            yield from _leaves(body)
            yield from _leaves(orelse)
        case ast.BinOp(left=left, right=right):
            yield from _leaves(left)
            yield from _leaves(right)
        case ast.BoolOp(values=values) | ast.JoinedStr(values=values):
            for value in values:
                yield from _leaves(value)
        case ast.FormattedValue(value=value) | ast.Starred(value=value):
            yield from _leaves(value)
        case ast.List(elts=elts) | ast.Tuple(elts=elts):
            for element in elts:
                yield from _leaves(element)
        case ast.Call(func=ast.Attribute(attr="join"), args=[joined]):
            yield from _leaves(joined)
        case _:
            yield node


def _own_literals(node: ast.expr) -> Iterator[ast.Constant]:
    for leaf in _leaves(node):
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
            yield leaf


def _not_for_members(tree: ast.Module) -> Iterator[int]:
    """List the ids of literals that are docstrings, types, logs, errors of ours, or translated."""
    for node in ast.walk(tree):
        exempt: Iterable[ast.AST] = ()
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                first = node.body[0] if node.body else None
                exempt = [first] if isinstance(first, ast.Expr) else []
            case ast.Expr(value=ast.Constant()):  # a docstring of an attribute
                exempt = [node]
            case ast.Subscript(slice=inner):  # a type, or a key
                exempt = [inner]
            case ast.AnnAssign(annotation=annotation):
                exempt = [annotation]
            case ast.Assign(targets=[ast.Name(id="msg")]):
                exempt = [node]
            case ast.Compare():
                exempt = [node]
            case ast.Call():
                name = called(node)
                if name in KEYWORDS or name in DECLARES or name in LOGS | NOT_SHOWN:
                    exempt = [node]
        for inner in exempt:
            yield from (id(child) for child in ast.walk(inner))


def _is_form_title(call: ast.Call) -> bool:
    is_init = isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"
    if not (is_init and len(call.args) == 2):
        return False
    title = call.args[0]
    return isinstance(title, ast.Call) and called(title) == "say"


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _found(path: Path, node: ast.expr, text: str) -> Found:
    return Found(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", text)
