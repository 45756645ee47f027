import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.claims import Claim, Conflict
from bot.domain.content_warnings import ContentWarning
from bot.domain.details import (
    Cast,
    DetailPart,
    EpisodeLine,
    Episodes,
    Offer,
    Origin,
    Player,
    Related,
    RelatedDrama,
    Season,
    Sources,
    Told,
    Trailers,
    Watch,
)
from bot.domain.dramas import AirStatus, CastMember, Drama, DramaFacts, DramaLine, Link, Source
from bot.domain.shows import Relation, WatchKind
from bot.i18n import lang_for
from bot.services.details import EPISODES, PLAYERS, RELATED, TRAILERS, Details
from bot.ui.cards.details import PARTS, RELATIONS, details_card
from bot.ui.cards.watch import KINDS
from bot.ui.terms import AIR_STATUSES, FIELDS, SOURCES, WARNINGS, air_line
from tests.support.details import FULL
from tests.unit.test_drama_cards import HOSTILE_KOREAN, said

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
BAD = "||**@everyone** <@1> `x` \u202e[a](b)|| " + "long " * 52
TVMAZE = Origin(Source.TVMAZE, "https://www.tvmaze.com/shows/7/a_(b)")


def details(part, content=None, *, facts=FULL, page=0, pages=1, region="KR", origins=(TVMAZE,)):
    return Details(
        Drama(7, facts),
        DetailPart(part),
        tuple(DetailPart),
        page,
        pages,
        region,
        origins,
        content,
    )


def of(kind, card):
    return [item for item in card.walk_children() if isinstance(item, kind)]


def buttons(card):
    return {item.label: item for item in of(ui.Button, card)}


def cast(*members):
    return Cast(tuple(Player(n, member) for n, member in enumerate(members, 1)))


def hostile_parts():
    """Every part at its worst, on a page amid many."""
    url = "https://a.test/" + "x" * 3_000
    member = CastMember(BAD, BAD, BAD, "https://a.test/p.png")
    line = DramaLine(8, BAD, BAD, "ko", 2020, "KR")
    episode = EpisodeLine(Decimal("9999.5"), False, BAD, 99, 9_999, None, NOW)
    claim = Claim(BAD, NOW)
    claims = tuple((source, claim) for source in Source)
    days = tuple((date(2026, 1, n), tuple(FIELDS)) for n in range(1, 29))
    return [
        ("overview", None),
        ("cast", Cast(tuple(Player(2**31 + n, member) for n in range(PLAYERS)))),
        (
            "watch",
            Watch(
                tuple(
                    Offer(BAD, kind, f"https://a.test/{n}" if n % 2 else url, Source.TMDB)
                    for kind in WatchKind
                    for n in range(40)
                ),
                elsewhere=tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            ),
        ),
        ("episodes", Episodes((episode,) * EPISODES, Decimal(3))),
        (
            "related",
            Related(
                tuple(
                    RelatedDrama(list(Relation)[n % 6], BAD, 2020, dataclasses.replace(line, id=n))
                    for n in range(RELATED)
                ),
                tuple(Season(n, 9_999, date(1990, 1, 1), date(2020, 1, 1)) for n in range(60)),
            ),
        ),
        (
            "trailers",
            Trailers(tuple(Link(BAD, f"https://{'x' * 400}.test/{n}") for n in range(TRAILERS))),
        ),
        ("content", None),
        (
            "sources",
            Sources(
                tuple(Told(source, days) for source in Source),
                tuple(Conflict(name, claims) for name in FIELDS),
            ),
        ),
    ]


@LANGS
@pytest.mark.parametrize(("part", "content"), hostile_parts(), ids=lambda v: str(v)[:8])
@pytest.mark.parametrize("page", [0, 1, 5, 999])
def test_every_part_is_one_that_discord_takes_whatever_it_holds(part, content, page, lang):
    facts = dataclasses.replace(
        HOSTILE_KOREAN,
        tags=(BAD[:60],) * 40,
        networks=(BAD,) * 40,
        aliases=FULL.aliases * 60,
        warnings=(*ContentWarning, "x" * 300),
        age_ratings=(("KR", BAD),) * 60,
        status=AirStatus.AIRING,
        first_aired=date(2020, 1, 1),
    )
    origins = tuple(Origin(source, f"https://a.test/{'(' * 400}") for source in Source)
    shown = details(part, content, facts=facts, page=page, pages=1_000, origins=origins)
    assert "||**@everyone" not in said(details_card(shown, lang))


@LANGS
@pytest.mark.parametrize("part", [part.value for part in DetailPart])
def test_of_a_drama_of_which_nothing_is_known_every_part_says_so(part, lang):
    empty = {
        "cast": Cast(()),
        "watch": Watch(()),
        "episodes": Episodes(()),
        "related": Related(()),
        "trailers": Trailers(()),
        "sources": Sources(()),
    }
    shown = details(part, empty.get(part), facts=DramaFacts("Bare"), origins=())
    assert "Bare" in said(details_card(shown, lang))


def test_the_cast_has_photos_roles_and_names_in_the_readers_order():
    content = cast(*FULL.cast[:PLAYERS])
    card = details_card(details("cast", content, pages=40), EN)
    assert "**Actor 001** 배우 001\nas Role 001" in said(card)
    assert "**배우 001**(Actor 001)" in said(details_card(details("cast", content), KO))
    photos = of(ui.Thumbnail, card)
    assert len(photos) == 3  # two of five have none
    assert photos[0].description == "Photo of Actor 001"
    assert "Page 1 of 40" in said(card)


def test_everybody_in_the_cast_is_a_press_away():
    card = details_card(details("cast", cast(*FULL.cast[:PLAYERS])), KO)
    ids = [item.custom_id for item in of(ui.Button, card)]
    assert ids == [f"person:{n}:open" for n in range(1, 6)]
    assert of(ui.Button, card)[1].label == "배우 001"


@pytest.mark.parametrize("url", ["javascript:x", "http", "https://a.test/" + "x" * 2_100])
def test_what_is_no_address_is_no_photo(url):
    card = details_card(details("cast", cast(CastMember("A", photo_url=url))), EN)
    assert of(ui.Thumbnail, card) == []
    assert "**A**" in said(card)


def test_pages_turn_to_their_neighbours_and_to_both_ends():
    def turns(page):
        card = details_card(details("cast", cast(*FULL.cast[:2]), page=page, pages=40), EN)
        said(card)
        return {
            label: (item.custom_id.rsplit(":", 1)[1], item.disabled)
            for label, item in buttons(card).items()
            if label in {"First", "Previous", "Next", "Last"}
        }

    assert turns(0) == {"Previous": ("-1", True), "Next": ("1", False), "Last": ("39", False)}
    assert turns(20) == {
        "First": ("0", False),
        "Previous": ("19", False),
        "Next": ("21", False),
        "Last": ("39", False),
    }
    assert turns(39) == {"First": ("0", False), "Previous": ("38", False), "Next": ("40", True)}


def watch(*offers, **more):
    return Watch(tuple(Offer(*offer) for offer in offers), **more)


PAGE = "https://www.themoviedb.org/tv/7/watch"
OFFERS = (
    ("Netflix", WatchKind.STREAM, PAGE, Source.TMDB),
    ("Wavve", WatchKind.STREAM, PAGE, Source.TMDB),
    ("Naver", WatchKind.BUY, PAGE, Source.TMDB),
    ("Kocowa", WatchKind.STREAM, "https://kocowa.test/7", Source.TVMAZE),
)


def test_where_to_watch_names_streams_first_and_credits_justwatch():
    card = details_card(details("watch", watch(*OFFERS, elsewhere=("BR",))), EN)
    text = said(card)
    assert "Your country: **South Korea**" in text
    assert "**With a subscription**: Netflix · Wavve · Kocowa\n🛒 **To buy**: Naver" in text
    assert "Elsewhere: Brazil" in text
    assert "[JustWatch](https://www.justwatch.com/)" in text
    links = {item.label: item.url for item in of(ui.Button, card) if item.url}
    assert links == {"See all on TMDB": PAGE, "Kocowa": "https://kocowa.test/7"}
    assert "JustWatch" not in said(details_card(details("watch", watch(OFFERS[3])), EN))


def test_a_guessed_country_is_asked_about_and_a_chosen_one_is_not():
    def shown(*, chosen):
        card = details_card(details("watch", watch(*OFFERS, chosen=chosen)), EN)
        [choice] = [s for s in of(ui.Select, card) if "region" in s.custom_id]
        return "Is it right?" in said(card), [o.value for o in choice.options if o.default]

    assert shown(chosen=False) == (True, ["auto"])
    assert shown(chosen=True) == (False, ["KR"])


def test_a_country_without_any_service_names_others_that_have_some():
    text = said(details_card(details("watch", watch(elsewhere=("JP", "US"))), EN))
    assert "no service that has it in this country.\nElsewhere: Japan, United States" in text
    assert "I do not know yet" in said(details_card(details("watch", watch()), EN))


def test_titles_that_may_spoil_are_behind_spoiler_marks():
    content = Episodes(
        (
            EpisodeLine(Decimal(3), title="The end of the ||start", hidden=False, airs_at=NOW),
            EpisodeLine(Decimal(4), title="She ||dies", season=1, airs_on=date(2026, 1, 2)),
            EpisodeLine(Decimal("4.5"), special=True),
            EpisodeLine(Decimal(5), season=2, number_in_season=1, title="Back"),
        ),
        Decimal(3),
    )
    text = said(details_card(details("episodes", content), EN))
    assert f"**3** · The end of the \\|\\|start · <t:{int(NOW.timestamp())}:f>" in text
    assert "**4** · ||She \\|\\|dies|| · Jan 2, 2026\n" in text
    assert "**4.5** · Special\n" in text
    assert "**5** · S2 E1 · ||Back||" in text
    assert "You are on episode 3: later titles are hidden" in text


def test_related_dramas_of_the_catalogue_open_their_cards():
    line = DramaLine(8, "Lifting Girl", "重量少女", "ja", 2019, "JP")
    content = Related(
        (
            RelatedDrama(Relation.REMAKE, "Lifting Girl", 2019, line),
            RelatedDrama(Relation.SEQUEL, "Fairy *2*", 2027),
        ),
        (Season(1, 16, date(2016, 1, 1), date(2017, 1, 1)), Season(2, 1)),
    )
    card = details_card(details("related", content), EN)
    text = said(card)
    assert "**Remakes**\n- **Lifting Girl** 重量少女 (2019, Japan)" in text
    assert "**Sequels**\n- Fairy \\*2\\* (2027)" in text
    assert "- Season 1 · 16 episodes · 2016–2017\n- Season 2 · 1 episode" in text
    [opens] = [s for s in of(ui.Select, card) if s.custom_id == "details:7:open:0"]
    assert [each.value for each in opens.options] == ["8"]


def test_trailers_are_links_and_what_is_no_address_is_left_out():
    links = (*FULL.trailers[:5], Link("Bad", "ftp://video.test/bad"))
    card = details_card(details("trailers", Trailers(links), pages=2), EN)
    assert "**Trailer 1**\n-# video.test" in said(card)
    urls = [item.url for item in of(ui.Button, card) if item.url]
    assert urls == [trailer.url for trailer in links[:5]]


def test_warnings_are_said_in_words_and_the_members_age_rating_comes_first():
    text = said(details_card(details("content"), EN))
    assert "- Bullying\n- Self-harm" in text
    assert "South Korea: **15** · United States: **TV-14**" in text
    american = said(details_card(details("content", region="US"), EN))
    assert "United States: **TV-14** · South Korea: **15**" in american


def test_sources_say_what_they_told_when_and_where_they_disagree():
    told = Told(Source.TVMAZE, ((date(2026, 1, 2), ("title", "year")),))
    year = Conflict("year", ((Source.TVMAZE, Claim(2016, NOW)), (Source.TMDB, Claim(2017, NOW))))
    networks = Conflict(
        "networks", ((Source.TVMAZE, Claim(("MBC", "tvN"), NOW)), (Source.TMDB, Claim((), NOW)))
    )
    shown = details(
        "sources",
        Sources((told,), (year, networks)),
        origins=(TVMAZE, Origin(Source.TMDB), Origin(Source.WIKIDATA), Origin(Source.SEED)),
    )
    text = said(details_card(shown, EN))
    assert "**[TVmaze](https://www.tvmaze.com/shows/7/a_%28b%29)**" in text
    assert "-# Jan 2, 2026 · Title, Year" in text
    assert "- Year: **2016** (TVmaze) · 2017 (TMDB)" in text
    assert "- Networks: **MBC, tvN** (TVmaze)" in text
    assert "[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)" in text
    assert "not endorsed, certified, or otherwise approved by TMDB" in text
    assert "[CC0 1.0]" in text
    assert "[JustWatch]" in text


def test_an_overview_tells_what_the_card_has_no_room_for():
    text = said(details_card(details("overview"), EN))
    assert "Aired Nov 16, 2016 to Jan 11, 2017\n24 episodes · 60 minutes each" in text
    assert "**Tags**: swimming · college" in text
    assert "**Other titles**: Weightlifting Fairy Kim Bok Joo" in text
    assert "Facts: [TVmaze](https://www.tvmaze.com/shows/7/a_%28b%29) ([CC BY-SA 4.0](" in text


@pytest.mark.parametrize(
    ("status", "first", "last", "told"),
    [
        ("airing", date(2026, 11, 3), None, "Airing since Nov 3, 2026"),
        ("planned", date(2026, 11, 3), None, "Announced for Nov 3, 2026"),
        ("planned", None, None, "Planned"),
        ("cancelled", date(2026, 11, 3), None, "Cancelled · began Nov 3, 2026"),
        ("ended", date(2026, 11, 3), date(2026, 12, 8), "Aired Nov 3, 2026 to Dec 8, 2026"),
        ("ended", date(2026, 11, 3), date(2026, 11, 3), "Aired on Nov 3, 2026"),
        ("ended", date(2026, 11, 3), None, "Ended · began Nov 3, 2026"),
        ("ended", None, date(2026, 12, 8), "Ended Dec 8, 2026"),
        ("ended", None, None, "Ended"),
        (None, date(2026, 11, 3), None, "First aired Nov 3, 2026"),
        (None, None, None, ""),
    ],
)
def test_when_it_airs_is_told_as_far_as_it_is_known(status, first, last, told):
    facts = DramaFacts(
        "A",
        status=AirStatus(status) if status else None,
        first_aired=first,
        last_aired=last,
    )
    assert air_line(EN, facts) == told


def test_everything_that_is_stored_by_a_key_has_a_name():
    assert set(AIR_STATUSES) == set(AirStatus)
    assert set(WARNINGS) == set(ContentWarning)
    assert set(SOURCES) == set(Source)
    assert set(FIELDS) == {field.name for field in dataclasses.fields(DramaFacts)}
    assert set(PARTS) == set(DetailPart)
    assert set(RELATIONS) == set(Relation)
    assert set(KINDS) == set(WatchKind)


@given(st.text(min_size=1, max_size=200), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_whatever_people_are_called_the_cast_keeps_discords_rules(name, role):
    member = CastMember(name, role, name[::-1])
    said(details_card(details("cast", cast(*(member,) * PLAYERS)), KO))
    said(
        details_card(
            details("watch", watch((name, WatchKind.RENT, "https://a.test", Source.TMDB))), EN
        )
    )
