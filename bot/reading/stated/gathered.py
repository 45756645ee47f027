"""The facts gathered from one post, with the text each was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.reading.drama_names.titles import parse_title
from bot.reading.model import Fact
from bot.reading.stated import values
from bot.reading.stated.atoms import atoms_of
from bot.reading.stated.genre_names import genres_of, genres_within
from bot.reading.stated.labels import Key
from bot.reading.words import has_native

if TYPE_CHECKING:
    from bot.reading.drama_names.titles import TitleParts
    from bot.reading.model import CastMember, Score
    from bot.reading.pages.blocks import Block
    from bot.reading.stated.atoms import Atoms
    from bot.reading.stated.labels import Labelled

# Chinese is spoken in more than one of the countries.
_LANGUAGE: Final = re.compile(r"korean|japanese|thai", re.IGNORECASE)
_THEME: Final = re.compile(r"theme|element|categor")
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]")


@dataclass(frozen=True, slots=True)
class Scored:
    """A score with how much its label claims (3 final, 2 overall or own, 1 plain, 0 bare).

    Attributes:
        at: How many blocks of prose stand before it; None where it is not in the text.
    """

    score: Fact[Score]
    verdict: str
    claim: int
    at: int | None


@dataclass(slots=True)
class Region:
    """A heading and the facts below it, to tell posts that cover several dramas.

    Attributes:
        prose: How many characters of prose stand below it.
    """

    heading: str
    keys: set[Key] = field(default_factory=set)
    prose: int = 0


@dataclass(slots=True)
class Gathered:
    """The facts of a post in the order found, and its prose.

    Attributes:
        aliases: Other titles in native script.
        also: Other titles in Latin script.
        spoken: Countries whose language labels name, as in "Language: Korean".
        excerpts: How many of its parts end in a link to the rest of them, as on a page of a
            category.
    """

    titles: list[Fact[str]] = field(default_factory=list)
    natives: list[Fact[str]] = field(default_factory=list)
    aliases: list[Fact[str]] = field(default_factory=list)
    also: list[Fact[str]] = field(default_factory=list)
    episodes: list[Fact[int]] = field(default_factory=list)
    genre_words: list[Fact[str]] = field(default_factory=list)
    networks: list[Fact[str]] = field(default_factory=list)
    years: list[Fact[int]] = field(default_factory=list)
    countries: list[Fact[str]] = field(default_factory=list)
    scores: list[Scored] = field(default_factory=list)
    verdicts: list[tuple[Fact[str], int]] = field(default_factory=list)
    spoken: list[Fact[str]] = field(default_factory=list)
    cast: list[Fact[CastMember]] = field(default_factory=list)
    prose: list[Block] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    database_labels: int = 0
    rated_by_many: bool = False
    unfinished: bool = False
    excerpts: int = 0

    def take_simple(self, one: Labelled) -> bool:
        """Take a fact of one plain value; what is only recognised is dropped."""
        if one.key is Key.NETWORK:
            self.networks += [Fact(name, one.source) for name in values.network_names(one.value)]
            # As in "tvN (2014.10.17 – 2014.12.20)".
            self._take_year(one)
        elif original := values.original_of(one.value):
            # Its own production, as in "Where: Netflix original".
            self.networks.append(Fact(original, one.source))
        elif one.key is Key.YEAR:
            self._take_year(one)
        elif one.key is Key.COUNTRY:
            country = values.country_of(one.value)
            self.countries += [Fact(country, one.source)] if country else []
        elif one.key is Key.DATABASE and self._take_if_fits(one):
            # As in "Distributor: SBS" and "Theme: Fantasy, Romance".
            pass
        elif one.key is Key.DATABASE:
            self.database_labels += 1
            self._take_language(one.value if one.label.lower().startswith("lang") else "", one)
            if one.label.lower() == "type":
                country = values.country_of(re.sub(r"(?i)\s+(?:tv )?drama$", "", one.value))
                self.countries += [Fact(country, one.source)] if country else []
            words = [word for word in values.genre_words(one.value) if genres_of(word)]
            if one.label.lower() in {"format", "type"} and len(words) > 1:
                self.genre_words += [Fact(word, one.source) for word in words]
            # As in "Length: 16 Episodes".
            count = values.bare_episodes(one.value) or values.episodes_within(one.value)
            if count is None and re.match(r"\d+ ?\(.*\bepisodes?\b", one.value):
                count = values.episodes_of(one.value)
            self.episodes += [Fact(count, one.source)] if count else []
        elif one.label.lower().startswith("air"):
            # "Aired on" is followed by a network, a date or a day of the week.
            line = values.network_line(one.value) or values.network_line(one.label[9:])
            self.networks += [Fact(name, one.source) for name in (line[0] if line else ())]
            self._take_year(one)
        elif re.match(r"completed|watched|current", one.label, re.IGNORECASE):
            seen = values.episodes_of(one.value)
            total = self.episodes[-1].value if self.episodes else None
            self.unfinished |= bool(seen and total and seen < total)
        elif one.label.lower() == "status":
            count = values.bare_episodes(one.value) or values.episodes_within(one.value)
            self.episodes += [Fact(count, one.source)] if count else []
            self.unfinished |= values.says_unfinished(one.value)
        return True

    def _take_language(self, word: str, one: Labelled) -> None:
        country = values.country_of(word) if _LANGUAGE.fullmatch(word) else None
        self.spoken += [Fact(country, one.source)] if country else []

    def _take_if_fits(self, one: Labelled) -> bool:
        """Take a value that says what its label leaves open: a network, or nothing but genres."""
        label = one.label.lower()
        line = values.network_line(one.value) if label.startswith("distribut") else None
        self.networks += [Fact(name, one.source) for name in (line[0] if line else ())]
        words = values.genre_words(one.value) if _THEME.search(label) else ()
        is_genres = bool(words) and all(genres_within(word) for word in words)
        if is_genres and not self.genre_words:
            self.genre_words += [Fact(word, one.source) for word in words]
        return bool(line) or is_genres

    def _take_year(self, one: Labelled) -> None:
        year = values.year_of(one.value)
        self.years += [Fact(year, one.source)] if year else []
        # As in "Aired in Korea: 2004", "Year: 2011 (20 episodes)" and "Aired: Nov 2016 on tvN".
        country = values.country_of(one.label.rpartition(" ")[2])
        self.countries += [Fact(country, one.source)] if country else []
        count = values.episodes_within(one.value)
        self.episodes += [Fact(count, one.source)] if count else []
        at_front = one.value if one.key is Key.YEAR else ""
        first = values.network_line(re.split(r"\s*[,(|]", at_front)[0])
        networks = first[0] if first else values.network_behind(one.value)
        self.networks += [Fact(name, one.source) for name in networks]

    def take_atoms(self, atoms: Atoms, source: str) -> None:
        """Take the facts of a line that holds nothing else."""
        self.unfinished |= values.says_unfinished(source)
        self.natives += [Fact(native, source) for native in atoms.natives]
        self.years += [Fact(year, source) for year in atoms.years]
        self.countries += [Fact(country, source) for country in atoms.countries]
        self.networks += [Fact(network, source) for network in atoms.networks]
        self.episodes += [Fact(count, source) for count in atoms.episodes]
        self.genre_words += [Fact(word, source) for word in atoms.genres]

    def add_score(self, score: Score, source: str, verdict: str, claim: int) -> None:
        """Take a score that is the author's own."""
        at = len(self.prose)
        self.scores.append(Scored(Fact(score, source), verdict, claim, at))

    def take_title(self, one: Labelled) -> bool:
        """Take a title with what is packed into it."""
        if len(one.value) > 150 or (one.label.lower() == "drama" and one.value.endswith(".")):
            return False
        count = values.bare_episodes(one.value)
        if count is not None:
            self.episodes.append(Fact(count, one.source))
            return True
        parts = parse_title(one.value)
        if parts.title:
            self.titles.append(Fact(parts.title, one.source))
        self.take_parts(parts, one.source)
        for group in _BRACKETS.findall(one.value):
            atoms = atoms_of(group)
            if atoms is not None:
                self.take_atoms(atoms, one.source)
        return True

    def take_parts(self, parts: TitleParts, source: str) -> None:
        """Take what stands beside a title: native title, year, country, genres."""
        self.natives += [Fact(parts.native, source)] if parts.native else []
        self.years += [Fact(parts.year, source)] if parts.year else []
        self.countries += [Fact(parts.country, source)] if parts.country else []
        self.also += [Fact(name, source) for name in parts.also]

    def take_native(self, one: Labelled) -> bool:
        """Take a native title."""
        native = values.native_of(one.value)
        if native:
            self.natives.append(Fact(native, one.source))
        # "제목: 약한영웅 (Weak Hero)" tells both.
        title = parse_title(one.value).title if has_native(one.label) else None
        if title and not has_native(title):
            self.titles.append(Fact(title, one.source))
        return native is not None or len(one.value) < 80

    def take_alias(self, one: Labelled) -> bool:
        """Take other titles."""
        native = values.native_of(one.value)
        if native:
            self.aliases.append(Fact(native, one.source))
        self.also += [Fact(name, one.source) for name in values.latin_titles(one.value)]
        return True

    def take_episodes(self, one: Labelled) -> bool:
        """Take how many episodes there are."""
        count = values.episodes_of(one.value)
        if count is not None:
            self.episodes.append(Fact(count, one.source))
        self.unfinished |= values.says_unfinished(one.value)
        return count is not None or len(one.value) < 60

    def take_genre(self, one: Labelled) -> bool:
        """Take the words of a genre list."""
        self.genre_words += [Fact(w, one.source) for w in values.genre_words(one.value)]
        return True
