"""Writing what a provider tells of a drama down, inside a transaction of the catalogue's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.domain.claims import Claim, believed, claimed, stated
from bot.domain.dramas import CastMember, Source
from bot.domain.names import fold_name
from bot.domain.shows import ShowId
from bot.services.show_matching import names_of, the_one
from data.queries import airings, registers, saving
from data.queries import shows as queries

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.claims import Claims
    from bot.domain.shows import Show
    from bot.services.titles import TitleService
    from data.queries.registers import Registered

LATEST: Final = timedelta(hours=2)
"""How old a provider's answer may be: TVmaze's are up to an hour."""

NOTICED: Final = 1.0
"""A change of popularity that is worth having the index follow."""


def own_id(show: Show) -> ShowId:
    """Return what its provider calls a show."""
    return ShowId(show.source.value, show.id)


async def which_drama(
    session: AsyncSession, show: Show, titles: TitleService, known: dict[ShowId, Registered]
) -> int | None:
    """Return the drama that a show is: by its ids, else by name, year and country.

    Args:
        session: The transaction.
        show: What is to be found.
        titles: The names that are in memory, where those that differ in signs are found too.
        known: Which of its ids are in the catalogue.
    """
    own = known.get(own_id(show))
    if own is not None:
        return own.drama_id
    by_key = await queries.find_keys(session, [key_of(show)])
    if by_key:
        return by_key[key_of(show)]
    elsewhere = {known[each].drama_id for each in show.ids if each in known}
    if elsewhere:
        taken = await registers.list_registers(session, elsewhere, show.source.value)
        # One drama has one entry with a provider: another season or a namesake has its own.
        free = [each for each in elsewhere if all(r.gone for r in taken.get(each, ()))]
        if len(free) == 1:
            return free[0]
    names = names_of(show)
    ids = await queries.list_called(session, names)
    ids.update(each for name in names for each in titles.named(name))
    match = the_one(show, await queries.list_candidates(session, ids))
    return match.id if match else None


async def is_news(session: AsyncSession, show: Show, drama_id: int, *, whole: bool) -> bool:
    """Tell whether a show says anything that is not written down yet."""
    claims = await saving.find_claims(session, drama_id)
    told = claims.get(show.source, {})
    if differs(told, show, whole=whole):
        return True
    source = show.source
    if show.airings is not None and await airings.airings_differ(
        session, drama_id, source, show.airings
    ):
        return True
    if show.watch is not None and await queries.watch_differs(
        session, drama_id, source, show.watch
    ):
        return True
    return show.related is not None and await queries.relations_differ(
        session, drama_id, source, show.related
    )


def differs(told: dict[str, Claim], show: Show, *, whole: bool) -> bool:
    """Tell whether a show says other facts than it did; where not ``whole``, of those it states."""
    says = stated(show.facts)
    if whole and told.keys() - says.keys():
        return True
    return any(
        name not in told or not _same(told[name].value, value) for name, value in says.items()
    )


async def record(
    session: AsyncSession,
    show: Show,
    drama_id: int | None,
    *,
    now: datetime,
    revision: int,
    whole: bool,
) -> int:
    """Write down all that a show says but for its registers; return its drama.

    Args:
        session: The transaction, which ``save_revision`` began.
        show: What was read.
        drama_id: Its drama; None makes a new one.
        now: The time.
        revision: Of the catalogue.
        whole: Whether what the show does not state it is no longer to have stated.
    """
    source = show.source
    if drama_id is None:
        drama_id = await saving.save_drama(
            session, key_of(show), show.facts, source, now=now, revision=revision
        )
    else:
        await _record_facts(session, show, drama_id, now=now, revision=revision, whole=whole)
    if show.airings is not None:
        await airings.save_airings(session, drama_id, source, show.airings)
    if show.watch is not None:
        await queries.save_watch(session, drama_id, source, show.watch)
    if show.related is not None:
        await queries.save_relations(session, drama_id, source, show.related)
    return drama_id


async def popularity_moves(session: AsyncSession, show: Show, drama_id: int) -> float:
    """Return by how much what a show says changes a drama's popularity."""
    if show.source is not Source.TVMAZE:
        if show.source is not Source.TMDB:
            return 0.0
        first = await registers.list_registers(session, [drama_id], Source.TVMAZE.value)
        if first:
            return 0.0
    return abs(await queries.find_popularity(session, drama_id) - show.popularity)


async def record_popularity(session: AsyncSession, show: Show, drama_id: int) -> bool:
    """Note how popular a drama is, as the provider that is asked first says.

    Returns:
        Whether it changed so much that the index of titles should follow.
    """
    moved = await popularity_moves(session, show, drama_id)
    if moved:
        await queries.save_popularity(session, {drama_id: show.popularity})
    return moved >= NOTICED


async def mark(session: AsyncSession, drama_id: int, revision: int) -> None:
    """Have every process read a drama anew."""
    await saving.mark_changed(session, [drama_id], revision=revision)


async def record_registers(
    session: AsyncSession,
    show: Show,
    drama_id: int,
    known: dict[ShowId, Registered],
    *,
    now: datetime,
    etag: str | None,
) -> None:
    """Note that a show was read, and what it is called elsewhere."""
    own = known.get(own_id(show))
    changed = [at for at in (show.changed_at, own.changed_at if own else None) if at]
    through = now
    if show.source is Source.TVMAZE:  # the one that tells which of its shows changed
        through = read_through(show.changed_at, own.changed_at if own else None, now)
    await registers.save_register(
        session,
        own_id(show),
        drama_id,
        url=show.url,
        changed_at=max(changed, default=None),
        read_at=through,
        etag=etag,
        attempts=0,
        gone_at=None,
    )
    new = [each for each in show.ids if each not in known and each != own_id(show)]
    await registers.save_ids(session, drama_id, new)


def read_through(told: datetime | None, known: datetime | None, now: datetime) -> datetime:
    """Return up to which of its changes a show was read, by its provider's clock.

    Args:
        told: When the answer says that it changed last.
        known: When we heard it did.
        now: The time; an answer from a cache may lag behind what we heard.
    """
    settled = known is not None and now - known > LATEST
    through = [at for at in (told, known if settled else None) if at is not None]
    if through:
        return max(through)
    return now if known is None else now - LATEST


def key_of(show: Show) -> str:
    """Return the key of a drama that was first heard of from this show."""
    return f"{show.source.value}-{show.id}"


async def _record_facts(
    session: AsyncSession,
    show: Show,
    drama_id: int,
    *,
    now: datetime,
    revision: int,
    whole: bool,
) -> None:
    source = show.source
    key, only = await queries.find_sole_source(session, drama_id)
    if only is source and whole:
        await saving.save_drama(session, key, show.facts, source, now=now, revision=revision)
        return
    claims = await saving.find_claims(session, drama_id)
    said = _said(claims, show, now)
    if only is source:
        facts = believed({source: claims[source] | said})
        await saving.save_drama(session, key, facts, source, now=now, revision=revision)
        return
    await saving.record_claims(
        session, drama_id, source, said, now=now, revision=revision, whole=whole
    )


def _said(claims: Claims, show: Show, now: datetime) -> dict[str, Claim]:
    """Return what a show says as claims: what it said before keeps the date it was said."""
    told = claims.get(show.source, {})
    return {
        name: told[name] if name in told and told[name].value == claim.value else claim
        for name, claim in claimed(show.facts, now).items()
    }


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - whatever a field holds
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Leave out what a person's row may have from elsewhere."""
    if isinstance(value, tuple) and value and isinstance(value[0], CastMember):
        return [(fold_name(m.actor), m.role, m.ref) for m in value]
    return value
