import discord
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ui.layout import Card, button, option, select
from tests.support.discord_rules import check_message

PARTS = st.lists(
    st.tuples(
        st.sampled_from(["text", "section", "line", "gallery", "row"]), st.text(max_size=6_000)
    ),
    max_size=60,
)


def payload(view):
    return {"components": view.to_components(), "flags": 1 << 15, "allowed_mentions": {"parse": []}}


def total_text(view):
    return sum(len(i.content) for i in view.walk_children() if isinstance(i, ui.TextDisplay))


@given(PARTS)
@settings(max_examples=60, deadline=None)
def test_whatever_a_card_is_given_it_keeps_discords_limits(parts):
    card = Card()
    for number, (kind, text) in enumerate(parts):
        if kind == "text":
            card.text(text)
        elif kind == "section":
            card.section(text, "a fact", accessory=ui.Thumbnail("https://daebak.example/a.png"))
        elif kind == "line":
            card.line()
        elif kind == "gallery":
            card.gallery(discord.MediaGalleryItem("https://daebak.example/a.png"))
        elif number < 12:
            card.row(button("x" + text, f"drama:{number}:rate"))
    card.text("always something")
    view = card.build()
    assert total_text(view) <= 4_000
    assert view.total_children_count <= 40


def test_the_longest_text_gives_way_and_short_ones_stay():
    view = Card().text("## Title").text("long " * 2_000).text("-# source").build()
    texts = [i.content for i in view.walk_children() if isinstance(i, ui.TextDisplay)]
    assert texts[0] == "## Title"
    assert texts[2] == "-# source"
    assert texts[1].endswith("…")


def test_buttons_are_kept_when_optional_parts_must_go():
    card = Card()
    for _ in range(60):
        card.line()
    card.row(button("Rate", "drama:1:rate"))
    view = card.build()
    assert any(isinstance(i, ui.Button) for i in view.walk_children())


def test_six_buttons_take_two_rows():
    card = Card().text("x").row(*(button("b", f"drama:{n}:rate") for n in range(6)))
    rows = [i for i in card.build().walk_children() if isinstance(i, ui.ActionRow)]
    assert [len(row.children) for row in rows] == [5, 1]


def test_long_labels_and_options_are_cut_to_what_discord_takes():
    view = (
        Card()
        .text("x")
        .row(button("l" * 200, "drama:1:rate"))
        .row(select("like:1:open", "p" * 400, [option("o" * 200, str(n)) for n in range(40)]))
        .build()
    )
    assert check_message(payload(view)) == []


async def test_a_finished_card_is_kept_by_nobody():
    assert Card().text("x").build().is_finished()
