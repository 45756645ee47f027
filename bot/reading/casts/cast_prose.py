"""Who plays whom, as a post's sentences tell it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.reading.casts.cast_pairs import MAX_PAIRS, Actors, Brackets
from bot.reading.casts.names import (
    NAME,
    PERSON,
    has_surname,
    is_actor_name,
    is_mononym,
    is_name,
    is_role,
    trimmed,
    without_office,
)
from bot.reading.casts.spelt import plainly
from bot.reading.model import CastMember, Fact
from bot.reading.words import NATIVE_CHAR, has_native

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reading.model import Known

_ADJECTIVES: Final = r"(?:the |a |an )?(?:[a-z-]+ ){0,3}?(?:actor |actress |idol |singer )?"
_PLAYED: Final = (
    r"(?:,? (?:who )?(?:is|was)|,|\s?[–—-])?\s*(?:[a-z]+ly )?(?:played|portrayed|acted|embodied|"
    r"brought to life) by "
    rf"(?:the )?{_ADJECTIVES}(?P<actor>{NAME})"
)
_BY_COMMA: Final = re.compile(rf"(?P<role>{NAME}){_PLAYED}")
_PERSON_BY: Final = re.compile(PERSON + _PLAYED)
# "Hong Cha Yong is a lawyer played by ..."
_IS_A: Final = re.compile(rf"({NAME}) (?:is|was) $")
_PLAYS_PERSON: Final = re.compile(rf"(?P<actor>{NAME}) plays (?:the role of )?{PERSON}")
_NOTE: Final = r"(?:\s*\((?P<note>[^()]{1,140})\))?"
# What may stand before a character's name: "the immortal goblin, ", "Mizuki’s friend ".
_WHO: Final = r"(?:the |an? )?(?:[A-Z][\w-]*[’']s )?(?:[a-z-]+ ){0,4}?(?:[a-z]+, )?"
_AS: Final = re.compile(
    rf"(?P<actor>{NAME}|{NATIVE_CHAR}{{1,12}})(?:(?<![A-Z])\s?{NATIVE_CHAR}{{2,5}})?{_NOTE}"
    rf"\s+(?:as|in the role of)\s+(?:the )?"
    rf"(?:(?:an? |his |her )?(?:[a-z-]+ ){{0,6}}?(?:named|called) )?"
    rf"(?:[A-Z][\w-]*[’']s [a-z]+ )?(?P<role>{NAME})"
)
_PLAYS: Final = re.compile(
    rf"(?P<actor>{NAME}){_NOTE}(?:,? who)?\s+(?:plays|portrays|(?:played|portrayed)(?! by)|"
    rf"stars as|takes on|takes(?= the (?:role|part))|gives life to|brings to life|embodies|"
    rf"is playing|(?:is|was) cast as)\s+(?:the )?"
    rf"(?:(?P<said>(?:role|part|character) of\s+)|(?:an? |"
    rf"the )?(?:[a-z-]+ ){{1,4}}?(?<! of )(?<! to )"
    rf"(?<! in )(?<! with )(?<! for )(?<! by ))?(?:the )?(?P<role>{NAME})"
)
# "Gong Yoo delivers a fine performance as the immortal goblin, Kim Shin"
_SHINES: Final = re.compile(
    rf"(?P<actor>{NAME}) (?:\w+ly )?(?:shines?|shone|stuns|excels|impresses|appears|cast|stars|"
    r"(?:delivers?|delivered|gives?|gave|does|did|makes|(?:is|was) (?:\w+ )?(?:great|perfect|good|"
    r"amazing|wonderful|excellent|brilliant|fantastic|convincing|hysterical|superb|outstanding))\b"
    r"[^.,;:()\n]{0,60}) (?:as|in the role of) "
    rf"{_WHO}(?P<role>{NAME})"
)
# "Lee Kwang Soo’s character Mak Moon"
_CHARACTER: Final = re.compile(
    rf"(?P<actor>{NAME})[’']s? (?P<said>character|role),? (?:as |is )?(?P<role>{NAME})"
)
# "Jung So Min is Yoon Ji Ho. Lee Min Ki is Nam Se Hee.": one of several.
_IS_ALONE: Final = re.compile(
    rf"(?:^|(?<=[.;!?,]\s)|(?<=\n))(?P<actor>{NAME}) is (?P<role>{NAME})(?=[.,;])"
)
_IS: Final = re.compile(
    rf"(?:^|(?<=[.!?]\s))(?P<actor>{NAME}) is (?P<role>{NAME})(?:,\s(?:an?|the|who)|\s(?:who|"
    rf"the))\b"
)
# Each with the words without which it need not be tried.
_SAYING: Final = (
    (_IS, (" is ",)),
    (_AS, (" as ", " role of ")),
    (_SHINES, (" as ", " role of ")),
    (_PLAYS, (" play", " portray", " takes ", " stars as ", " life", " cast as ", " embod")),
    (_BY_COMMA, ("ed by ", "life by ")),
    (_CHARACTER, ("s character", "s role", "’ character")),
)
# "Wang Yibo and Xiao Zhan, Lan Wangji and Wei Wuxian respectively"
_RESPECTIVELY: Final = re.compile(
    rf"(?P<a>{NAME}) and (?P<b>{NAME}),?(?: (?:as|play|played by|portray|star as|are|who play))?"
    rf"(?: (?:the )?(?:roles|parts|characters) of)? (?P<c>{NAME}) and (?P<d>{NAME}),? respectively"
)
_NAMES: Final = rf"{NAME}(?:, {NAME}){{0,5}},? (?:and|&) {NAME}"
_STARS: Final = re.compile(
    r"\b(?<!-)(?:[Ss]tar(?:s|ring|red)(?: actors?| actresses?|"
    r"[^.;:!?\n]{0,80}?\b(?:such as|like|including)[,:]?)?|[Mm]ain roles [^.,;:]{0,30}\bare|"
    r"(?:played|portrayed|led|fronted|headlined) by|[Pp]erformances? (?:by|from)|"
    r"(?:[Ss]upporting |[Ll]ead |[Mm]ain |[Vv]eteran )(?:actors|actresses|cast)|leads|"
    r"[Tt]he (?:actors|actresses))\s+"
    r"(?P<names>[A-Z][^.;:!?\n]{4,200})"
)
_LEADS: Final = re.compile(
    rf"(?P<names>{_NAMES}) (?:(?:are|were) the (?:main |two |three |lead )*(?:leads|stars|actors)|"
    r"(?:as|playing|play) the (?:main |two |three |lead )*(?:leads|characters|roles|couple)|"
    r"(?:star|headline|deliver|give)\b(?: (?:in|as)\b| [^.,;]{0,40}\bperformances?\b))"
)
# "Lee Jong Suk, Bae Suzy and the rest of the gang"
_AND_OTHERS: Final = re.compile(
    rf"(?P<names>{NAME}(?:(?:,| and| &) {NAME}){{1,5}}),? (?:and|&) (?:the )?(?:rest of the|other) "
    r"(?:gang|cast|crew|actors|ensemble)"
)
# "Park Shin Hye’s acting"
_ACTING: Final = re.compile(
    rf"(?P<names>{NAME})[’']s? (?:acting|performance|portrayal|screen presence|comic timing)\b"
)
_IS_NAMED: Final = re.compile(" is [A-Z]")
_SEVERAL: Final = 3
_LIST: Final = re.compile(r"\s*,?\s+(?:and|&|with)\s+|\s*,\s*|\s*&\s*")
_IN_BRACKETS: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_INTRODUCED: Final = re.compile(
    r"\b(?:with|and|stars?|starring|featuring|features|cast|sees|has|by|actors?|actress)\s*:?\s*$|"
    r"[,;]\s*$"
)


def cast_in_prose(
    paragraphs: tuple[str, ...],
    known: Known | None = None,
    listed: list[Fact[CastMember]] | None = None,
    title: str = "",
) -> list[Fact[CastMember]]:
    """Read the pairs of role and actor that stand in the post's sentences.

    Args:
        paragraphs: The prose.
        known: The catalogue's names.
        listed: Who is on the post's list of the cast, if it has one.
        title: The drama's, which may be a role's name too.
    """
    paragraphs = tuple(map(plainly, paragraphs))
    said = [fact for text in paragraphs for fact in _said_in(text, known, title)]
    said += _identified(paragraphs, known)
    starring = [fact for text in paragraphs for fact in _starring_in(text)]
    names = [fact.value.actor for fact in [*(listed or ()), *said, *starring]]
    return [*said, *Brackets(paragraphs, Actors(names), known, title).members(), *starring]


def _identified(paragraphs: tuple[str, ...], known: Known | None) -> list[Fact[CastMember]]:
    """Read "A is B", which tells a cast where it is said of several."""
    found = [
        Fact(CastMember(match["actor"], without_office(match["role"])), match[0])
        for text in paragraphs
        if _IS_NAMED.search(text)
        for match in islice(_IS_ALONE.finditer(text), MAX_PAIRS)
        if is_actor_name(match["actor"])
        and has_surname(match["role"])
        and (has_surname(match["actor"]) or is_mononym(match["actor"]))
    ]
    if len(found) >= _SEVERAL:
        return found
    return [fact for fact in found if known is not None and known.actor(fact.value.actor)]


def _said_in(text: str, known: Known | None, title: str) -> Iterator[Fact[CastMember]]:
    for pattern, hints in _SAYING:
        if pattern is _IS and _IS_NAMED.search(text) is None:
            continue
        if any(hint in text for hint in hints):
            for match in islice(pattern.finditer(text), MAX_PAIRS):
                fact = _said(match, known, title)
                if fact is not None:
                    yield fact
    for match in islice(_RESPECTIVELY.finditer(text), 4) if "respectively" in text else ():
        pairs = [("a", "c"), ("b", "d")]
        if " played by " in match[0] or (
            has_surname(match["c"]) and not has_surname(match["a"]) and " play" not in match[0]
        ):
            pairs = [("c", "a"), ("d", "b")]
        for actor, role in pairs:
            yield Fact(CastMember(trimmed(match[actor]), trimmed(match[role])), match[0])
    for pattern, hint in ((_PERSON_BY, "ed by "), (_PLAYS_PERSON, "ys ")):
        for match in islice(pattern.finditer(text), MAX_PAIRS) if hint in text else ():
            actor = trimmed(match["actor"])
            if is_actor_name(actor) and (pattern is _PERSON_BY or has_surname(actor)):
                named = _IS_A.search(text[max(0, match.start() - 60) : match.start()])
                role = named[1] if named else " ".join(match["person"].split())
                yield Fact(CastMember(actor, role), match[0])


def _said(match: re.Match[str], known: Known | None, title: str) -> Fact[CastMember] | None:
    groups = match.groupdict()
    note = groups.get("note")
    # "SF9’s Rowoon": a singer's group.
    groups["actor"] = re.sub(r"^[\w.-]+[’']s\s+(?=[A-Z])", "", groups["actor"])
    actor, role = latin_name(trimmed(groups["actor"]), note), trimmed(groups["role"])
    if re.match(r"[’']s\b", groups["role"][len(groups["role"].rstrip("s’'")) :]) or re.match(
        r"[’']s\b", match.string[match.end("role") :]
    ):
        # "plays Ji Hyun’s mother" names somebody else.
        return None
    is_titled = match.re is _BY_COMMA and role.casefold() == title.casefold()
    if not (is_role(role) or is_titled) or role.casefold() == actor.casefold():
        return None
    role = without_office(role)
    if has_native(groups["actor"]) and note and actor == note.strip():
        return Fact(CastMember(actor, role), match[0])
    if not is_actor_name(actor):
        return None
    is_sure = bool(groups.get("said")) or match.re not in {_AS, _SHINES} or is_mononym(actor)
    is_sure = is_sure or has_surname(actor) or (has_surname(role) and match.re is _AS)
    is_sure = is_sure or bool(_INTRODUCED.search(match.string[: match.start()][-24:]))
    if match.re is _IS and not (has_surname(actor) and has_surname(role)):
        return None
    if not is_sure and (known is None or known.actor(actor) is None):
        return None
    return Fact(CastMember(actor, role), match[0])


def _starring_in(text: str) -> Iterator[Fact[CastMember]]:
    for pattern, hints in (
        (_STARS, ("tar", "eads", "act", "oles", "ed by")),
        (_LEADS, (" and ", " & ")),
        (_AND_OTHERS, ("rest of", "other")),
        (_ACTING, ("s acting", "s performance", "s portrayal", "s screen", "s comic")),
    ):
        if not any(hint in text for hint in hints):
            continue
        for match in islice(pattern.finditer(text), 4):
            yield from _starring(match["names"], match[0])


def _starring(names: str, source: str) -> list[Fact[CastMember]]:
    """Read "stars A, B, and C" as far as names go; with a role each, they are read elsewhere."""
    found: list[Fact[CastMember]] = []
    parts = [part.strip() for part in _LIST.split(_IN_BRACKETS.sub(" ", names).partition(")")[0])]
    for part in parts:
        words = part.split()
        name = " ".join(words)
        while words and not is_name(name) and len(words) > 2:
            # "Lee Ji-eun in the title role", "Park Ho-san, who": the name is in front.
            words.pop()
            name = " ".join(words)
        # "stars Gackt and Kuroki Meisa"
        is_known = is_name(name) or (len(words) == 1 and is_name(name, words=(1, 1)))
        if not is_known or not (has_surname(name) or found or any(map(has_surname, parts))):
            break
        found.append(Fact(CastMember(name, ""), source[:150]))
        if name != part:
            break
    return found


def latin_name(actor: str, note: str | None) -> str:
    """Of "한글 (Roman)" and "Roman (한글)" return the romanised name."""
    if has_native(actor) and note and re.match(r"[A-Z]", note.strip()):
        return note.strip()
    return actor
