"""Taking in a page of a provider's index: many shows, of each only what the index tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.services import show_recording as recording
from bot.services.show_matching import names_of, the_one
from data.queries import catalogue as catalogue_queries
from data.queries import registers, saving, stocking
from data.queries import shows as queries

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.shows import Show, ShowId
    from bot.services.titles import TitleService
    from data.engine import Sessions
    from data.queries.registers import Registered
    from data.queries.shows import Candidate

    Note = Callable[[AsyncSession], Awaitable[None]]
    Known = dict[ShowId, Registered]


@dataclass(frozen=True, slots=True)
class Stocked:
    """What taking many shows in came to.

    Attributes:
        new: Dramas that the catalogue did not have.
        changed: Dramas it had, of which there is news to read.
    """

    new: int = 0
    changed: int = 0


async def stock_summaries(
    sessions: Sessions,
    titles: TitleService,
    shows: Sequence[Show],
    *,
    now: datetime,
    note: Note | None,
) -> Stocked:
    """Take shows in, in one transaction; where none has news the revision stays."""
    shows = list({recording.own_id(show): show for show in shows}.values())
    async with sessions() as session:
        news = _with_news(shows, await _known(session, shows))
    if not news and note is None:
        return Stocked()
    async with sessions.begin() as session:
        stocked = Stocked()
        if news:
            revision = await catalogue_queries.save_revision(session)
            # Asked again: whoever had the revision before may have added them.
            known = await _known(session, news)
            news = _with_news(news, known)
            stocked = await _take_in(session, titles, news, known, now=now, revision=revision)
        if note is not None:
            await note(session)
    return stocked


async def _take_in(
    session: AsyncSession,
    titles: TitleService,
    shows: list[Show],
    known: Known,
    *,
    now: datetime,
    revision: int,
) -> Stocked:
    matched = await _matched(session, titles, shows, known)
    new = [show for show in shows if recording.own_id(show) not in matched]
    for show in shows:
        drama_id = matched.get(recording.own_id(show))
        if drama_id is None:
            continue
        own = known.get(recording.own_id(show))
        if own is not None and own.aside:
            await _note(session, show, drama_id)
            continue
        told = (await saving.find_claims(session, drama_id)).get(show.source, {})
        if recording.differs(told, show, whole=False):
            await recording.record(session, show, drama_id, now=now, revision=revision, whole=False)
        else:
            await recording.mark(session, drama_id, revision)
        await recording.record_popularity(session, show, drama_id)
        await _note(session, show, drama_id)
        await registers.save_ids(session, drama_id, [i for i in show.ids if i not in known])
    await _insert(session, new, known, now=now, revision=revision)
    return Stocked(new=len(new), changed=len(matched))


async def _note(session: AsyncSession, show: Show, drama_id: int) -> None:
    await registers.save_register(
        session,
        recording.own_id(show),
        drama_id,
        url=show.url,
        changed_at=show.changed_at,
        attempts=0,
        gone_at=None,
    )


async def _insert(
    session: AsyncSession, shows: list[Show], known: Known, *, now: datetime, revision: int
) -> None:
    """Insert dramas that nobody had heard of: a few statements for all of them."""
    if not shows:
        return
    source = shows[0].source
    ids = await stocking.save_new_dramas(
        session,
        [(recording.key_of(show), show.facts) for show in shows],
        source,
        now=now,
        revision=revision,
    )
    await queries.save_popularity(
        session, {ids[recording.key_of(show)]: show.popularity for show in shows}
    )
    rows: dict[ShowId, dict[str, Any]] = {}
    for show in shows:
        for each in show.ids:
            if each in known or each in rows:
                continue
            own = each == recording.own_id(show)
            rows[each] = {
                "register": each.register,
                "external_id": each.id,
                "drama_id": ids[recording.key_of(show)],
                "url": show.url if own else None,
                "changed_at": show.changed_at if own else None,
            }
    await registers.save_new_registers(session, list(rows.values()))


async def _matched(
    session: AsyncSession, titles: TitleService, shows: list[Show], known: Known
) -> dict[ShowId, int]:
    """Return the dramas that shows are: by their ids, by key, else by name, year and country."""
    found: dict[ShowId, int] = {}
    by_key = await queries.find_keys(session, [recording.key_of(show) for show in shows])
    by_name: list[Show] = []
    for show in shows:
        own = recording.own_id(show)
        if own in known:
            found[own] = known[own].drama_id
        elif recording.key_of(show) in by_key:
            found[own] = by_key[recording.key_of(show)]
        else:
            by_name.append(show)
    candidates = await _candidates(session, titles, by_name)
    taken = set(found.values())
    for show in by_name:
        own = recording.own_id(show)
        if any(each in known for each in show.ids):
            drama_id = await recording.which_drama(session, show, titles, known)
        else:
            near = [c for name in names_of(show) for c in candidates.get(name, {}).values()]
            match = the_one(show, {c.id: c for c in near}.values())
            drama_id = match.id if match else None
        # Two shows of one page are two dramas.
        if drama_id is not None and drama_id not in taken:
            found[own] = drama_id
            taken.add(drama_id)
    return found


async def _candidates(
    session: AsyncSession, titles: TitleService, shows: list[Show]
) -> dict[str, dict[int, Candidate]]:
    """Return the dramas that have these shows' names, by name."""
    names = {name for show in shows for name in names_of(show)}
    named = {name: set(titles.named(name)) for name in names}
    ids = {each for found in named.values() for each in found}
    ids |= await queries.list_called(session, names)
    found: dict[str, dict[int, Candidate]] = {}
    for candidate in await queries.list_candidates(session, ids):
        called = {candidate.title, candidate.native_title, *candidate.names}
        for name in names:
            if candidate.id in named[name] or name in called:
                found.setdefault(name, {})[candidate.id] = candidate
    return found


async def _known(session: AsyncSession, shows: Sequence[Show]) -> Known:
    return await registers.find_registered(session, [each for show in shows for each in show.ids])


def _with_news(shows: Sequence[Show], known: Known) -> list[Show]:
    """Return the shows that are new or changed since we knew of them."""
    return [show for show in shows if _is_news(show, known.get(recording.own_id(show)))]


def _is_news(show: Show, entry: Registered | None) -> bool:
    if entry is None or entry.gone:
        return True
    return show.changed_at is not None and (
        entry.changed_at is None or entry.changed_at < show.changed_at
    )
