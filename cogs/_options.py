"""What a command's options mean that are typed or chosen as one types: genres, countries, words."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.domain.errors import InvalidInputError, NotFoundError
from bot.domain.texts import t
from bot.i18n import LANGUAGES, country_code, lang_for
from bot.search import TitleEntry, TitleIndex
from bot.services.words import Kind
from bot.ui.limits import CHOICE_NAME
from bot.ui.safe import clip, plain
from bot.ui.terms import GENRES

if TYPE_CHECKING:
    from bot.domain.actors import Actor
    from bot.services.registry import Services

_SHOWN = 60  # characters of what was typed that an answer repeats


@cache
def genre_index() -> tuple[list[str], TitleIndex]:
    """Return our genres' keys, and an index of their names in every language we have."""
    keys = list(GENRES)
    names = [_names(key) for key in keys]
    entries = [
        TitleEntry(place, each[0], aliases=tuple(each[1:])) for place, each in enumerate(names)
    ]
    return keys, TitleIndex.build(entries)


@lru_cache(maxsize=4)
def country_index(codes: tuple[str, ...]) -> TitleIndex:
    """Return an index of countries' names in every language; the first are the likeliest."""
    return TitleIndex.build(
        TitleEntry(
            place,
            lang_for("en").country(code),
            aliases=(code, *(lang_for(each).country(code) for each in LANGUAGES)),
            popularity=float(len(codes) - place),
        )
        for place, code in enumerate(codes)
    )


async def genre_of(services: Services, typed: str, *, ours: bool = False) -> str:
    """Return the genre that was chosen or typed, in any of our languages.

    Args:
        services: What knows the catalogue's genres.
        typed: The option.
        ours: Only one that is ours: others come and go with their source.

    Raises:
        InvalidInputError: There is no such genre.
    """
    keys, index = genre_index()
    wanted = _folded(typed)
    for key in keys:
        if wanted in {_folded(name) for name in _names(key)}:
            return key
    if not ours:
        for genre in await services.vocabulary.genres():
            if _folded(genre) == wanted:
                return genre
    meant = index.meant(typed)
    if meant is not None:
        return keys[meant]
    raise InvalidInputError(
        t("I have no genre “{typed}”. Pick one from the list as you type.", typed=_shown(typed))
    )


async def network_of(services: Services, typed: str) -> str:
    """Return the network that was chosen or typed.

    Raises:
        InvalidInputError: No drama is from it.
    """
    found = await services.words.meant(Kind.NETWORK, typed)
    if found is None:
        raise InvalidInputError(
            t(
                "No drama I know is from “{typed}”. Pick a network from the list as you type.",
                typed=_shown(typed),
            )
        )
    return found


async def tag_of(services: Services, typed: str) -> str:
    """Return the tag that was chosen or typed.

    Raises:
        InvalidInputError: No drama has it, or too few.
    """
    found = await services.words.meant(Kind.TAG, typed)
    if found is None:
        raise InvalidInputError(
            t(
                "No drama I know has the tag “{typed}”. Pick one from the list as you type.",
                typed=_shown(typed),
            )
        )
    return found


def country_of(typed: str) -> str:
    """Return the code of the country that was chosen or typed.

    Raises:
        InvalidInputError: There is no such country.
    """
    found = country_code(typed)
    if found is None:
        raise InvalidInputError(
            t(
                "I know no country “{typed}”. Pick one from the list as you type.",
                typed=_shown(typed),
            )
        )
    return found


async def blog_of(services: Services, actor: Actor, typed: str) -> int:
    """Return the feed of the review blog that was chosen or typed.

    Raises:
        NotFoundError: The server follows no such blog.
    """
    wanted = _folded(typed)
    for feed, house in await services.follows.houses(actor):
        if wanted in {_folded(blog_choice(feed, house)), _folded(house)}:
            return feed
    raise NotFoundError(
        t(
            "No blog “{typed}” is followed here. Pick one from the list as you type; a server’s "
            "managers add blogs with /feed add.",
            typed=_shown(typed),
        )
    )


def blog_choice(feed: int, house: str) -> str:
    """Return the value of a blog's autocompleted choice: its name and its feed's number."""
    number = f" #{feed}"
    return house[: CHOICE_NAME - len(number)] + number


def _names(key: str) -> list[str]:
    return [str(GENRES[key]), key, *(lang_for(each).render(GENRES[key]) for each in LANGUAGES)]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _shown(typed: str) -> str:
    return clip(plain(typed), _SHOWN)
