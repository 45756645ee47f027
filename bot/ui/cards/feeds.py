"""The cards with which a server's managers follow blogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.feeds import MAX_FEEDS
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.layout import QUIET, WARNING, Card, button, link
from bot.ui.limits import LINK_URL
from bot.ui.safe import escape_line
from bot.ui.terms import how_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.domain.feeds import Follow
    from bot.domain.texts import Text
    from bot.i18n import Lang
    from bot.services.feed_views import Added, FeedView
    from bot.ui.layout import CardView

    Button = discord.ui.Button[discord.ui.LayoutView]

LIST_PAGE: Final = 5
_NAME: Final = 100
_ERROR: Final = 300
_NO_REASON: Final = t("Its site did not say why.")


def added_card(added: Added, lang: Lang) -> CardView:
    """Say what was found at a blog that was added, and that nothing of it is announced."""
    view = added.view
    card = Card()
    name = house_of(view.follow)
    if added.was_followed:
        card.text(f"### {lang.say('This server follows {blog} already', blog=name)}")
    else:
        card.text(f"### {lang.say('This server follows {blog} now', blog=name)}")
    tally = view.tally
    posts = lang.plural("{count} post", "{count} posts", tally.posts)
    reviews = lang.plural(
        "{count} review of one drama", "{count} reviews of one drama", tally.reviews
    )
    found = lang.say(
        "In its feed I found {posts}, among them {reviews}.", posts=posts, reviews=reviews
    )
    if added.still_reading or tally.waiting:
        found += " " + lang.say("I am still reading; /feed check shows what comes of it.")
    card.text(found)
    if not added.was_followed:
        card.text(
            lang.say(
                "I stored them and announced **nothing** of them: only reviews that appear from "
                "now on come to {channel}.",
                channel=_channels(view, lang),
            )
        )
    else:
        card.text(lang.say("New reviews come to {channel}.", channel=_channels(view, lang)))
    buttons = [_check_button(view, lang), _channel_button(view, lang), _remove_button(view, lang)]
    if tally.reviews:
        newest = ids.FEED_NEWEST.make(feed=view.follow.feed.id)
        buttons.insert(0, button(lang.say("Announce the newest now"), newest, emoji="📣"))
    return card.row(*(each for each in buttons if each is not None)).build()


def feed_card(view: FeedView, lang: Lang, *, note: str = "") -> CardView:
    """Show how one blog's feed does.

    Args:
        view: The feed.
        lang: The manager's language.
        note: What to say on top, already safe.
    """
    card = Card(accent=WARNING if is_troubled(view.follow) else QUIET)
    card.text(note)
    card.text(f"### 📰 {house_of(view.follow)}\n{_state(view, lang)}")
    card.text(_facts(view, lang))
    buttons = [
        _check_button(view, lang),
        _pause_button(view, lang),
        _channel_button(view, lang),
        _remove_button(view, lang),
        button(lang.say("All blogs"), ids.FEEDS_PAGE.make(page=0), emoji="📋"),
    ]
    site = view.follow.feed.site_url or view.follow.feed.url
    if len(site) <= LINK_URL:
        buttons.append(link(lang.say("Open the blog"), site))
    return card.row(*(each for each in buttons if each is not None)).build()


def feeds_card(views: Sequence[FeedView], page: int, lang: Lang) -> CardView:
    """List the blogs that a server follows, five to a page."""
    card = Card(accent=QUIET)
    card.text(f"### {lang.say('Review blogs that this server follows')}")
    if not views:
        card.text(
            lang.say(
                "There are none yet. Use /feed add with the link of a blog: its new reviews come "
                "to the channel you choose, up to {count} blogs.",
                count=MAX_FEEDS,
            )
        )
        return card.build()
    last = (len(views) - 1) // LIST_PAGE
    page = max(0, min(page, last))
    for view in views[page * LIST_PAGE : (page + 1) * LIST_PAGE]:
        card.line()
        name = f"**{house_of(view.follow)}**"
        card.text(f"{name} · {_state(view, lang)}\n{_facts(view, lang)}")
        card.row(_check_button(view, lang), _pause_button(view, lang), _remove_button(view, lang))
    if last:
        back = ids.FEEDS_PAGE.make(page=max(0, page - 1))
        ahead = ids.FEEDS_PAGE.make(page=page + 1)
        card.row(
            button(lang.say("Back"), back, disabled=page == 0),
            button(lang.say("Next"), ahead, disabled=page == last),
        )
    return card.build()


def removed_card(follow: Follow, lang: Lang) -> CardView:
    """Say that a blog is not followed any more."""
    card = Card(accent=QUIET)
    card.text(
        f"### {lang.say('This server does not follow {blog} any more', blog=house_of(follow))}"
    )
    card.text(
        lang.say(
            "Reviews that were announced stay where they are. /feed add with the blog’s link "
            "follows it again."
        )
    )
    back = button(lang.say("All blogs"), ids.FEEDS_PAGE.make(page=0), emoji="📋")
    return card.row(back).build()


def health_card(follow: Follow, lang: Lang, *, in_server: bool = True) -> CardView:
    """Tell a server's managers that a blog's feed was given up, or that it works again.

    Args:
        follow: The feed.
        lang: The server's language.
        in_server: Whether this is read where the buttons can work.
    """
    feed, name = follow.feed, house_of(follow)
    if feed.paused_at is None:
        card = Card()
        card.text(f"### {lang.say('I can read {blog} again', blog=name)}")
        card.text(lang.say("New reviews from it are announced as before."))
    else:
        card = Card(accent=WARNING)
        card.text(f"### {lang.say('I stopped reading {blog}', blog=name)}")
        reason = escape_line(lang.render(feed.error or _NO_REASON), _ERROR)
        card.text(
            lang.say(
                "I could not read its feed for more than a day, however often I tried. {reason}",
                reason=reason,
            )
        )
        card.text(
            lang.say(
                "Once the blog works again, press “Try again”, or use /feed pause. If it moved, "
                "add its new link with /feed add. What it posts meanwhile is not lost."
            )
        )
        card.text(
            "-# "
            + lang.say(
                "Whoever has Manage Server can do this. I say it once; /feed list shows it too."
            )
        )
    if in_server:
        again = ids.FEED_PAUSE.make(feed=feed.id)
        check = ids.FEED_CHECK.make(feed=feed.id, page=0)
        remove = ids.FEED_REMOVE.make(feed=feed.id)
        buttons = [
            button(lang.say("Check"), check, emoji="🔍"),
            button(lang.say("Remove"), remove, emoji="🗑️"),
        ]
        if feed.paused_at is not None:
            buttons.insert(0, button(lang.say("Try again"), again, emoji="🔁"))
        card.row(*buttons)
    return card.build()


def house_of(follow: Follow) -> str:
    """Return a blog's name, safe."""
    return escape_line(follow.feed.house, _NAME)


def is_troubled(follow: Follow) -> bool:
    """Tell whether a blog's feed cannot be read."""
    return follow.feed.paused_at is not None or follow.feed.failures > 0


def _state(view: FeedView, lang: Lang) -> str:
    follow, feed = view.follow, view.follow.feed
    if feed.paused_at is not None:
        return f"⚠️ {lang.say('given up')}: {_why(feed.error, lang)}"
    if follow.paused_at is not None:
        return f"⏸️ {lang.say('paused here')}"
    if feed.failures:
        return f"⚠️ {lang.say('fails just now')}: {_why(feed.error, lang)}"
    if feed.read_at is None:
        return f"⏳ {lang.say('not read to its end yet')}"
    return f"✅ {lang.say('working')}"


def _why(error: Text | None, lang: Lang) -> str:
    return escape_line(lang.render(error or _NO_REASON), _ERROR)


def _facts(view: FeedView, lang: Lang) -> str:
    feed, tally = view.follow.feed, view.tally
    lines = [lang.say("Announced in {channel}", channel=_channels(view, lang))]
    times = []
    if feed.read_at is not None:
        times.append(lang.say("read {when}", when=how_long(feed.read_at)))
    if feed.due_at is not None:
        times.append(lang.say("next {when}", when=how_long(feed.due_at)))
    if tally.newest_at is not None:
        times.append(lang.say("last review {when}", when=how_long(tally.newest_at)))
    times.append(lang.plural("{count} review", "{count} reviews", tally.reviews))
    lines.append(f"-# {' · '.join(times)}")
    return "\n".join(lines)


def _channels(view: FeedView, lang: Lang) -> str:
    if not view.channels:
        return lang.say("no channel")
    return lang.listed(
        [f"<#{each.channel_id}>" + (" ⚠️" if each.trouble else "") for each in view.channels[:5]]
    )


def _check_button(view: FeedView, lang: Lang) -> Button:
    check = ids.FEED_CHECK.make(feed=view.follow.feed.id, page=0)
    return button(lang.say("Check"), check, emoji="🔍")


def _pause_button(view: FeedView, lang: Lang) -> Button:
    custom_id = ids.FEED_PAUSE.make(feed=view.follow.feed.id)
    if view.follow.feed.paused_at is not None:
        return button(lang.say("Try again"), custom_id, emoji="🔁")
    if view.follow.paused_at is not None:
        return button(lang.say("Resume"), custom_id, emoji="▶️")
    return button(lang.say("Pause"), custom_id, emoji="⏸️")


def _channel_button(view: FeedView, lang: Lang) -> Button | None:
    if not view.channels:
        return None
    edit = ids.ANNOUNCE_EDIT.make(subscription=view.channels[0].id)
    return button(lang.say("Filters and mentions"), edit, emoji="✏️")


def _remove_button(view: FeedView, lang: Lang) -> Button:
    remove = ids.FEED_REMOVE.make(feed=view.follow.feed.id)
    return button(lang.say("Remove"), remove, emoji="🗑️")
