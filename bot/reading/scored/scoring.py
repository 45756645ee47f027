"""Which of a post's scores is its author's of the drama, and which a part's or somebody else's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.reading.headings import is_episode_heading
from bot.reading.model import Fact
from bot.reading.pages.blocks import BlockKind
from bot.reading.scored.score_prose import is_above_other_posts, score_in_prose
from bot.reading.scored.scores import (
    assumed_score,
    bare_score,
    of_grade,
    score_at_end,
    score_at_start,
    whole_line_score,
)
from bot.reading.stated.gathered import Region, Scored
from bot.reading.stated.labels import Key, bare, labels_in
from bot.reading.words import NUMBER, number_of

if TYPE_CHECKING:
    from bot.reading.stated.gathered import Gathered
    from bot.reading.stated.labels import Labelled

_HEADED: Final = re.compile(r"(?P<name>.+?)\s*(?:[:–—|(]|\s-\s)\s*(?P<score>[^:]{1,30})")
_SUBSCORE: Final = re.compile(r"[\w][\w /&'’#.-]{1,40}?\s*(?:[:–—=\t]|\s-\s)\s*(?P<value>.{1,40})")
_FINAL: Final = re.compile(r"\bfinal\b", re.IGNORECASE)
_OWN_HEADING: Final = re.compile(
    r"(?:(?:my|our|the|final|overall|drama|series)\s+)*(?:review|verdict|thoughts|opinion|rating|"
    r"score|grade|overall|conclusion)s?",
    re.IGNORECASE,
)
# As MyDramaList prints a review's scores, on a scale of ten.
_SITE_SCORE: Final = re.compile(
    r"(?P<part>overall|story|acting(?:/cast)?|music|rewatch value)\s+(?P<value>\d{1,2}(?:\.\d)?)",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"\b(?:overall|my|our|total|personal|i)\b", re.IGNORECASE)
_BY_MANY: Final = re.compile(
    r"\b(?:scored|rated|votes?) by\b|\b[\d,]+ (?:users|votes|ratings|watchers)\b|"
    r"\b(?:users|imdb|mdl|mydramalist|viki|nielsen|viewers)\b",
    re.IGNORECASE,
)
# As in "Ratings out of 10:", a scale for the numbers below it.
_OUT_OF: Final = re.compile(
    r".{0,30}\b(?:rat|scor)\w+\b.{0,20}\bout of (?P<scale>\d{1,3})\W*", re.IGNORECASE
)
_OUT_OF_LABEL: Final = re.compile(
    rf"(?:\bof |/ ?|\b[01] ?(?:[-–]|to) ?)(?P<scale>{NUMBER})\W*$", re.IGNORECASE
)
_OPINION: Final = re.compile(
    r"(?:(?:my|our|final|overall|the|(?P<by>[\w-]+['’]s))\s+)*(?:review|opinion|thoughts|verdict|"
    r"conclusion|recommendation)\s*(?:[:：–—]|\s-\s)\s*(?P<score>\S.{0,30})",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"\s*(\d{2,3})\s?%(?!\s+(?:of|to|from|by)\b)")
_OPINION_HEADING: Final = re.compile(
    r"[\w-]+['’]s (?:review|opinion|thoughts|rating|verdict)|my (?:review|opinion|rating|thoughts)",
    re.IGNORECASE,
)
# As in "Sail on, Captain: 8/10".
# As in "8 out of 10. Sail on, Captain."
_PUT_FIRST: Final = re.compile(r"\d[\d.,]*\s?(?:/|out of)\s?\d+[.:;,–—-]\s[^\n]{4,120}$")
_PUT_TO: Final = re.compile(r"[:–—-]\s*\d[\d.,]*\s?(?:/|out of)\s?\d+[\s.!]*$")
_GRADE_ALONE: Final = re.compile(r"[\W_]*([A-D][+−–-]|A)\W*")
_ENOUGH_SAID: Final = 3
_FINAL_CLAIM: Final = 3
_OWN_CLAIM: Final = 2
_MAX_VERDICT: Final = 200
_MAX_LINE: Final = 160


@dataclass(slots=True)
class Scorer:
    """Takes scores as they come up, and remembers what was said of their scale."""

    found: Gathered
    _overall: str | None = None
    _scale: int = 0

    def notice_scale(self, line: str) -> None:
        """Remember a line such as "Ratings out of 10:", for bare numbers below it.

        A percentage that is the first thing below "Ann's review" is the score itself.
        """
        region = self.found.regions[-1]
        percent = _PERCENT.match(line) if not region.prose else None
        if percent and _OPINION_HEADING.fullmatch(region.heading.strip(" :")):
            score = assumed_score(percent[1], own=True)
            if score is not None:
                self.found.add_score(score, line.strip(), "", _OWN_CLAIM)
        stated = _OUT_OF.fullmatch(line.strip()) if len(line) <= _MAX_LINE else None
        if stated:
            self._scale = int(stated["scale"])

    def region_of(self, heading: str) -> tuple[Region, bool]:
        """Return the region that a heading opens, and whether its score is the drama's own."""
        self.notice_scale(heading)
        if self.take_opinion(heading) or self._take_grade(heading):
            return Region(""), True
        scored = _HEADED.fullmatch(heading)
        score = score_at_start(scored["score"]) if scored else None
        if scored is None or score is None or is_episode_heading(heading):
            return Region(heading), False
        if not _OWN_HEADING.fullmatch(scored["name"].strip()):
            return Region(scored["name"], {Key.SCORE}), False
        self.found.add_score(score[0], heading, score[1], _OWN_CLAIM)
        return Region(""), True

    def take(self, one: Labelled) -> bool:
        """Take a labelled score; False where the line is prose after all."""
        if _BY_MANY.search(one.value.partition("|")[0]):
            self.found.rated_by_many = True
            return True
        own = bool(_OWN.search(one.label) or _FINAL.search(one.label))
        stated = _OUT_OF_LABEL.search(one.label)
        if stated:
            self._scale = number_of(stated["scale"]) or 0
        read = score_at_start(one.value.lstrip("("), percent=own)
        if read is None and (own or stated) and self._scale:
            alone = bare_score(one.value, self._scale)
            read = (alone, "") if alone else None
        elif read is None and (own or not one.label.lower().endswith("ings")):
            assumed = assumed_score(one.value, own=own)
            read = (assumed, "") if assumed else None
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
        claim = _FINAL_CLAIM if _FINAL.search(one.label) else _OWN_CLAIM if own else 1
        self.found.add_score(read[0], one.source, read[1], claim)
        return True

    def take_initial(self, one: Labelled) -> None:
        """Take the score of who has not seen the end, which counts where there is no other."""
        read = score_at_start(one.value)
        if read is not None:
            self.found.add_score(read[0], one.source, "", 0)

    def take_verdict(self, one: Labelled) -> bool:
        """Take a labelled verdict, with the score that it may begin or end with."""
        read = score_at_start(one.value) or score_at_end(one.value)
        if read is not None:
            self.found.add_score(read[0], one.source, read[1], _OWN_CLAIM)
        elif len(one.value) <= _MAX_VERDICT:
            self.found.verdicts.append((Fact(one.value, one.source), len(self.found.prose)))
        else:
            return False
        return True

    def take_opinion(self, line: str) -> bool:
        """Take a score behind such a label as "My review", and a percentage below one."""
        match = _OPINION.fullmatch(bare(line)) if len(line) <= _MAX_LINE else None
        score = whole_line_score(match["score"]) if match else None
        if match and score is None and match["by"]:
            score = assumed_score(match["score"].rstrip("%"), own=True)
        if match is None or score is None:
            return False
        self.found.add_score(score, line.strip(), "", _OWN_CLAIM)
        return True

    def take_part(self, line: str) -> bool:
        """Take a score of a part of the drama, and those of a site's own form."""
        # As in "Believe the hype. My rating: 4.5/5".
        told, _, last = bare(line).rpartition(". ")
        own = [one for one in labels_in(last) if one.key is Key.SCORE] if told else []
        if own:
            return self.take(own[0])
        subscore = _SUBSCORE.fullmatch(bare(line))
        if subscore and whole_line_score(subscore["value"]):
            return True
        site = _SITE_SCORE.fullmatch(line.strip())
        if site is None:
            return False
        if site["part"].lower() == "overall":
            self._overall = site["value"]
        elif self._overall:
            read = score_at_start(f"{self._overall}/10")
            if read is not None:
                self.found.add_score(read[0], f"Overall {self._overall}", "", _OWN_CLAIM)
            self._overall = None
        return True

    def take_bare(self, line: str, text: str) -> bool:
        """Take a line that is nothing but a score.

        Args:
            line: As it stands, which may begin with the stars that the score is.
            text: Without what decorates it.
        """
        score = whole_line_score(line.strip()) or whole_line_score(text)
        if score is None:
            return self._take_grade(line)
        region = self.found.regions[-1]
        if not is_episode_heading(region.heading):
            is_own = not region.prose and _OWN_HEADING.fullmatch(region.heading.strip(" :"))
            self.found.add_score(score, line.strip(), "", _OWN_CLAIM if is_own else 0)
        return True

    def _take_grade(self, line: str) -> bool:
        """Take a line that is a school grade and nothing else, below what was said for it."""
        grade = _GRADE_ALONE.fullmatch(line)
        if grade is None or len(self.found.prose) < _ENOUGH_SAID:
            return False
        score = of_grade(grade[1].replace("–", "-").replace("−", "-"))
        if score is not None:
            self.found.add_score(score, line.strip(), "", 0)
        return True


def score_of_prose(found: Gathered) -> Scored | None:
    """Look for a score in the sentences, the last one first; what stands behind it comes after."""
    # Lists of other posts are at the end of a post, seldom in front of it.
    texts = (block.text.split("\n")[0] for block in found.prose)
    others = [at for at, text in enumerate(texts) if at and is_above_other_posts(text)]
    end = next((at for at in others if 2 * at > len(found.prose)), len(found.prose))
    for at in range(end, 0, -1):
        block = found.prose[at - 1]
        if block.kind is BlockKind.PARAGRAPH:
            score = score_in_prose(block.text)
            if score is not None:
                ending = score_at_end(block.text) if _PUT_TO.search(block.text) else None
                if _PUT_FIRST.match(block.text):
                    ending = score_at_start(block.text)
                return Scored(Fact(score, block.text), ending[1] if ending else "", 0, at)
    return None
