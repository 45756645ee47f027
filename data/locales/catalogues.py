"""Reading texts out of the sources, and merging them into the catalogues.

The format is gettext's PO. Headers and locations carry no dates and no line numbers, so
that a catalogue changes only when a text does.
"""

from __future__ import annotations

import ast
import io
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.i18n import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import IO, Any

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = Path(__file__).parent
TEMPLATE: Final = FOLDER / "daebak.pot"
TRANSLATED: Final = tuple(code for code in LANGUAGES if code != "en")

SOURCES: Final = ("bot", "cogs", "data")
SKIPPED: Final = frozenset({"cli", "trying", "migrations", "locales", "__pycache__"})
"""Folders whose texts are for operators: they stay in English."""
KEYWORDS: Final = {
    "say": (1,),
    "plural": (1, 2),
    "t": (1,),
    "tn": (1, 2),
    "term": ((1, "c"), 2),
}
TREE: Final = "command-tree"

_HEADER: Final = """\
# Daebak's texts. Written by: python -m data.locales
msgid ""
msgstr ""
"Project-Id-Version: daebak\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms};\\n"

"""


def extract(tree: Iterable[tuple[str, str]] = ()) -> Catalog:
    """Collect every text of the sources, and of a command tree as (context, text)."""
    catalogue = Catalog()
    for folder in SOURCES:
        found = extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", f"{__name__}:read_texts")],
            keywords=KEYWORDS,
            directory_filter=lambda path: Path(path).name not in SKIPPED,
        )
        for name, _line, message, _comments, context in sorted(found, key=lambda row: row[:2]):
            catalogue.add(message, locations=[(f"{folder}/{name}", 0)], context=context)
    for context, text in tree:
        catalogue.add(text, locations=[(TREE, 0)], context=context)
    return catalogue


def read_texts(
    file: IO[bytes], keywords: Collection[str], _tags: object, options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Find the calls that mark a text, for Babel: (line, function, literals, no comments).

    Babel's own reader goes by tokens, and before Python 3.12 an f-string is a single one:
    it would miss the calls inside.
    """
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and (name := called(node)) in keywords:
            literals = tuple(
                arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None
                for arg in node.args
            )
            yield node.lineno, name, literals, []


def called(call: ast.Call) -> str:
    """Return the last name of what is called: ``say`` of ``self.lang.say(…)``."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def read(code: str) -> Catalog:
    """Read a language's catalogue as it is stored."""
    with path_of(code).open("rb") as file:
        return read_po(file, locale=code)


def merge(code: str, template: Catalog) -> Catalog:
    """Return a language's catalogue with the template's texts, new ones untranslated.

    Texts that are no longer used are dropped, and nothing is guessed.
    """
    catalogue = read(code) if path_of(code).exists() else Catalog(locale=code)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def is_translated(message: Message) -> bool:
    """Tell whether a message has a translation, in every plural form."""
    # An untranslated plural has None, or nothing but empty forms.
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms)


def write(catalogue: Catalog, path: Path) -> None:
    """Store a catalogue or, where it has no language, the template."""
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, include_lineno=False, sort_by_file=True, width=96)
    code = str(catalogue.locale or "")
    forms = catalogue.plural_forms if code else "nplurals=INTEGER; plural=EXPRESSION"
    header = _HEADER.format(language=code, plural_forms=forms)
    path.write_text(header + body.getvalue().decode(), encoding="utf-8")


def path_of(code: str) -> Path:
    """Return where a language's catalogue is."""
    return FOLDER / f"{code}.po"
