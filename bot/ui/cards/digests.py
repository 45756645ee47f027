"""A digest: the reviews of a day or a week, and how the server's ranking moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.announcing import Digest
from bot.domain.digests import RANKS_SHOWN
from bot.ui import custom_ids as ids
from bot.ui.layout import Card, option, select
from bot.ui.replies import shows
from bot.ui.safe import clip, escape_line, plain
from bot.ui.terms import drama_line, show_score, show_tally, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import discord

    from bot.domain.announcing import Subscription
    from bot.domain.digests import DigestLine, DigestPage, DigestReading, Place
    from bot.domain.dramas import Drama
    from bot.domain.scores import Scale
    from bot.i18n import Lang
    from bot.ui.layout import CardView

_ROOM: Final = 2_200  # of the card's characters, for the reviews
_TITLE: Final = 70
_VERDICT: Final = 90
_AUTHOR: Final = 40
_RANKED_TITLE: Final = 60


def digest_card(reading: DigestReading, lang: Lang) -> CardView:
    """Show a digest in the server's language; dramas that are gone are left out."""
    digest, subscription = reading.page, reading.subscription
    dramas, scale = reading.dramas, reading.scale
    card = Card()
    card.text(f"<@&{subscription.role_id}>" if subscription.role_id else "")
    title = (
        lang.say("Reviews of the week")
        if subscription.digest is Digest.WEEKLY
        else lang.say("Reviews of the day")
    )
    since = lang.say(
        "{first} to {last}", first=lang.day(digest.from_at), last=lang.day(digest.made_at)
    )
    count = lang.plural("{count} new review", "{count} new reviews", digest.total)
    card.text(f"## 📰 {title}\n-# {since} · {count}")
    shown: list[DigestLine] = []
    lines: list[str] = []
    room = _ROOM
    for line in digest.lines:
        if line.drama_id in dramas:
            told = _line(line, dramas[line.drama_id], subscription, scale, lang)
            room -= len(told) + 1
            if room < 0:
                break
            shown.append(line)
            lines.append(told)
    more = digest.total - len(shown)
    if more > 0:
        lines.append("-# " + lang.plural("and {count} more", "and {count} more", more))
    card.text("\n".join(lines))
    options = [
        option(
            plain(drama_line(lang, dramas[line.drama_id].line)),
            str(line.review_id),
            description=_described(line) or None,
        )
        for line in shown
    ]
    if options:
        custom_id = ids.DIGEST_READ.make(digest=digest.id)
        card.row(select(custom_id, lang.say("Read a review"), options))
    _add_ranking(card, digest, dramas, scale, lang)
    return card.build()


def digest_title(digest: DigestPage, lang: Lang) -> str:
    """Name a digest, as the post of a forum."""
    return lang.say("Reviews until {date}", date=lang.day(digest.made_at))


def is_digest(message: discord.Message, digest_id: int) -> bool:
    """Tell whether a message of ours is a digest."""
    return shows(message, ids.DIGEST_READ.make(digest=digest_id))


def _line(
    line: DigestLine, drama: Drama, subscription: Subscription, scale: Scale, lang: Lang
) -> str:
    title = f"**{escape_line(title_of(lang, drama), _TITLE)}**"
    score = escape_line(line.score_text or "", _AUTHOR)
    if not score and line.score:
        score = show_score(lang, line.score, scale)
    verdict = escape_line(line.verdict, _VERDICT)
    author = line.author
    if author.house is not None:
        by = escape_line(author.house, _AUTHOR)
    elif line.guild_id == subscription.guild_id:
        by = f"<@{author.user_id}>"
    else:
        by = lang.say("a member of another server")
    told = " — ".join(part for part in (score, verdict) if part)
    return " · ".join(part for part in (title, told, by) if part)


def _described(line: DigestLine) -> str:
    author = clip(plain(line.author.house or ""), _AUTHOR)
    verdict = plain(line.verdict)
    return " · ".join(part for part in (author, verdict) if part)


def _add_ranking(
    card: Card, digest: DigestPage, dramas: Mapping[int, Drama], scale: Scale, lang: Lang
) -> None:
    shown = [place for place in digest.places[:RANKS_SHOWN] if place.drama_id in dramas]
    if not shown:
        return
    card.line()
    lines = [f"**{lang.say('Best rated in this server')}**"]
    for place in shown:
        title = escape_line(title_of(lang, dramas[place.drama_id]), _RANKED_TITLE)
        tally = show_tally(lang, place.tally, scale)
        moved = _moved(place, lang) if digest.compared else ""
        lines.append(" · ".join(part for part in (f"{place.rank}. {title}", tally, moved) if part))
    card.text("\n".join(lines))


def _moved(place: Place, lang: Lang) -> str:
    if place.before is None:
        return f"🆕 {lang.say('new')}"
    moved = place.before - place.rank
    if not moved:
        return ""
    return f"▲{moved}" if moved > 0 else f"▼{-moved}"
