"""What a form says of a drama, as its facts, and the other way round.

A form has three pages, since Discord's have five inputs. An input that lists things shows as
many as it can hold; those beyond stay as they are.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from bot.domain.claims import Claim, from_json, to_json
from bot.domain.dramas import DramaFacts, language_of
from bot.domain.errors import ForbiddenError
from bot.domain.fact_inputs import INPUTS, LIMITS, MAX_INPUT, WRITERS, WrongInputError, chosen
from bot.domain.texts import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.texts import Text

Changes = dict[str, Any]
"""New values by field of ``DramaFacts``; None and () stand for an emptied field."""

Typed = dict[str, "str | list[str]"]
"""What stands in a form's inputs, by their names."""

_UNSENT: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_SINCE: Final = datetime(1970, 1, 1, tzinfo=UTC)  # a suggestion's claims have no time of their own


class Page(StrEnum):
    """A page of the form."""

    NAMES = "names"
    ABOUT = "about"
    MORE = "more"


INPUTS_OF: Final[dict[Page, tuple[str, ...]]] = {
    Page.NAMES: ("title", "native_title", "made", "episodes", "aliases"),
    Page.ABOUT: ("synopsis", "poster_url", "networks", "tags", "status"),
    Page.MORE: ("genres", "warnings", "cast", "trailers"),
}


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who would change the catalogue.

    Attributes:
        owner: The bot's own owner, or a member of the team that owns it.
        trusted: Moderates a server that the owner trusts.
    """

    user_id: int
    guild_id: int | None = None
    owner: bool = False
    trusted: bool = False

    @property
    def may_edit(self) -> bool:
        """Whether what they say counts at once."""
        return self.owner or self.trusted

    def may_decide(self, guild_id: int | None) -> bool:
        """Whether they decide on what was suggested in a server."""
        return self.owner or (self.trusted and guild_id is not None and guild_id == self.guild_id)


class WrongFieldsError(Exception):
    """Inputs that cannot be read, each with what is wrong with it."""

    def __init__(self, wrong: dict[str, Text]) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


def write_page(page: Page, facts: DramaFacts) -> Typed:
    """Return what a page's inputs say of a drama."""
    return {name: _shown(name, facts) for name in INPUTS_OF[page]}


def read_page(typed: Typed, before: DramaFacts) -> Changes:
    """Return what was changed in a page's inputs.

    Args:
        typed: What stands in them now.
        before: What they were filled in with.

    Raises:
        WrongFieldsError: Names every input that cannot be read.
    """
    wrong: dict[str, Text] = {}
    values: Changes = {}
    for name, text in typed.items():
        if isinstance(text, list):
            values |= chosen(name, text, before)
            continue
        shown = _shown(name, before)
        if isinstance(shown, str) and text.split() == shown.split():
            continue  # left alone, however odd, or cut, it stands there
        try:
            values |= INPUTS[name](text, before)
        except WrongInputError as error:
            wrong[name] = error.why
    if wrong:
        raise WrongFieldsError(wrong)
    return differing(values, before)


def differing(values: Mapping[str, Any], before: DramaFacts) -> Changes:
    """Return those values that are not a drama's facts already."""
    changes = {
        name: value for name, value in values.items() if _bare(value) != _bare(read(before, name))
    }
    if "native_title" in changes:
        # A language says what the native title is written in.
        changes["language"] = language_of(changes["native_title"])
    return changes


def is_emptied(value: Any) -> bool:  # noqa: ANN401 - whatever a field holds
    """Tell whether a change leaves its field empty."""
    return value in (None, "", ())


def facts_with(facts: DramaFacts, changes: Changes) -> DramaFacts:
    """Return a drama's facts as they would be."""
    values = {name: read(facts, name) for name in DramaFacts.__dataclass_fields__}
    for name, value in changes.items():
        empty = () if isinstance(values[name], tuple) else None
        values[name] = empty if is_emptied(value) else value
    return DramaFacts(**(values | {"title": values["title"] or ""}))


def to_stored(changes: Changes, before: DramaFacts | None) -> dict[str, Any]:
    """Write changes as JSON values, with what they would change."""
    was = {name: read(before, name) for name in changes} if before else {}
    return {
        "set": _written({n: v for n, v in changes.items() if not is_emptied(v)}),
        "cleared": [name for name, value in changes.items() if is_emptied(value)],
        "was": _written({n: v for n, v in was.items() if not is_emptied(v)}),
    }


def from_stored(stored: Mapping[str, Any]) -> tuple[Changes, Changes]:
    """Read back what ``to_stored`` wrote: the changes, and what they would change."""
    changes = _restored(stored.get("set", {}))
    changes |= dict.fromkeys(stored.get("cleared", ()))
    was = _restored(stored.get("was", {}))
    return changes, {name: was.get(name) for name in changes}


def read(facts: DramaFacts, name: str) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return a field's value."""
    return getattr(facts, name)


def same_value(one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever a field holds
    """Tell whether two values of a field are the same; all empty ones are."""
    return bool(_bare(one) == _bare(other))


def check_right(editor: Editor) -> None:
    """Make sure that somebody may edit the catalogue.

    Raises:
        ForbiddenError: They may not.
    """
    if not editor.may_edit:
        raise ForbiddenError(
            t(
                "Only my owner, and moderators of servers that my owner trusts, can do that. "
                "You can suggest a change with /catalogue edit."
            )
        )


def check_owner(editor: Editor) -> None:
    """Make sure that somebody owns the bot.

    Raises:
        ForbiddenError: They do not.
    """
    if not editor.owner:
        raise ForbiddenError(t("Only my owner can do that."))


def digest(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    """Return what tells a value from others: eight letters and digits."""
    return hashlib.sha256(repr(value).encode(errors="replace")).hexdigest()[:8]


def _shown(name: str, facts: DramaFacts) -> str | list[str]:
    written = WRITERS[name](facts)
    if isinstance(written, list):
        return written
    return _UNSENT.sub("", written)[: LIMITS.get(name, MAX_INPUT)].strip()


def _bare(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    return None if is_emptied(value) else value


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    return to_json({name: Claim(value, _SINCE) for name, value in values.items()})


def _restored(stored: Mapping[str, Any]) -> Changes:
    return {name: claim.value for name, claim in from_json(stored).items()}
