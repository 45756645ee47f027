"""What the prose calls the drama it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.reading.casts.names import is_name, is_role
from bot.reading.drama_names.title_noise import without_noise
from bot.reading.drama_names.title_words import CAPITALISED_RUN, may_be_title
from bot.reading.drama_names.titles import MAX_TITLE
from bot.reading.mentions import loose
from bot.reading.model import Fact
from bot.reading.words import NATIVE_RUN, NETWORKS, has_native

if TYPE_CHECKING:
    from bot.reading.mentions import Mentions
    from bot.reading.model import Known

_QUOTED: Final = re.compile(
    r"[“\"‘「『《«](?P<a>[^“”\"‘’「」『』《》«»]{2,80}(?:’[a-z]{1,2}\b[^“”\"‘’]*)?)[”\"’‘“」』》»]"
)
_PLAIN_QUOTED: Final = re.compile(r"(?<!\w)'(?P<a>[A-Z0-9].{2,80}?)'(?!\w)")
_DRAMA: Final = (
    r"(?:dramas?|k-?drama|c-?drama|j-?drama|series|show|sitcom|adaptation|rom-?com|melodrama|"
    r"thriller|sageuk|lakorn|remake|story|tale)"
)
# What may stand before and behind a name in a sentence: the same in its own script.
_SCRIPT_FIRST: Final = (
    rf"(?:{NATIVE_RUN}[》」』”\"’)]?\s*(?:[/|,–—-]\s*|(?=[(（《「『“\"]))[(（]?)?"
)
_SUBJECT: Final = re.compile(
    rf"(?:^|(?<=[.!?”\"]\s)|"
    rf"(?<=\n)){_SCRIPT_FIRST}[“\"‘'《「『]?(?P<a>{CAPITALISED_RUN})[”\"’'》」』]?"
    r"(?:\s+[–-] [^()]{1,60}\)|\))?"
    r"\s*(?:[(（](?P<note>[^()]{1,90})[)）],?\s*)?"
    r"(?:,? (?:also (?:known|titled|called)(?: as)?|a\.?k\.?a\.?|or) [^,.()]{2,60},?\s*)?"
    r"(?:is|was)\s+(?:a|an|the)\s+(?:[\w’'–-]+,?\s+){0,5}?"
    rf"{_DRAMA}\b"
)
_WATCHED: Final = re.compile(
    rf"\b(?:(?:I['’]ll|I will|going to|let['’]s|to) (?:be )?(?:review|talk about|discuss)|"
    rf"finished|watched|watching|completed|binged|reviewing|review (?:of|on|for)|"
    rf"review the (?:[kcj]-?)?(?:drama|series|show)|drama titled|drama called|series titled|"
    rf"series called|thoughts on|obsessed with)\s+(?:was\s+)?"
    rf"(?:the (?:[kcj]-?)?(?:drama|series)\s+)?[“\"‘']?(?P<a>{CAPITALISED_RUN})"
)
_DATED: Final = re.compile(
    rf"(?:\b(?:{NETWORKS})(?:[’']s)?\s+(?:drama\s+|series\s+)?)?[“\"‘']?(?P<a>{CAPITALISED_RUN})[”\"’']?\s*"
    r"\((?:[^()]{0,40}\b)?(?:19[5-9]|20\d)\d(?:[^()]{0,40})?\)"
)
_YEAR_IN_BRACKETS: Final = re.compile(r"\([^()]{0,41}?(?:19[5-9]|20\d)\d")
_CALLED: Final = re.compile(
    rf"\b(?:drama|series|[kcj]-?drama|show|rom-?com|thriller|melodrama|sageuk|lakorn)s?,?\s+(?:called\s+|"
    rf"titled\s+)?[“\"‘']?(?P<a>{CAPITALISED_RUN})[”\"’']?\s+"
    r"(?:is|was|began|aired|tells|follows|starts|premiered|ran|has|provided|centers|revolves)\b|"
    rf"\b(?P<b>{CAPITALISED_RUN})[”\"’']?\s+(?:has|consists of)\s+(?:a total of\s+)?\d+\s+"
    rf"episodes\b|[,:]\s[“\"‘']?(?P<c>{CAPITALISED_RUN})[”\"’']?\.\s+"
    r"(?:This|It) is an? (?:\w+ ){0,2}(?:drama|series)\b|"
    rf"\b(?:drama|series|[kcj]-?drama|show),?\s(?:called|titled|named|entitled)\s+[“\"‘']?"
    rf"(?P<d>{CAPITALISED_RUN})|"
    # Whoever follows somebody's life is a story.
    rf"(?:^|(?<=[.!?]\s))[“\"‘']?(?P<e>{CAPITALISED_RUN})[”\"’']?\s+(?:(?:follows|tells|chronicles|"
    r"depicts) the (?:\w+ ){0,2}(?:story|stories|life|lives|love story|journey|tale)|"
    r"revolves around|"
    r"cent(?:er|re)s (?:on|around)|is about|stars) "
)
# As in "Vincenzo, a 2021 tvN drama" and "微微一笑很倾城, Love O2O, starring …".
_APPOSED: Final = re.compile(
    rf"\b(?P<a>{CAPITALISED_RUN})[”\"’']?, (?:is )?(?:a|an|the) (?:[\w’-]+ ){{0,5}}?"
    r"(?:drama|k-?drama|c-?drama|j-?drama|series|rom-?com|lakorn)\b|"
    rf"{NATIVE_RUN}[”\"》」』)]?,? [“\"(]?(?P<b>{CAPITALISED_RUN})[”\")]?,? "
    r"(?:starring|is|was|aired|premiered|tells|follows)\b"
)
# As in: based on the title, “She Was Pretty“, I expected …
_TITLE_QUOTED: Final = re.compile(
    r"\b(?:the|its|it['’]s|a) (?:english |drama['’]s )?(?:title|name)(?: is| was| of)?[,:]? "
    r"[“\"‘](?P<a>[A-Z0-9][^“”\"‘\n]{1,60})[”\"’“]|"
    r"\b(?:titled|entitled) [“\"‘](?P<b>[A-Z0-9][^“”\"‘\n]{1,60})[”\"’“]"
)
# As in "It Started with a Kiss (惡作劇之吻)".
_IN_SCRIPT: Final = re.compile(
    rf"(?P<a>{CAPITALISED_RUN})[”\"’']?\s*[(（](?:[A-Za-z ]{{2,12}}:\s*)?{NATIVE_RUN}"
)
# As in "イタズラなKiss ~ Love in TOKYO (Itazura na kiss – …)".
_ROMANISED: Final = re.compile(
    rf"^{NATIVE_RUN}[^()（）\n]{{0,30}}[(（](?P<a>[A-Z0-9][\w’' :!-]{{2,60}}?)\s*(?:[–—,;/)）]| - )"
)
_IS_DRAMA: Final = re.compile(
    r"[)）],? (?:(?:is|was) )?(?:a|an|the) (?:[\w-]+ ){0,4}(?:drama|series|show)\b"
)
# "Alchemy of SoulsEveryone I know": a heading that the text has glued to what follows.
_GLUED: Final = re.compile(
    rf"(?P<a>{CAPITALISED_RUN}?[a-z])(?=(?:I|I['’]\w+|A|[A-Z][a-z]+) [\w’']+ )"
)
_GLUED_LABEL: Final = re.compile(r"^.*(?:[Nn]ame|[Tt]itle)(?=[A-Z])")
_NEAR: Final = 60
_SAID: Final = 200
_LEAD: Final = 4
_INTRODUCTION: Final = 2
_MORE: Final = 8
_FIRST_WORDS: Final = 1_500


@dataclass(slots=True)
class ProseTitles:
    """Looks in the prose for what the drama is called.

    Attributes:
        paragraphs: In order.
        body: All of them.
        headings: The first ones.
    """

    paragraphs: tuple[str, ...]
    body: Mentions
    headings: tuple[str, ...] = ()
    known: Known | None = None

    def best(self) -> Fact[str] | None:
        """Return what the first paragraphs call the drama, or what all of them repeat."""
        for text in self.paragraphs[:_LEAD]:
            name = self._named_in(text)
            if name:
                return Fact(name, text[:_SAID])
        for text in self.paragraphs[:_MORE]:
            match = _TITLE_QUOTED.search(text[: 2 * _FIRST_WORDS])
            name = tidy_title(match["a"] or match["b"]) if match else ""
            if may_be_title(name):
                return Fact(name, text[:_SAID])
        for text in self.headings:
            scripted = self._beside_script(text) if has_native(text) else None
            if scripted:
                return Fact(scripted, text)
        return self._repeated() or self._glued() or self._known_once()

    def defined(self) -> str | None:
        """Return the name that the beginning says is a drama's: "X (엑스) is a legal drama"."""
        for text in self.paragraphs[:_LEAD]:
            match = _SUBJECT.search(text[:_FIRST_WORDS])
            name = tidy_title(match["a"]) if match else ""
            if match and self._is_title(name, match["note"]):
                return name
        return None

    def announced(self) -> str | None:
        """Return the name that the first lines say they are about, if the post repeats it."""
        for text in self.paragraphs[:_INTRODUCTION]:
            for pattern in (_WATCHED, _CALLED, _APPOSED):
                match = pattern.search(text[:_FIRST_WORDS])
                name = tidy_title(next(filter(None, match.groups()))) if match else ""
                if self._is_title(name, None) and self.body.of(name) > 1:
                    return name
        return None

    def _is_title(self, name: str, note: str | None) -> bool:
        # A character has the actor in brackets.
        is_person = bool(note and is_name(note)) or is_name(name, words=(3, 3))
        return may_be_title(name) and not name.isdigit() and not is_person

    def _named_in(self, text: str) -> str | None:
        if self.known is not None:
            # One that is named once may be another that this one is compared with.
            named = [run for run in self._known_in(text) if self.body.of(run) > 1]
            if named:
                return max(named, key=lambda run: (self.body.of(run), len(run)))
        for pattern in (_SUBJECT, _WATCHED, _DATED, _CALLED, _APPOSED):
            if pattern is _DATED and _YEAR_IN_BRACKETS.search(text) is None:
                continue
            match = pattern.search(text[:_FIRST_WORDS])
            note = match.groupdict().get("note") if match else None
            name = next(filter(None, map(match.groupdict().get, "abcde"))) if match else ""
            if self._is_title(tidy_title(name), note):
                return tidy_title(name)
        if has_native(text[:1_000]) and (scripted := self._beside_script(text)):
            return scripted
        quoted = [part for part in quoted_in(text[:1_000]) if may_be_title(part)]
        quoted = [part for part in quoted if self.body.of(part) > 1]
        return tidy_title(quoted[0]) if quoted and quoted[0][:1].isupper() else None

    def _known_in(self, text: str) -> list[str]:
        runs: set[str] = set(re.findall(CAPITALISED_RUN, text[:1_000]))
        # "In Moonlit Ledger" begins its sentence with another word.
        runs |= {run.partition(" ")[2] for run in runs if run.count(" ") > 1}
        return sorted(run for run in runs if self.known is not None and self.known.is_title(run))

    def _known_once(self) -> Fact[str] | None:
        for text in self.paragraphs[:_LEAD]:
            named = self._known_in(text)
            if named:
                return Fact(max(named, key=len), text[:_SAID])
        return None

    def _beside_script(self, text: str) -> str | None:
        scripted = _IN_SCRIPT.search(text[:1_000])
        if scripted and may_be_title(scripted["a"]):
            behind = text[scripted.end() : scripted.end() + _NEAR]
            name = tidy_title(scripted["a"])
            # "Series NameOh My Ghostess": a label is glued to it.
            apart = _GLUED_LABEL.sub("", name)
            name = apart if self.body.of(apart) else name
            if not is_name(name) or _IS_DRAMA.match(behind):
                return name
        romanised = _ROMANISED.match(text)
        if romanised and may_be_title(romanised["a"]) and not is_name(romanised["a"]):
            return tidy_title(romanised["a"])
        return None

    def _repeated(self) -> Fact[str] | None:
        """Return the capitalised words that the prose says over and over, if they are no name."""
        lead = "\n".join(self.paragraphs[: 2 * _LEAD])[:4_000]
        runs = {tidy_title(run) for run in re.findall(CAPITALISED_RUN, lead)}
        wanted = [run for run in runs if " " in run and may_be_title(run)]
        told = [
            (self.body.of(run), len(run), run)
            for run in wanted
            if not is_name(run) and (len(run.split()) > 2 or not is_role(run))
        ]
        count, _, best = max(told, default=(0, 0, ""))
        return Fact(best, best) if count > 2 or (count > 1 and len(best.split()) > 2) else None

    def _glued(self) -> Fact[str] | None:
        first = self.paragraphs[0] if self.paragraphs else ""
        match = _GLUED.match(first)
        is_title = match and " " in match["a"] and may_be_title(match["a"])
        return Fact(match["a"], first[:_SAID]) if match and is_title else None


def quoted_in(text: str) -> list[str]:
    """Return what stands in quotation marks."""
    found = (*_QUOTED.finditer(text), *_PLAIN_QUOTED.finditer(text))
    return [without_noise(match["a"].strip(" ,.")) for match in found]


def tidy_title(text: str) -> str:
    """Leave out marks around a name and the possessive behind it."""
    return re.sub(r"[’']s$", "", text.strip(' ,.:;–—|“”"‘').rstrip("’'"))[:MAX_TITLE]


def same_words(one: str, other: str) -> bool:
    """Tell two wordings or spellings of one title: most of the shorter one's words are shared."""
    a, b = (set(loose(name).split()) for name in (one, other))
    shared = len({word for word in a & b if len(word) > 1})
    return 2 * shared >= min(len(a), len(b))
