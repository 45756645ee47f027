"""One pass over a post's blocks that takes the facts out and leaves the prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.reading import values
from bot.reading.blocks import BlockKind, Role, paragraph
from bot.reading.cast import cast_of_value, member_of_heading, member_of_line
from bot.reading.gathered import Gathered, Region
from bot.reading.headings import is_episode_heading, role_of
from bot.reading.labels import Key, Labelled, bare, glued_in, labels_in
from bot.reading.model import Fact
from bot.reading.scores import score_at_start, whole_line_score
from bot.reading.titles import genre_list
from bot.reading.words import genres_of, has_native

if TYPE_CHECKING:
    from bot.reading.blocks import Block

_SUBSCORE: Final = re.compile(r"[\w][\w /&'’#.-]{1,40}?\s*(?:[:–—=\t]|\s-\s)\s*(?P<value>.{1,40})")
_FINAL: Final = re.compile(r"\bfinal\b", re.IGNORECASE)
_OWN: Final = re.compile(r"\b(?:overall|my|our|total|personal|i)\b", re.IGNORECASE)
_BY_MANY: Final = re.compile(
    r"\b(?:scored|rated|votes?) by\b|\b[\d,]+ (?:users|votes|ratings|watchers)\b|"
    r"\b(?:users|imdb|mdl|mydramalist|viki|nielsen|viewers)\b",
    re.IGNORECASE,
)
_WARNING: Final = re.compile(r"\W*(?:\w+\W+){0,3}spoilers?\b(?:\W+\w+){0,4}\W*", re.IGNORECASE)
_MAX_VALUE: Final = 300
_MAX_VERDICT: Final = 200


@dataclass(slots=True)
class Gatherer:
    """Goes through the blocks, line by line."""

    found: Gathered = field(default_factory=Gathered)
    _role: Role = Role.NONE
    _pending: Labelled | None = None

    def gather(self, blocks: tuple[Block, ...]) -> Gathered:
        """Return the facts, and what is left."""
        self.found.regions.append(Region(""))
        for block in blocks:
            if block.kind is BlockKind.HEADING:
                self._take_heading(block)
            elif block.kind is BlockKind.PICTURE:
                self.found.prose.append(block)
            else:
                kept = [line for line in block.text.split("\n") if not self._take_line(line)]
                if kept:
                    text = "\n".join(line.replace("\t", " ") for line in kept)
                    role = Role.NONE
                    if self._role is Role.SYNOPSIS and self._pending is not None:
                        role, self._pending = Role.SYNOPSIS, None
                    self.found.prose.append(paragraph(text, role))
        return self.found

    def _take_heading(self, block: Block) -> None:
        self._pending = None
        text = block.text
        role = role_of(text)
        if role is Role.NONE or ":" in text.rstrip(": "):
            labelled = [one for one in labels_in(text) if one.value or not role]
            if self._take_all(labelled):
                self._role = Role.NONE
                return
            if self._take_bare(text):
                return
        member = member_of_heading(text)
        if member is not None:
            self.found.cast.append(member)
        scored = re.fullmatch(r"(?P<name>.+?)\s*(?:[:–—|(]|\s-\s)\s*(?P<score>[^:]{1,30})", text)
        region = Region(text)
        if scored and score_at_start(scored["score"]) and not is_episode_heading(text):
            region = Region(scored["name"], {Key.SCORE})
        self.found.regions.append(region)
        self._role = role
        self.found.prose.append(replace(block, role=role))

    def _take_line(self, line: str) -> bool:
        if not line.strip():
            return True
        pending, self._pending = self._pending, None
        labelled = labels_in(line)
        if labelled:
            if self._take_all(labelled):
                return True
        elif pending is not None and self._take_continued(pending, line):
            return True
        glued = None if labelled else glued_in(line)
        if glued is not None and self._take_glued(glued):
            return True
        if self._role is Role.CAST:
            member = member_of_line(line)
            if member is not None:
                self.found.cast.append(member)
                return True
        if self._take_bare(line):
            return True
        member = member_of_heading(line)
        if member is not None:
            self.found.cast.append(member)
            return True
        subscore = _SUBSCORE.fullmatch(bare(line))
        return bool(subscore and whole_line_score(subscore["value"]))

    def _take_all(self, labelled: list[Labelled]) -> bool:
        taken = [self._take(one) for one in labelled]
        return True in taken

    def _take_continued(self, label: Labelled, line: str) -> bool:
        """Take the line after an empty label for its value, if it can be nothing else."""
        if label.key is Key.SYNOPSIS:
            self._pending = label
            return False
        if label.key is Key.CAST:
            self._role = Role.CAST
            return False
        fits = {
            Key.GENRE: bool(genre_list(line)),
            Key.NETWORK: values.network_line(line) is not None,
            Key.EPISODES: bool(re.match(r"\d", line)),
            Key.NATIVE: has_native(line) and len(line) < 60,
            Key.SCORE: whole_line_score(line) is not None,
        }
        return fits.get(label.key, False) and self._take(
            Labelled(label.key, label.label, line.strip(), f"{label.source} {line.strip()}")
        )

    def _take_glued(self, glued: Labelled) -> bool:
        if glued.key is Key.GENRE:
            words = values.genre_words(glued.value)
            fits = bool(words) and all(genres_of(word) for word in words)
        else:
            fits = (
                (glued.key is Key.NATIVE and has_native(glued.value))
                or (glued.key is Key.NETWORK and values.network_line(glued.value) is not None)
                or (glued.key is Key.EPISODES and glued.value.isdigit())
            )
        return fits and self._take(glued)

    def _take(self, one: Labelled) -> bool:
        """Take a labelled fact; False where the line is prose after all."""
        if one.key not in {Key.SYNOPSIS, Key.CAST} and len(one.value) > _MAX_VALUE:
            return False
        if not one.value:
            self._pending = one
            if one.key is Key.SYNOPSIS:
                self._role = Role.SYNOPSIS
            elif one.key is Key.CAST:
                self._role = Role.CAST
            return True
        if one.key is Key.SCORE:
            return self._take_score(one)
        if whole_line_score(one.value) and one.key is not Key.VERDICT:
            # "Story: 8/10", "IMDb: 7.9/10": somebody's score, not this drama's own.
            return True
        take = {
            Key.TITLE: self.found.take_title,
            Key.NATIVE: self.found.take_native,
            Key.ALSO: self.found.take_alias,
            Key.EPISODES: self.found.take_episodes,
            Key.GENRE: self.found.take_genre,
            Key.VERDICT: self._take_verdict,
            Key.SYNOPSIS: self._take_synopsis,
            Key.CAST: self._take_cast,
        }.get(one.key, self.found.take_simple)
        taken = take(one)
        if taken:
            self.found.regions[-1].keys.add(one.key)
        return taken

    def _take_score(self, one: Labelled) -> bool:
        if _BY_MANY.search(one.value):
            self.found.rated_by_many = True
            return True
        own = bool(_OWN.search(one.label) or _FINAL.search(one.label))
        read = score_at_start(one.value, percent=own)
        if read is None or (
            read[0].scale == 4
            and read[0].raw[0].isalpha()
            and not own
            and not re.search(r"grade|rating|score", one.label, re.IGNORECASE)
        ):
            short_label = not re.match(r"overall|i ", one.label, re.IGNORECASE)
            return short_label and len(one.value) <= 40
        region = self.found.regions[-1]
        if is_episode_heading(region.heading):
            return True
        region.keys.add(Key.SCORE)
        claim = 3 if _FINAL.search(one.label) else 2 if own else 1
        self.found.add_score(read[0], one.source, read[1], claim)
        return True

    def _take_verdict(self, one: Labelled) -> bool:
        read = score_at_start(one.value)
        if read is not None:
            self.found.add_score(read[0], one.source, read[1], 2)
        elif len(one.value) <= _MAX_VERDICT:
            self.found.verdicts.append((Fact(one.value, one.source), len(self.found.prose)))
        else:
            return False
        return True

    def _take_synopsis(self, one: Labelled) -> bool:
        self.found.prose.append(paragraph(one.value, Role.SYNOPSIS))
        return True

    def _take_cast(self, one: Labelled) -> bool:
        members = cast_of_value(one.value)
        self.found.cast += members
        self._role = Role.CAST
        return bool(members)

    def _take_bare(self, line: str) -> bool:
        """Take a line that is a fact without a label; most only ahead of the prose."""
        text = bare(line)
        score = whole_line_score(line.strip()) or whole_line_score(text)
        if score is not None:
            if not is_episode_heading(self.found.regions[-1].heading):
                self.found.add_score(score, line.strip(), "", 0)
            return True
        if len(text) > 120 or any(block.kind is BlockKind.PARAGRAPH for block in self.found.prose):
            return False
        count = values.bare_episodes(text)
        if count is not None:
            self.found.episodes.append(Fact(count, line.strip()))
            return True
        network = values.network_line(text)
        if network is not None:
            names, year, count = network
            self.found.networks += [Fact(name, text) for name in names]
            self.found.years += [Fact(year, text)] if year else []
            self.found.episodes += [Fact(count, text)] if count else []
            return True
        genres = genre_list(text)
        if len(genres) > 1:
            self.found.genre_words += [Fact(word, text) for word in genres]
            return True
        native = values.native_of(text) if len(text) <= 60 else None
        if native and not re.search(r"[A-Za-z]{2}", re.sub(r"\([^()]*\)", "", text)):
            self.found.natives.append(Fact(native, text))
            return True
        return False


def is_warning(text: str) -> bool:
    """Tell whether a paragraph is only a warning that spoilers follow."""
    return len(text) <= 80 and "\n" not in text and bool(_WARNING.fullmatch(text))
