from bot.trying.locale_seam import speaking
from tests.e2e.conftest import texts


async def test_a_drama_is_looked_up_by_what_autocomplete_offers(place):
    choices = await place.mina.autocomplete(place.channel, "drama", "title", "사운드")
    assert choices[0]["name"] == "Soundtrack #1 · 사운드트랙#1 (2022, South Korea)"
    shown = await place.mina.slash(place.channel, "drama", title=choices[0]["value"])
    said = texts(shown.response)
    assert "Soundtrack #1" in said
    assert "사운드트랙#1" in said
    assert not shown.ephemeral


async def test_koreans_are_offered_and_shown_korean_titles_first(place):
    with speaking(place.env, "ko"):
        choices = await place.mina.autocomplete(place.channel, "drama", "title", "signal")
        shown = await place.mina.slash(place.channel, "drama", title=choices[0]["value"])
    assert choices[0]["name"] == "시그널 · Signal (2016, 대한민국)"
    assert texts(shown.response).startswith("## 시그널\n**Signal** · 2016 · 대한민국\n")
