"""What a post's own words show of its kind: opinion, news, a list, or no drama at all."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import Final

_QUOTED: Final = re.compile(r"“[^“”]*”|\"[^\"\n]*\"")
_FIRST_PERSON: Final = re.compile(r"\bI\b|\bI['’](?:m|ve|d|ll)\b|\b(?:my|me|myself|imo)\b")
_JUDGED: Final = re.compile(
    r"\b(?:this|the) (?:k-?|c-?|j-?)?(?:drama|show|series|kdrama|film|movie)\s+"
    r"(?:is|was|has|had|does|did|deserves|feels|felt|works|manages|could|should)\b"
    r"(?! (?:about|set|based|adapted|a remake|an adaptation|directed|written|scheduled|expected))|"
    r"\bthe (?:acting|chemistry|soundtrack|ost|cinematography|writing|pacing|script|ending|plot|"
    r"characters|leads|story)\s+(?:is|was|were|are|has|have|had|felt|feels)\b|"
    r"\bif you (?:want|love|like|enjoy|need|are looking for)\b|"
    r"\b(?:recommend|must[- ]watch|worth (?:the|a|your|watching)|cringey?|overall,)",
    re.IGNORECASE,
)
_NEWS: Final = re.compile(
    r"\b(?:(?:has|have) been (?:officially )?confirmed|confirmed (?:to|for|as|their roles)|"
    r"(?:is|are|was) (?:both )?(?:set|slated|expected|scheduled|reported(?:ly)?) to|in talks|"
    r"to (?:headline|star in|lead the)|(?:was|been) offered|considering (?:the|a) (?:role|part|"
    r"offer)|"
    r"will (?:first )?(?:air|premiere|star|play|portray|broadcast)|working title|literal title|"
    r"literal translation|(?:is|are) cast in|cast in|first (?:airs|episode premieres)|"
    r"(?:drops|dropped|unveiled|released?|revealed) (?:its |the |a |new |first |official )*"
    r"(?:teaser|trailer|poster|stills)|new release date|release date (?:set|announced)|"
    r"premieres? on \w+ \d|upcoming (?:[\w-]+ ){0,4}(?:drama|series)|according to (?:reports|"
    r"nielsen)|"
    r"niels[eo]n korea|viewership|soompi|yonhap|"
    r"(?:average|peak|highest|nationwide) (?:viewership )?ratings?(?: of \d|,? in)|"
    r"brand reputation|agency (?:confirmed|stated)|(?:start|begin)s? (?:airing|"
    r"filming))\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"\bfirst (?:drama|show|series) (?:is|on (?:my|the|this) list)\b|"
    r"\b(?:list|ranking|roundup|round-up) of "
    r"(?:[\w’'-]+ ){0,4}(?:dramas|shows|series|favou?rites|best)|\bour list of\b|"
    r"\bmy list of (?:[\w-]+ )?(?:dramas|shows|favou?rites)\b|"
    r"\blist all the (?:[\w-]+ )?dramas|\btop \d+ (?:best |favou?rite |korean )*(?:k-?)?dramas|"
    r"\bwhat are the best\b|\bcompiled a list\b|\b(?:below|here) (?:you will find|"
    r"are) (?:[\w’'-]+ ){0,6}"
    r"(?:dramas|shows|series)\b|\brate (?:these|each|the) dramas|\bdramas i(?:['’]ve)? (?:watched|"
    r"dropped|finished)|\bcurrently running dramas\b|\bpost(?:ed)? a review for every drama|"
    r"\bseen \d first episodes\b|\bshort reviews\b|\bmini reviews\b|"
    r"\breviews? of (?:each (?:drama|show)\b|(?!one\b)(?:[\w’'-]+ ){1,7}(?:k-?)?dramas\b)|"
    r"\b(?:first episodes|impressions) of (?:[\w’'-]+ ){0,3}dramas\b",
    re.IGNORECASE,
)
# "This was one of the first Korean dramas I watched" is about one, compared with others.
_ONE_OF: Final = re.compile(
    r"\b(?:one of|only|among|out of|of all|all(?: of)? the|than|unlike|most|any|many|other|like)\b"
    r"[^.!?]*$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"\b(?:[kcj]-?)?dramas?\b|\bseries\b|\bepisodes?\b|\bshow\b|\bdorama\b|\blakorn\b|\bkdrama|"
    r"\b(?:[eé]pisod(?:io|e)s?|cap[ií]tulos?|serie|protagonistas?|personajes?|acteurs?)\b|드라마|"
    r"\bcharacters?\b|\bact(?:ors?|ress|ing)\b|\bmale lead\b|\bmovie\b|\bseason\b|\bcast\b|"
    r"\bbls?\b",
    re.IGNORECASE,
)
_BOOK: Final = re.compile(
    r"\b(?:c-)?novels?\b|\bbook\b|\bchapters?\b|\bmanga\b|\balbum\b", re.IGNORECASE
)
_UNFINISHED: Final = re.compile(
    r"\bfirst impressions?\b|\binitial (?:impressions?|thoughts|review)\b|\bfirst thoughts\b|"
    r"\breview of episode 1\b|\bthe (?:first|pilot) episode was\b|\bso far\b.{0,40}\bepisodes?\b|"
    r"\bstill airing\b",
    re.IGNORECASE,
)
# Above what is said of the first episodes alone, if nothing is said of the end.
_AT_FIRST: Final = re.compile(
    r"\b(?:first|initial|early) (?:impressions?|thoughts?|reactions?)\b", re.IGNORECASE
)
_AT_LAST: Final = re.compile(
    r"\b(?:final|overall|verdict|conclusion|ending|finale|last|rating|score|review|closing)\b",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"^\W*reviewed by\b", re.IGNORECASE | re.MULTILINE)
_PILOT: Final = re.compile(r"\breview of episode 1\b", re.IGNORECASE)
_CALLED: Final = re.compile(
    r"\b(?:this|my|our|(?:this )?week[’']s|here[’']s (?:the|my)|write|writing|wrote|into the) "
    r"(?:(?:a|is|my|first|short|quick|[kcj]-?drama|drama|new|next|latest|full|honest|little|own|"
    r"time) ){0,4}review\b|\bmini[- ]?review\b(?!s)|"
    r"\breview of this (?:drama|show|series)\b",
    re.IGNORECASE,
)
_RECAP: Final = re.compile(
    r"\bsummary (?:for|of) ep(?:isode)?\.? ?\d|\bep(?:isode)?\.? \d+ (?:recap|summary)\b|"
    r"\b(?:drama|show) to recap\b|\bthis recap\b|\bonto the recap\b|"
    r"\bdiscuss what happens in episode \d",
    re.IGNORECASE,
)
_PARTLY: Final = re.compile(
    r"\b(?:first|second) half\b|\bstill airing\b|\bhas aired so far\b|\bhalf-?way\b",
    re.IGNORECASE,
)
_NO_REVIEW: Final = re.compile(
    r"\b(?:this|it) (?:is not|isn['’]t|was not|won['’]t be) (?:really )?(?:a|my) (?:\w+ )?review\b"
    r"(?! of my)",
    re.IGNORECASE,
)
# As in "This is a historical drama, but …".
_DESCRIBED: Final = re.compile(
    r"\b(?:this|it) (?:is|was) (?:an?|one of the) (?:[\w’'-]+ ){0,4}"
    r"(?:[kcj]-?)?(?:drama|series|show)\b",
    re.IGNORECASE,
)
_OF_MEMBERS: Final = re.compile(
    r"\b(?:member|user|critics?) (?:ratings?|reviews?)\b|\badd a (?:review|rating)\b", re.IGNORECASE
)
# As in "Synopsis[]" and "Cast [edit]".
_OF_WIKI: Final = re.compile(r"\w ?\[(?:edit(?: \|[^\]]*)?)?\]$", re.IGNORECASE | re.MULTILINE)
_EPISODE_LINE: Final = re.compile(r"^\W*(?:ep|episode)\.? ?\d+\b", re.IGNORECASE | re.MULTILINE)
_RATED: Final = re.compile(
    r"\b(?:rating|score|grade)\s*[:–-]\s*(?:\d+(?:\.\d+)?\s*/\s*\d+|[★⭐❤]+|[A-F][+-]?\b)",
    re.IGNORECASE,
)
_NAME_BEFORE: Final = re.compile(
    r"(?P<name>[^\n.:]{0,60})[.:,–-]?\s*\(?(?:(?:overall|my|final|total)\s+)?$", re.IGNORECASE
)
_PART: Final = re.compile(
    r"(?:episode|ep\b|season|part|chapter|story|acting|music|cast)", re.IGNORECASE
)
_MAX_RATED: Final = 20
_LEAD: Final = 4_000
_SHORT: Final = 400
_FEW_PARAGRAPHS: Final = 3
_FIRST_WORDS: Final = 700


class Evidence:
    """What speaks for each kind of post; counted when it is asked for."""

    def __init__(
        self, title: str, paragraphs: tuple[str, ...], headings: tuple[str, ...] = ()
    ) -> None:
        self._paragraphs = paragraphs
        self._headings = "\n".join(headings)
        self._lead = f"{title}\n" + "\n".join(paragraphs)[:_LEAD]

    @cached_property
    def opinions(self) -> int:
        """In how many paragraphs the author says "I" or judges the drama."""
        return sum(map(is_opinion, self._paragraphs))

    @cached_property
    def judges(self) -> bool:
        """Whether it judges or describes one drama ("this show is", "this is a drama")."""
        return any(_JUDGED.search(t) or _DESCRIBED.search(t) for t in self._paragraphs)

    @cached_property
    def says_review(self) -> bool:
        """Whether it calls itself a review."""
        return bool(
            _CALLED.search(self._lead)
            or _CALLED.search(self._headings)
            or _SIGNED.search(self._headings)
        )

    @cached_property
    def denies_review(self) -> bool:
        """Whether it says that it is no review."""
        return bool(_NO_REVIEW.search(self._lead))

    @cached_property
    def is_of_members(self) -> bool:
        """Whether its headings are those of a site where everybody rates or writes."""
        return max(len(p.findall(self._headings)) for p in (_OF_MEMBERS, _OF_WIKI)) > 1

    @cached_property
    def news(self) -> int:
        """How often it speaks as news of castings and dates do."""
        return len(_NEWS.findall(self._lead))

    @cached_property
    def says_several(self) -> bool:
        """Whether the beginning announces more dramas than one."""
        if _SEVERAL.search(self._headings):
            return True
        # One short review may say of itself that it is one of many.
        is_one = len(self._paragraphs) < _FEW_PARAGRAPHS
        found = (
            match.start()
            for match in _SEVERAL.finditer(self._lead)
            if not (is_one and match[0].casefold().endswith(" reviews"))
        )
        return any(not _ONE_OF.search(self._lead[max(0, at - 60) : at + 20]) for at in found)

    @cached_property
    def says_recap(self) -> bool:
        """Whether the beginning announces the retelling of an episode."""
        return bool(_RECAP.search(self._lead) or _RECAP.search(self._headings))

    @cached_property
    def episodes_told(self) -> int:
        """How many lines begin with an episode's number."""
        return len(_EPISODE_LINE.findall(self._lead))

    @cached_property
    def says_unfinished(self) -> bool:
        """Whether the beginning speaks of first impressions."""
        last = self._headings.rpartition("\n")[2]
        is_headed = _AT_FIRST.search(last) and not _AT_LAST.search(self._headings)
        return bool(
            is_headed
            or _UNFINISHED.search(self._lead[:_FIRST_WORDS])
            or _PILOT.search(self._headings)
        )

    @cached_property
    def says_partly(self) -> bool:
        """Whether the beginning speaks of a half, or of what has been aired."""
        return bool(_PARTLY.search(self._lead[:_FIRST_WORDS]))

    @cached_property
    def is_of_drama(self) -> bool:
        """Whether it has any of those words."""
        return self._about > 0

    @cached_property
    def _about(self) -> int:
        return len(_ABOUT.findall(self._lead))

    @cached_property
    def is_about_dramas(self) -> bool:
        """Whether it has the words that posts about dramas are full of."""
        return self._about > 1

    @cached_property
    def is_short(self) -> bool:
        """Whether there are too few words to tell by them what it is about."""
        return len(self._lead) < _SHORT

    @cached_property
    def is_about_books(self) -> bool:
        """Whether it has far more of the words of books and records than of dramas."""
        return len(_BOOK.findall(self._lead)) > max(1, 2 * self._about)


def is_opinion(text: str) -> bool:
    """Tell an opinion from a plot: the author says "I", or judges the drama itself.

    Quoted speech does not count. A paragraph that does neither is plot.
    """
    text = _QUOTED.sub(" ", text)
    return bool(_FIRST_PERSON.search(text) or _JUDGED.search(text))


def rated_names(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that stand before ratings in the prose, each once.

    "Squid Game. Overall Rating: 9/10. … Run On. Overall Rating: 7/10." rates two dramas.
    """
    names = []
    for text in paragraphs:
        for match in islice(_RATED.finditer(text), _MAX_RATED):
            before = _NAME_BEFORE.search(text[max(0, match.start() - 90) : match.start()])
            name = before["name"].strip(" (–-") if before else ""
            if name and name[0].isupper() and len(name.split()) <= 8 and not _PART.match(name):
                names.append(name)
    return tuple(dict.fromkeys(names))
