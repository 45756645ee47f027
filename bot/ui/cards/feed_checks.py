"""The last posts of a blog, and for each why it was announced here or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.fates import Outcome
from bot.domain.feeds import MOST_ANNOUNCED, Why
from bot.ui import custom_ids as ids
from bot.ui.cards.feeds import house_of
from bot.ui.layout import QUIET, Card, button, option, select
from bot.ui.safe import escape_line, plain
from bot.ui.terms import drama_line, how_long

if TYPE_CHECKING:
    from bot.i18n import Lang
    from bot.services.feed_views import Checked, CheckedPost
    from bot.ui.layout import CardView

_TITLE: Final = 120
_REASON: Final = 300


def checked_card(checked: Checked, lang: Lang, *, note: str = "") -> CardView:
    """Show a page of a feed's last posts.

    Args:
        checked: The posts.
        lang: The manager's language.
        note: What to say on top, already safe.
    """
    feed_id = checked.view.follow.feed.id
    card = Card(accent=QUIET)
    card.text(note)
    card.text(f"### 🔍 {lang.say('The last posts of {blog}', blog=house_of(checked.view.follow))}")
    if not checked.posts:
        card.text(lang.say("I have seen none yet."))
    for each in checked.posts:
        card.line()
        text = f"{_title(each)}\n{_line(each, lang)}"
        key = {"feed": feed_id, "post": each.post.id, "page": checked.page}
        if each.may_be_announced:
            now = button(lang.say("Announce now"), ids.FEED_ANNOUNCE.make(**key), emoji="📣")
            card.section(text, accessory=now)
            continue
        card.text(text)
        if each.dramas:
            options = [option(plain(drama_line(lang, one)), str(one.id)) for one in each.dramas]
            card.row(select(ids.FEED_DRAMA.make(**key), lang.say("Which drama is it?"), options))
    if checked.pages > 1:
        card.row(
            button(
                lang.say("Newer"),
                ids.FEED_CHECK.make(feed=feed_id, page=max(0, checked.page - 1)),
                disabled=checked.page == 0,
            ),
            button(
                lang.say("Older"),
                ids.FEED_CHECK.make(feed=feed_id, page=checked.page + 1),
                disabled=checked.page == checked.pages - 1,
            ),
        )
    about = button(lang.say("About this blog"), ids.FEED_OPEN.make(feed=feed_id), emoji="📰")
    return card.row(about).build()


def _title(checked: CheckedPost) -> str:
    post = checked.post
    title = escape_line(post.title or post.url or "?", _TITLE)
    when = post.mark.published or post.first_seen_at
    return f"**{title}** · {how_long(when)}"


def _line(checked: CheckedPost, lang: Lang) -> str:
    reason = checked.post.reason
    told = escape_line(lang.render(reason), _REASON) if reason else ""
    match checked.why:
        case Why.FATE:
            return _fate(checked, lang)
        case Why.WAITING if told:
            return "⏳ " + lang.say("I could not read it yet, and try again. {reason}", reason=told)
        case Why.WAITING:
            return "⏳ " + lang.say("I have not read it yet.")
        case Why.NOT_REVIEW:
            return "➖ " + lang.say("Not taken in. {reason}", reason=told)
        case Why.UNCLEAR:
            return "❓ " + told
        case Why.FAILED:
            return "⚠️ " + lang.say("I gave up reading it. {reason}", reason=told)
        case Why.WITHDRAWN if told:
            return "🗑️ " + lang.say(
                "Its review was taken back: it was edited. {reason}", reason=told
            )
        case Why.WITHDRAWN:
            return "🗑️ " + lang.say("The blog took it down, so its review was taken back.")
        case Why.FIRST_RUN:
            return "📥 " + lang.say("Stored only: it was there before the blog was added.")
        case Why.OLD:
            return "📥 " + lang.say("Stored only: it is more than 30 days old.")
        case Why.MANY:
            return "📥 " + lang.say(
                "Stored only: many came at once, of which I announce the newest {count}.",
                count=MOST_ANNOUNCED,
            )
        case Why.BEFORE:
            return "📥 " + lang.say("Stored only: it is older than your following of the blog.")
        case Why.PAUSED:
            return "⏸️ " + lang.say("Stored only: the blog is paused here.")


def _fate(checked: CheckedPost, lang: Lang) -> str:
    fate = checked.fate
    outcome = fate.outcome if fate else Outcome.UNNOTED
    channel = f"<#{fate.channel_id}>" if fate and fate.channel_id else lang.say("its channel")
    when = how_long(fate.due_at) if fate and fate.due_at else ""
    match outcome:
        case Outcome.SENT:
            return "✅ " + lang.say("Announced in {channel}.", channel=channel)
        case Outcome.WAITING:
            return "📨 " + lang.say("On its way.")
        case Outcome.QUIET:
            return "🌙 " + lang.say("Waits for the end of the quiet hours, {when}.", when=when)
        case Outcome.DIGEST:
            return "🗞️ " + lang.say("Waits for the next digest, {when}.", when=when)
        case Outcome.FAILED:
            return "⚠️ " + lang.say("Discord did not take it in {channel}.", channel=channel)
        case Outcome.OFF:
            return "⚠️ " + lang.say("Announcements in {channel} are off.", channel=channel)
        case Outcome.LATE:
            return "📥 " + lang.say("Stored only: I was away for more than a week.")
        case Outcome.UNWANTED:
            return "📥 " + lang.say("Stored only: no channel’s filters let it through.")
        case Outcome.UNNOTED:
            return "📥 " + lang.say("Stored only.")
