"""Every text is extracted, translated, unbroken, and within Discord's limits."""

import asyncio
import re
import string
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.command_texts import collect_texts, loaded_tree, payload
from bot.i18n import LANGUAGES, lang_for
from bot.ui.translator import NAME, CatalogueTranslator
from data.locales import catalogues
from tests.support import sources
from tests.support.command_rules import check_commands

MARKS = ("**", "||", "`", "__", "~~")
TRANSLATED = pytest.mark.parametrize("code", catalogues.TRANSLATED)

NAMES = {
    # Names are the same in every language.
    "Daebak",
    "Noto Sans CJK",
    "SIL Open Font License 1.1",
    "discord.py (MIT)",
    "SQLAlchemy (MIT)",
    "RapidFuzz (MIT)",
    "Babel (BSD)",
    "Typst (Apache 2.0)",
}
"""Literals that members see and nobody translates."""


def run(coroutine):
    """Run a coroutine apart from the loops that other tests use."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@pytest.fixture(scope="module")
def template():
    return catalogues.extract(run(collect_texts()))


def keys(catalogue):
    return {(message.context, message.id) for message in catalogue if message.id}


def messages(code):
    return [message for message in catalogues.read(code) if message.id]


def forms(text):
    """The English or translated forms of a message's text."""
    return [text] if isinstance(text, str) else list(text)


def parameters(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@TRANSLATED
def test_every_text_is_in_the_catalogue_and_nothing_else(code, template):
    ours, stored = keys(template), keys(catalogues.read(code))
    assert ours - stored == set(), "run: python -m data.locales"
    assert stored - ours == set(), "run: python -m data.locales"


def test_the_stored_template_is_fresh(template, tmp_path):
    catalogues.write(template, tmp_path / "fresh.pot")
    stored = catalogues.TEMPLATE.read_text(encoding="utf-8")
    assert (tmp_path / "fresh.pot").read_text(encoding="utf-8") == stored, (
        "run: python -m data.locales"
    )


@TRANSLATED
def test_every_text_is_translated_by_a_person(code):
    undone = [m.id for m in messages(code) if m.fuzzy or not catalogues.is_translated(m)]
    assert undone == []
    assert list(catalogues.read(code).obsolete) == []


@TRANSLATED
def test_a_translation_has_the_same_parameters_as_its_text(code):
    broken = [
        (message.id, form)
        for message in messages(code)
        for form in forms(message.string)
        if parameters(form) != set().union(*map(parameters, forms(message.id)))
    ]
    assert broken == []


@TRANSLATED
def test_a_translation_has_the_same_markup_as_its_text(code):
    broken = [
        (message.id, form)
        for message in messages(code)
        for form in forms(message.string)
        for mark in MARKS
        if form.count(mark) != forms(message.id)[-1].count(mark)
    ]
    assert broken == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_can_be_filled_in(code):
    lang = lang_for(code)
    for message in messages(catalogues.TRANSLATED[0]):
        if message.context:
            continue
        given = dict.fromkeys(set().union(*map(parameters, forms(message.id))), "x")
        for count in (0, 1, 2, 11) if message.pluralizable else (None,):
            filled = (
                lang.say(message.id, **given)
                if count is None
                else lang.plural(*message.id, count, **given)
            )
            assert filled.strip()
            assert "{" not in filled


@TRANSLATED
def test_commands_named_in_texts_exist_and_go_by_their_translated_names(code):
    lang = lang_for(code)
    known = set(run(qualified_names()))
    problems = []
    for message in messages(code):
        english, translated = forms(message.id)[-1], forms(message.string)[0]
        for words in re.findall(r"(?<![\w/:<])/([a-z]+(?: [a-z]+)?)", english):
            named = next((name for name in (words, words.split()[0]) if name in known), None)
            here = " ".join(lang.term(NAME, part) for part in (named or "").split())
            if named is None or f"/{here}" not in translated:
                problems.append((words, here, translated))
    assert problems == []


async def qualified_names():
    async with loaded_tree() as tree:
        return [command.qualified_name for command in tree.walk_commands()]


def test_discord_takes_the_command_tree_in_every_language():
    async def translated():
        async with loaded_tree() as tree:
            return await payload(tree, CatalogueTranslator())

    commands = run(translated())
    assert check_commands(commands) == []
    named = [set(command.get("name_localizations") or {}) for command in commands]
    assert all(set(catalogues.TRANSLATED) <= locales for locales in named)


@pytest.mark.parametrize("code", LANGUAGES)
def test_labels_are_not_cut_in_any_language(code):
    lang = lang_for(code)
    sites = [
        site for path in sources.modules("bot/ui", "cogs") for site in sources.fixed_texts(path)
    ]
    assert len(sites) > 50
    cut = []
    for found, ids, limit in sites:
        empty = dict.fromkeys(set().union(*map(parameters, ids)) - {"count"}, "")
        text = lang.say(ids[0], **empty) if len(ids) == 1 else lang.plural(*ids[:2], 2, **empty)
        if len(text) > limit:
            cut.append(f"{found}: {len(text)} of {limit} characters: {text}")
    assert cut == []


def test_no_argument_that_members_see_bypasses_translation():
    bare = [
        str(found)
        for path in sources.modules("bot/ui", "cogs")
        for found in sources.bare_arguments(path)
        if found.text.strip("# \n") not in NAMES
    ]
    assert bare == []


def test_no_literal_of_cards_forms_and_cogs_reads_like_words():
    bare = [
        str(found)
        for path in sources.modules("bot/ui/cards", "bot/ui/forms", "cogs")
        for found in sources.bare_sentences(path)
        if found.text.strip("# \n") not in NAMES
    ]
    assert bare == []


def test_texts_marked_for_translation_are_literals():
    unreadable = [
        str(found)
        for path in sources.modules("bot", "cogs", "data")
        if not set(path.relative_to(catalogues.ROOT).parts) & catalogues.SKIPPED
        and path.name != "i18n.py"
        for found in sources.unreadable(path)
    ]
    assert unreadable == []


@pytest.mark.parametrize(
    ("source", "finds"),
    [
        ('button("Rate", x)', sources.bare_arguments),
        ('card.text(f"## Rated {n}")', sources.bare_arguments),
        ('option("x" if y else "rate it", z)', sources.bare_arguments),
        ('def line():\n    return f"{n} episodes left"', sources.bare_sentences),
        ("lang.say(message)", sources.unreadable),
        ('lang.say(f"{n} days")', sources.unreadable),
    ],
)
def test_the_checks_find_what_they_are_for(source, finds, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    (tmp_path / "bad.py").write_text(source, encoding="utf-8")
    assert list(finds(tmp_path / "bad.py"))


@pytest.mark.parametrize(
    "source",
    [
        'button(lang.say("Rate"), ids.X.make(drama=1))',
        "card.text(f\"## {lang.say('Rate')}\")",
        '"""About this."""\nlog.info("it went well")\nmsg = "A bug"\n',
    ],
)
def test_the_checks_leave_alone_what_is_fine(source, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "ROOT", tmp_path)
    (tmp_path / "good.py").write_text(source, encoding="utf-8")
    path = tmp_path / "good.py"
    assert [*sources.bare_arguments(path), *sources.bare_sentences(path)] == []
