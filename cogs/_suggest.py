"""What is offered as one types, for every option of every command, through one helper."""

from __future__ import annotations

import contextlib
import functools
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import structlog
from discord import app_commands

from bot.domain.actors import Actor
from bot.domain.dramas import show_episode
from bot.domain.errors import InvalidInputError, UserError
from bot.domain.watching import next_episode
from bot.domain.years import Years
from bot.services.words import Kind
from bot.ui.cards.people import person_line
from bot.ui.filter_terms import years_name
from bot.ui.limits import CHOICE_NAME, CHOICES
from bot.ui.replies import lang_of
from bot.ui.safe import clip, plain
from bot.ui.terms import drama_line, genre_name
from bot.ui.zones import suggest_zones
from cogs._options import blog_choice, country_index, genre_index

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence

    from bot.domain.dramas import Drama
    from bot.i18n import Lang
    from bot.services.registry import Services
    from cogs._base import Interaction

    Value = str | float
    Offer = Callable[[Any, Interaction, Any], Awaitable[Iterable[tuple[str, Value]]]]
    Suggest = Callable[[Any, Interaction, Any], Coroutine[Any, Any, list[app_commands.Choice[Any]]]]

log = structlog.get_logger(__name__)

_LONGEST_VALUE: Final = 100
_EPISODES: Final = 60  # offered of a drama that does not say how many it has
_YEARS: Final = 6  # single years offered before anything is typed
_FIRST_DECADE: Final = 1960
_CLASSICS: Final = 2000


def choices(offered: Iterable[tuple[str, Value]]) -> list[app_commands.Choice[Any]]:
    """Make choices that Discord takes: at most 25, plain, within its lengths, none twice."""
    made: dict[Value, app_commands.Choice[Any]] = {}
    names: set[str] = set()
    for name, value in offered:
        label = clip(plain(name), CHOICE_NAME)
        fits = not isinstance(value, str) or 0 < len(value) <= _LONGEST_VALUE
        if label and fits and value not in made and label not in names:
            made[value] = app_commands.Choice(name=label, value=value)
            names.add(label)
        if len(made) == CHOICES:
            break
    return list(made.values())


def offering(offer: Offer) -> Suggest:
    """Turn what a method offers into choices; where it fails, nothing is offered."""

    @functools.wraps(offer)
    async def suggest(
        self: Suggestions,
        interaction: Interaction,
        typed: Any,  # noqa: ANN401 - as it comes
        /,
    ) -> list[app_commands.Choice[Any]]:
        try:
            return choices(await offer(self, interaction, typed))
        except Exception:
            # There is nobody to tell: the member goes on typing.
            log.warning("nothing suggested", option=offer.__name__, exc_info=True)
            return []

    return suggest


class Suggestions:
    """Completes dramas, people, episodes and the words of filters."""

    services: Services

    @offering
    async def suggest_dramas(self, interaction: Interaction, typed: str) -> list[tuple[str, Value]]:
        """Complete a drama's title; for nothing, what the member watches and looked up."""
        lang, catalogue = lang_of(interaction), self.services.catalogue
        found = await catalogue.suggest(interaction.user.id, typed)
        return [(drama_line(lang, drama), catalogue.choice_of(drama)) for drama in found]

    @offering
    async def suggest_people(self, interaction: Interaction, typed: str) -> list[tuple[str, Value]]:
        """Complete somebody's name."""
        lang, people = lang_of(interaction), self.services.people
        found = await people.suggest(typed, user_id=interaction.user.id)
        return [(person_line(lang, person), people.choice_of(person)) for person in found]

    @offering
    async def suggest_episodes(
        self, interaction: Interaction, typed: str | float
    ) -> list[tuple[str, Value]]:
        """Complete an episode of the drama that is chosen; the member's next one comes first.

        Titles are not shown: they may give away what happens.
        """
        option = getattr(interaction.namespace, "drama", None)
        if not isinstance(option, str) or not option.strip():
            return []
        try:
            drama = await self.services.catalogue.resolve(option)
        except UserError:  # not yet typed so far that it is clear
            return []
        entry = await self.services.watching.entry(Actor(interaction.user.id), drama.id)
        reached = entry.episode if entry is not None else None
        lang = lang_of(interaction)
        return [
            (_episode_name(lang, episode, drama, reached), float(episode))
            for episode in _nearest(drama, reached, _digits(typed))
        ]

    @offering
    async def suggest_genres(self, interaction: Interaction, typed: str) -> list[tuple[str, Value]]:
        """Complete a genre in any of our languages; for nothing, the commonest."""
        lang = lang_of(interaction)
        keys, index = genre_index()
        if typed.strip():
            found = [keys[hit.id] for hit in index.search(typed, CHOICES)]
        else:
            common = await self.services.vocabulary.genres()
            found = [key for key in dict.fromkeys((*common, *keys)) if key in keys]
        return [(genre_name(lang, key), str(key)) for key in found]

    @offering
    async def suggest_countries(
        self, interaction: Interaction, typed: str
    ) -> list[tuple[str, Value]]:
        """Complete a country that dramas are from; for nothing, those with the most."""
        lang = lang_of(interaction)
        codes = await self.services.vocabulary.countries()
        if typed.strip():
            hits = country_index(tuple(codes)).search(typed, CHOICES)
            codes = [codes[hit.id] for hit in hits]
        return [(lang.country(code), code) for code in codes]

    @offering
    async def suggest_networks(
        self, _interaction: Interaction, typed: str
    ) -> list[tuple[str, Value]]:
        """Complete a network; for nothing, those with the most dramas."""
        found = await self.services.words.suggest(Kind.NETWORK, typed, 2 * CHOICES)
        return [(name, name) for name in found]

    @offering
    async def suggest_tags(self, _interaction: Interaction, typed: str) -> list[tuple[str, Value]]:
        """Complete a tag; for nothing, the commonest."""
        found = await self.services.words.suggest(Kind.TAG, typed, 2 * CHOICES)
        return [(tag, tag) for tag in found]

    @offering
    async def suggest_blogs(self, interaction: Interaction, typed: str) -> list[tuple[str, Value]]:
        """Complete a review blog that the server follows, or in direct messages one of theirs."""
        found = await self.services.follows.houses(_actor_of(interaction))
        wanted = typed.strip().casefold()
        return [
            (house, blog_choice(feed, house)) for feed, house in found if wanted in house.casefold()
        ]

    @offering
    async def suggest_zones(self, interaction: Interaction, typed: str) -> list[tuple[str, Value]]:
        """Complete a time zone by a city, a country or its own name."""
        return [*suggest_zones(typed, lang_of(interaction), CHOICES)]

    @offering
    async def suggest_years(self, interaction: Interaction, typed: str) -> list[tuple[str, Value]]:
        """Complete a year, a decade or a stretch of years."""
        lang, typed = lang_of(interaction), typed.strip().casefold()
        usual = _usual_years(self.services.now().year)
        named = [(years_name(lang, years), years.written) for years in usual]
        if not typed:
            return [*named]
        meant: list[tuple[str, Value]] = []
        with contextlib.suppress(InvalidInputError):
            years = Years.parse(typed)
            meant.append((years_name(lang, years), years.written))
        return [*meant, *(each for each in named if typed in each[0].casefold())]


def _actor_of(interaction: Interaction) -> Actor:
    guild = interaction.guild_id
    known = guild is not None and interaction.client.get_guild(guild) is not None
    return Actor(interaction.user.id, guild if known else None)


def _usual_years(this: int) -> list[Years]:
    single = [Years(year, year) for year in range(this + 1, _FIRST_DECADE, -1)]
    decades = [
        Years(decade, decade + 9) for decade in range(this // 10 * 10, _FIRST_DECADE - 1, -10)
    ]
    return [*single[:_YEARS], *decades, Years(None, _CLASSICS - 1), *single[_YEARS:]]


def _digits(typed: str | float) -> str:
    """Return what was typed of a number; Discord sends numbers that are being typed as text."""
    if isinstance(typed, float):
        return "" if math.isnan(typed) else show_episode(Decimal(str(typed)))
    return "".join(letter for letter in typed if letter.isdecimal() or letter == ".")


def _nearest(drama: Drama, reached: Decimal | None, digits: str) -> Sequence[Decimal]:
    """Return a drama's episodes: the next one, where one is, what follows, then what was seen."""
    count = drama.facts.episodes
    last = count or max(_EPISODES, int(reached or 0) + CHOICES)
    regular = {Decimal(number) for number in range(1, last + 1)}
    episodes = sorted(regular | drama.special_episodes)
    if digits:
        fitting = [each for each in episodes if show_episode(each).startswith(digits)]
        return sorted(fitting, key=lambda each: (len(show_episode(each)), each))
    done = reached or Decimal(0)
    following = [each for each in episodes if each > done]
    seen = [each for each in reversed(episodes) if each <= done]
    return [*following[:1], *seen[:1], *following[1:], *seen[1:]]


def _episode_name(lang: Lang, episode: Decimal, drama: Drama, reached: Decimal | None) -> str:
    number = show_episode(episode)
    if episode == reached:
        return lang.say("Episode {episode} · where you are", episode=number)
    if reached is not None and episode == next_episode(drama, reached):
        return lang.say("Episode {episode} · next for you", episode=number)
    return lang.say("Episode {episode}", episode=number)
