"""The cards of editing, suggesting, searching and merging, at their largest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.claims import Claim, Conflict
from bot.domain.content_warnings import ContentWarning
from bot.domain.dramas import (
    AirStatus,
    CastMember,
    Drama,
    DramaFacts,
    DramaLine,
    Link,
    Name,
    NameKind,
    Source,
)
from bot.domain.editing import Page, write_page
from bot.domain.genres import Genre
from bot.domain.shows import Show, ShowId
from bot.domain.suggestions import PENDING, REFUSED, Suggestion, Tray
from bot.i18n import lang_for
from bot.services.editing import Dispute, Edited
from bot.services.merging import Undone, Weighing
from bot.services.shows import FoundShow
from bot.ui.cards import catalogue as cards
from bot.ui.cards.merging import merged_card, merges_card, undone_card, weighing_card
from bot.ui.cards.searching import HERE, results_card, taken_card, unavailable_card, unclear_card
from bot.ui.cards.suggestions import decided_card, suggested_card, tray_card
from bot.ui.forms.catalogue import FactsForm
from bot.ui.packing import pack, pack_start, unpack
from data.queries.merges import Merge
from tests.support.component_rules import walk
from tests.support.discord_rules import check_message, check_modal
from tests.support.dramas import HOSTILE

THEN = datetime(2026, 1, 2, tzinfo=UTC)
LANGS = [lang_for("en"), lang_for("ko")]
LONG = "||@everyone|| **x** <@1> " + "가" * 270
CROWDED = DramaFacts(
    title=LONG,
    native_title=LONG,
    language="ko",
    year=2016,
    country="KR",
    episodes=9_999,
    genres=(*(g.value for g in Genre), "g" * 40),
    networks=tuple(f"{n} {LONG}"[:100] for n in range(40)),
    cast=tuple(CastMember(f"{n} {LONG}"[:200], LONG[:200], LONG[:200]) for n in range(200)),
    synopsis=LONG * 20,
    poster_url="https://pictures.example/" + "a" * 1_900,
    aliases=tuple(Name(f"{n} {LONG}"[:300], NameKind.ALIAS) for n in range(60)),
    status=AirStatus.ENDED,
    tags=tuple(f"{n} {LONG}"[:60] for n in range(40)),
    warnings=tuple(w.value for w in ContentWarning),
    trailers=tuple(Link(LONG, f"https://videos.example/{n}") for n in range(40)),
)
CHANGES = {name: getattr(CROWDED, name) for name in DramaFacts.__dataclass_fields__}
CHANGES = {name: value for name, value in CHANGES.items() if value}
DRAMA = Drama(7, replace(HOSTILE, year=2015))
LINES = [DramaLine(n, LONG, LONG, "ko", 2016, "KR") for n in range(1, 26)]


def suggestion(drama=DRAMA, state=PENDING, **values):
    was = {name: getattr(DRAMA.facts, name) for name in CHANGES} if drama else {}
    was |= dict.fromkeys(set(CHANGES) - set(was)) if not drama else {}
    made = {"reason": LONG, "language": "ko", "namesakes": tuple(LINES[:10])}
    return Suggestion(2**31, drama, CHANGES, was, 2**63, 2**62, THEN, state, **(made | values))


def every_card(lang):
    now = Drama(8, CROWDED)
    overtaken = replace(suggestion(), was=CHANGES | {"title": "Before"})
    claims = tuple((source, Claim(LONG, THEN)) for source in Source)
    fields = ("title", "native_title", "year", "country", "episodes", "runtime", "networks")
    dispute = Dispute(
        DRAMA,
        tuple(
            Conflict(f, tuple((s, Claim((LONG,) * 40, THEN)) for s in Source))
            if f == "networks"
            else Conflict(f, claims)
            for f in fields
        ),
    )
    show = Show(Source.TVMAZE, "9" * 38, "https://x.example", CROWDED, (ShowId("tvmaze", "1"),))
    counts = {
        "ratings": 10**6,
        "reviews": 1,
        "watch_entries": 2,
        "threads": 3,
        "episode_ratings": 4,
        "episodes": 5,
        "registers": 6,
    }
    merges = [Merge(n, 1, LONG, 2, LONG, THEN) for n in range(10)]
    yield cards.edited_card(Edited(now, HOSTILE, CHANGES), lang, page=Page.ABOUT)
    yield cards.edited_card(Edited(DRAMA, CROWDED, dict.fromkeys(CHANGES)), lang)
    yield cards.added_card(DRAMA, lang)
    yield cards.namesakes_card(suggestion(None), LINES, lang, may_edit=True)
    disputes = [replace(dispute, drama=Drama(n, DRAMA.facts)) for n in range(10)]
    yield cards.disputes_card(disputes, 2**31, 2**31, lang)
    yield cards.disputes_card([], None, 0, lang)
    for at in (0, 4, 99):
        yield cards.dispute_card(dispute, at, lang, note="✅")
    for each in (suggestion(), suggestion(None), suggestion(state=REFUSED), overtaken):
        yield suggested_card(each, lang)
        yield tray_card(Tray(each, 3, 10, mine=True), lang)
        yield tray_card(Tray(each, 3, 10, mine=False), lang, note="✅")
        yield decided_card(each, None, lang)
        yield decided_card(each, 7, lang)
    yield tray_card(Tray(None, 0, 0, mine=True), lang)
    yield unclear_card(LONG, LINES[:5], HERE, lang, searchable=True)
    yield unclear_card("가" * 3_000, [], HERE, lang, searchable=True)
    yield results_card(LONG, [FoundShow(show, 1)] * 10, HERE, lang)
    yield results_card(LONG, [], HERE, lang)
    yield unavailable_card("Down.", lang, typed=LONG, scope=HERE)
    yield taken_card(DRAMA, lang)
    yield weighing_card(Weighing(DRAMA, now, counts, counts), lang)
    yield weighing_card(Weighing(DRAMA, now, {}, {}), lang)
    yield merged_card(LONG, now, 2**31, lang)
    yield merges_card(merges, 30, 1, lang)
    yield undone_card(Undone(DRAMA, now, counts), lang)


def shown(components):
    return [part["content"] for _, part in walk(components) if part["type"] == 10]


@pytest.mark.parametrize("lang", LANGS, ids=["en", "ko"])
def test_every_card_is_within_discords_limits_and_says_nothing_of_its_own_markup(lang):
    for card in every_card(lang):
        payload = {
            "components": card.to_components(),
            "flags": 1 << 15,
            "allowed_mentions": {"parse": []},
        }
        assert check_message(payload) == []
        assert not re.search(
            r"(?<!\\)\|\||(?<!\\)@everyone", "\n".join(shown(payload["components"]))
        )


def test_what_comes_and_goes_of_a_list_is_told_apart():
    lang = lang_for("en")
    old, new = ("tvN", "OCN"), ("tvN", "TVING")
    assert cards.change_line(lang, "networks", old, new) == "**Networks**: ➕ TVING ➖ OCN"
    assert cards.change_line(lang, "networks", old, old[::-1]) == "**Networks**: another order"
    assert cards.change_line(lang, "year", None, 2016) == "**Year**: *nothing* → 2016"


@pytest.mark.parametrize("lang", LANGS, ids=["en", "ko"])
@pytest.mark.parametrize("page", Page)
def test_a_form_takes_the_largest_drama(lang, page):
    form = FactsForm("x" * 80, page, CROWDED, write_page(page, CROWDED), lang, None)
    sent = form.to_dict()
    assert check_modal(sent) == []
    for label in sent["components"]:
        field = label["component"]
        assert len(field.get("value") or "") <= field.get("max_length", 4_000)


@given(st.text(max_size=80))
def test_any_text_comes_back_from_a_custom_id(text):
    sent = text.encode("utf-8", "ignore").decode()
    packed = pack(text, 10_000)
    assert unpack(packed) == sent


@given(st.text(max_size=300), st.integers(20, 90))
def test_the_start_of_any_text_fits(text, room):
    packed = pack_start(text, room)
    assert len(packed) <= room
    words = " ".join(text.encode("utf-8", "ignore").decode().split())
    assert words.startswith(unpack(packed).strip())


@given(st.text(max_size=100))
def test_what_is_no_packed_text_is_nothing(text):
    assert isinstance(unpack(text), str)
