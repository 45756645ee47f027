"""One pass over a post's blocks that takes the facts out and leaves the prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.reading.casts.cast import (
    cast_of_value,
    heads_cast,
    is_cast_list,
    member_of_heading,
    members_of_list,
    members_of_row,
    members_told,
    role_below,
)
from bot.reading.drama_names.lead import is_above_post
from bot.reading.headings import role_of
from bot.reading.mentions import loose
from bot.reading.model import Fact
from bot.reading.pages.blocks import UNMARKED, BlockKind, Role, paragraph
from bot.reading.scored.scores import whole_line_score
from bot.reading.scored.scoring import Scorer
from bot.reading.stated import values
from bot.reading.stated.bare_facts import take_bare, take_echo, take_parted
from bot.reading.stated.fitting import fits_behind, fits_below
from bot.reading.stated.gathered import Gathered, Region
from bot.reading.stated.labels import Key, Labelled, bare, glued_in, label_alone, labels_in, tabbed

if TYPE_CHECKING:
    from bot.reading.pages.blocks import Block

_GRADED: Final = re.compile(
    r"(?!.*(?:rating|score|grade|overall|verdict))[^:]{2,40}:\s*[A-F][+-]?", re.IGNORECASE
)
# As in "📅 2022".
_PICTOGRAPH: Final = re.compile("\\s*[\U0001f300-\U0001faff\U0001f1e6-\U0001f1ff\u2600-\u27bf]")
_REVIEWER: Final = re.compile(r"[A-Z]\w{1,14}:\s*")
_INITIAL: Final = re.compile(r"(?:initial|first) (?:rating|score)", re.IGNORECASE)
_MAX_VALUE: Final = 300
_LISTED: Final = frozenset({Key.GENRE, Key.NETWORK})
_MAX_LABELLESS: Final = 16
_LONGEST: Final = 200
_LONGEST_ITEM: Final = 80
_AHEAD: Final = 500


@dataclass(slots=True)
class Gatherer:
    """Goes through the blocks, line by line.

    Attributes:
        name: The title as the title line has it: lines that only repeat it are no headings.
        bylines: The author's and the site's names, as ``loose`` words.
    """

    name: str | None = None
    bylines: frozenset[str] = frozenset()
    found: Gathered = field(default_factory=Gathered)
    _role: Role = Role.NONE
    _pending: Labelled | None = None
    _told: int = 0
    _listing: bool = False
    _above: str = ""
    _beside: bool = False
    _scores: Scorer = field(init=False)

    def __post_init__(self) -> None:
        self._scores = Scorer(self.found)

    def gather(self, blocks: tuple[Block, ...]) -> Gathered:
        """Return the facts, and what is left."""
        self.found.regions.append(Region(""))
        for at, block in enumerate(blocks):
            if block.kind is BlockKind.HEADING:
                told = blocks[at + 1].text if at + 1 < len(blocks) else ""
                is_headed = len(told) > _LONGEST_ITEM and not labels_in(told.split("\n")[0])
                if is_headed or not self._take_listed(block.text):
                    self._take_heading(block)
            elif block.kind is BlockKind.PICTURE:
                self.found.prose.append(block)
            else:
                members = members_told(block.text)
                self.found.cast += members
                lines = [] if members else block.text.split("\n")
                if self._role is Role.NONE and is_cast_list(lines):
                    self._open_cast()
                kept = []
                for i, line in enumerate(lines):
                    is_taken = self._take_line(line)
                    self._beside = is_taken and len(lines) > 1
                    kept += [] if is_taken else [i]
                self._beside = False
                if kept:
                    self._tell(block.only(kept))
        return self.found

    def _tell(self, left: Block) -> None:
        role = Role.NONE
        if self._role is Role.SYNOPSIS and self._pending is not None:
            role, self._pending = Role.SYNOPSIS, None
        text = left.text.replace("\t", " ")
        self.found.prose.append(replace(left, text=text, role=role))
        self._told += len(text)
        self._listing &= len(text) <= _LONGEST_ITEM
        self.found.regions[-1].prose += len(text)

    def _take_heading(self, block: Block) -> None:
        text = block.text
        if not text.strip(" |\t"):
            return
        pending, self._pending = self._pending, None
        if pending is not None and block.level == UNMARKED and self._take_continued(pending, text):
            return
        is_parted = take_parted(self.found, text, self._take_all)
        if is_parted or self._take_echo(text) or self._is_byline(text):
            return
        role = Role.CAST if heads_cast(text) else role_of(text)
        if _GRADED.fullmatch(text) is None and (role is Role.NONE or ":" in text.rstrip(": ")):
            labelled = [one for one in labels_in(text) if one.value or not role]
            alone = label_alone(text)
            if alone is not None:
                self._pending = alone
                return
            if self._take_all(labelled):
                self._role = Role.NONE
                return
            if self._take_bare(text):
                return
        if self._take_members(text) and block.level == UNMARKED:
            # A bare line that names somebody above what is said of them heads no section.
            self.found.prose.append(replace(block, kind=BlockKind.PARAGRAPH, level=0))
            return
        region, is_own = self._scores.region_of(text)
        role = Role.OPINION if is_own else role
        self.found.regions.append(region)
        self._role, self._listing, self._above = role, role is Role.CAST, text
        self.found.prose.append(replace(block, role=role))

    def _take_line(self, line: str) -> bool:
        if not line.strip(" |\t"):
            return True
        line = tabbed(line)
        above, self._above = self._above, line
        below = role_below(line, above)
        if below is not None:
            self.found.cast.append(below)
            return True
        pending, self._pending = self._pending, None
        if take_parted(self.found, line, self._take_all):
            return True
        labelled = labels_in(line)
        self._scores.notice_scale(line)
        alone = None if labelled else label_alone(line)
        if alone is not None:
            self._pending = alone
            return True
        if labelled:
            if self._take_all(labelled):
                return True
        elif pending is not None and self._take_continued(pending, line):
            return True
        glued = [one for one in glued_in(line) if fits_behind(one.key, one.value)]
        if not labelled and self._take_all(glued):
            return True
        if len(line) > _LONGEST:
            return self._take_members(line)
        return (
            self._take_listed(line)
            or self._take_bare(line)
            or self._take_members(line)
            or self._scores.take_opinion(line)
            or self._scores.take_part(line)
            or self._take_echo(line)
            or self._take_role(line)
        )

    def _take_echo(self, line: str) -> bool:
        return take_echo(self.found, self.name, line, is_ahead=self._told <= _AHEAD)

    def _is_byline(self, text: str) -> bool:
        """Tell a heading above the post that only dates it or names its author."""
        return not self._told and (is_above_post(text) or loose(text) in self.bylines)

    def _take_listed(self, line: str) -> bool:
        """Take a line of the list below a label or heading such as "Cast"."""
        if self._role is not Role.CAST:
            return False
        members = members_of_row(line, is_open=self._listing)
        if not members:
            return False
        self._above = line
        self.found.cast += members
        return True

    def _open_cast(self) -> None:
        self._role, self._listing = Role.CAST, True

    def _take_members(self, line: str) -> bool:
        members = members_of_list(line)
        if not members and " as " in line:
            members = [one for one in [member_of_heading(line)] if one is not None]
        self.found.cast += members
        return bool(members)

    def _take_role(self, line: str) -> bool:
        """Take a line that announces a cast list below it in the same paragraph."""
        if len(line) > 40 or role_of(bare(line)) is not Role.CAST:
            return False
        self._open_cast()
        return True

    def _take_all(self, labelled: list[Labelled]) -> bool:
        taken = [self._take(one) for one in labelled]
        return True in taken

    def _take_continued(self, label: Labelled, line: str) -> bool:
        """Take the line after an empty label for its value, if it can be nothing else."""
        if label.key is Key.SYNOPSIS:
            self._pending = label
            return False
        if label.key is Key.CAST:
            self._open_cast()
            return False
        line = bare(line)
        line, _, rest = (
            line.partition(" | ") if labels_in(line.partition(" | ")[2]) else (line, "", "")
        )
        if not fits_below(label.key, line):
            # A list may have what is none of ours among the others.
            self._pending = label if label.key in _LISTED and not label.value else None
            return False
        if rest:
            self._take_all(labels_in(rest))
        value = _REVIEWER.sub("", line, 1) if label.key is Key.SCORE else line.strip()
        taken = self._take(Labelled(label.key, label.label, value, f"{label.source} {value}"))
        if label.key in _LISTED:
            # One genre a line: the next may be below it.
            self._pending = label
        return taken

    def _take(self, one: Labelled) -> bool:
        """Take a labelled fact; False where the line is prose after all."""
        if one.key not in {Key.SYNOPSIS, Key.CAST} and len(one.value) > _MAX_VALUE:
            return False
        if not one.value:
            self._pending = one
            if one.key is Key.SYNOPSIS:
                self._role = Role.SYNOPSIS
            elif one.key is Key.CAST:
                self._open_cast()
            return True
        if one.key is Key.SCORE:
            return self._scores.take(one)
        if _INITIAL.match(one.label):
            self._scores.take_initial(one)
            return True
        if whole_line_score(one.value) and one.key is not Key.VERDICT:
            # "Story: 8/10", "IMDb: 7.9/10": somebody's score, not this drama's own.
            return True
        take = {
            Key.TITLE: self.found.take_title,
            Key.NATIVE: self.found.take_native,
            Key.ALSO: self.found.take_alias,
            Key.EPISODES: self.found.take_episodes,
            Key.GENRE: self.found.take_genre,
            Key.VERDICT: self._scores.take_verdict,
            Key.SYNOPSIS: self._take_synopsis,
            Key.CAST: self._take_cast,
        }.get(one.key, self.found.take_simple)
        taken = take(one)
        if taken:
            self.found.regions[-1].keys.add(one.key)
        return taken

    def _take_synopsis(self, one: Labelled) -> bool:
        self.found.prose.append(paragraph(one.value, Role.SYNOPSIS))
        return True

    def _take_cast(self, one: Labelled) -> bool:
        members = cast_of_value(one.value)
        self.found.cast += members
        self._open_cast()
        return bool(members)

    def _take_bare(self, line: str) -> bool:
        """Take a line that is a fact without a label; most only ahead of the prose."""
        text = bare(line)
        if self._scores.take_bare(line, text):
            return True
        count = values.bare_episodes(text) if text[:1].isdigit() else None
        if count is not None and len(text) <= _MAX_LABELLESS:
            self.found.episodes.append(Fact(count, line.strip()))
            return True
        in_facts = self._role is Role.FACTS or self._beside or bool(_PICTOGRAPH.match(line))
        return (in_facts or self._told <= _AHEAD) and take_bare(self.found, text, in_facts=in_facts)
