"""Every custom id the bot uses: ``noun:id:verb``, with all the state a button needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class CustomId:
    """A form of custom id, such as ``drama:{drama}:rate``.

    A field holds digits, lower-case letters, dots or dashes.
    """

    form: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The regular expression that custom ids of this form match, whole."""
        return _compiled(self.form)

    def make(self, **values: object) -> str:
        """Fill in the fields."""
        made = self.form.format(**values)
        if not self.pattern.match(made) or len(made) > 100:
            msg = f"not a custom id: {made!r}"
            raise ValueError(msg)
        return made


@cache
def _compiled(form: str) -> re.Pattern[str]:
    parts = _FIELD.split(form)
    literals, fields = parts[::2], parts[1::2]
    body = re.escape(literals[0])
    for name, literal in zip(fields, literals[1:], strict=True):
        body += rf"(?P<{name}>[a-z0-9.\-]+){re.escape(literal)}"
    return re.compile(rf"^{body}$")


# The drama's card.
DRAMA_CARD: Final = CustomId("drama:{drama}:card")
DRAMA_RATE: Final = CustomId("drama:{drama}:rate")
DRAMA_RATINGS: Final = CustomId("drama:{drama}:ratings")
DRAMA_REVIEW: Final = CustomId("drama:{drama}:review")
DRAMA_REVIEWS: Final = CustomId("drama:{drama}:reviews:{page}")
DRAMA_DISCUSS: Final = CustomId("drama:{drama}:discuss")
DRAMA_WATCHLIST: Final = CustomId("drama:{drama}:watchlist")
DRAMA_LIKE: Final = CustomId("drama:{drama}:like")
LIKE_OPEN: Final = CustomId("like:{drama}:open")

# Ratings.
RATING_REMOVE: Final = CustomId("rating:{drama}:remove")
RATINGS_SCOPE: Final = CustomId("ratings:{drama}:{scope}")

# Reviews. ``message`` is the published card's id, 0 where it is not known.
REVIEW_READ: Final = CustomId("review:{review}:read")
REVIEW_PAGE: Final = CustomId("review:{review}:page:{page}")
REVIEW_SPOILER: Final = CustomId("review:{review}:spoiler:{section}")
REVIEW_SHOW: Final = CustomId("review:{review}:show:{section}:{page}")
REVIEW_SECTIONS: Final = CustomId("review:{review}:sections:{version}:{page}")
REVIEW_HIDE: Final = CustomId("review:{review}:hide")
REVIEW_MINE: Final = CustomId("review:{review}:mine")
REVIEW_EDIT: Final = CustomId("review:{review}:edit:{message}")
REVIEW_BOUNDARY: Final = CustomId("review:{review}:boundary:{message}")
REVIEW_PICTURE: Final = CustomId("review:{review}:picture:{message}:{place}")
REVIEW_DELETE: Final = CustomId("review:{review}:delete")
REVIEW_DELETE_YES: Final = CustomId("review:{review}:delete-yes")
REVIEW_KEEP: Final = CustomId("review:{review}:keep")
REVIEW_VERSIONS: Final = CustomId("review:{review}:versions:{version}")
REVIEWS_PAGE: Final = CustomId("reviews:{drama}:page:{page}")

# Announcements.
ANNOUNCE_LIST: Final = CustomId("announce:list:{page}")
ANNOUNCE_EDIT: Final = CustomId("announce:{subscription}:edit")
ANNOUNCE_GENRES: Final = CustomId("announce:{subscription}:genres:{part}")
ANNOUNCE_NETWORKS: Final = CustomId("announce:{subscription}:networks")
ANNOUNCE_SCORE: Final = CustomId("announce:{subscription}:score")
ANNOUNCE_LESS: Final = CustomId("announce:{subscription}:less")
ANNOUNCE_HOW: Final = CustomId("announce:{subscription}:how")
ANNOUNCE_RHYTHM: Final = CustomId("announce:{subscription}:rhythm")
ANNOUNCE_NO_ROLE: Final = CustomId("announce:{subscription}:no-role")
ANNOUNCE_ON: Final = CustomId("announce:{subscription}:on")
ANNOUNCE_TEST: Final = CustomId("announce:{subscription}:test")
ANNOUNCE_REMOVE: Final = CustomId("announce:{subscription}:remove")

DIGEST_READ: Final = CustomId("digest:{digest}:read")

# Following, by direct message. A kind is one of ``bot.domain.follows.Kind``; what a direct message
# was sent for is told by the message itself.
FOLLOW_START: Final = CustomId("follow:{kind}:{id}:start")
FOLLOW_STOP: Final = CustomId("follow:{kind}:{id}:stop")
FOLLOW_AUTHOR: Final = CustomId("follow:author-of:{review}")
FOLLOW_STOP_THIS: Final = CustomId("follow:stop-this")
FOLLOWS_OPEN: Final = CustomId("follows:open")
FOLLOWS_PAGE: Final = CustomId("follows:page:{page}")
FOLLOWS_STOP: Final = CustomId("follows:{page}:stop")
FOLLOWS_ON: Final = CustomId("follows:on")

# Blogs. A post is one of the feed's, shown on a page of its check card.
FEEDS_PAGE: Final = CustomId("feeds:page:{page}")
FEED_OPEN: Final = CustomId("feed:{feed}:open")
FEED_NEWEST: Final = CustomId("feed:{feed}:newest")
FEED_CHECK: Final = CustomId("feed:{feed}:check:{page}")
FEED_PAUSE: Final = CustomId("feed:{feed}:pause")
FEED_REMOVE: Final = CustomId("feed:{feed}:remove")
FEED_ANNOUNCE: Final = CustomId("feed:{feed}:post:{post}:announce:{page}")
FEED_DRAMA: Final = CustomId("feed:{feed}:post:{post}:drama:{page}")

# Watchlists. A scope is "own" (all entries, for the owner alone) or "shared". The status
# select names the status it shows: a client keeps a select's old choice under the same id.
WATCH_STATUS: Final = CustomId("watch:{drama}:status:{shown}")
WATCH_REACH: Final = CustomId("watch:{drama}:reach:{episode}")
WATCH_PICK: Final = CustomId("watch:{drama}:pick")
WATCH_COMPLETE: Final = CustomId("watch:{drama}:complete")
WATCH_PRIVATE: Final = CustomId("watch:{drama}:private:{to}")
WATCHLIST_PAGE: Final = CustomId("watchlist:{owner}:{scope}:{status}:{page}")
WATCHLIST_STATUS: Final = CustomId("watchlist:{owner}:{scope}:status")
WATCHLIST_OPEN: Final = CustomId("watchlist:{owner}:open")

# Forms whose save failed.
DRAFT_REOPEN: Final = CustomId("draft:{token}:reopen")

# Picking an episode to talk about; a card has several such selects, told apart by page.
DISCUSS_OPEN: Final = CustomId("discuss:{drama}:open:{page}")

# Settings. ``to`` is "yes" or "no".
SETTINGS_OPEN: Final = CustomId("settings:open")
SETTINGS_BACK: Final = CustomId("settings:back")
SETTINGS_SCALE: Final = CustomId("settings:scale")
SETTINGS_GUILD_SCALE: Final = CustomId("settings:guild-scale")
SETTINGS_COUNTED: Final = CustomId("settings:counted:{to}")
SETTINGS_EXPORT: Final = CustomId("settings:export")
SETTINGS_FORGET: Final = CustomId("settings:forget")
SETTINGS_FORGET_YES: Final = CustomId("settings:forget:yes")
SETTINGS_REGION: Final = CustomId("settings:region:{shown}")
SETTINGS_COUNTRY: Final = CustomId("settings:country")
SETTINGS_HOURS: Final = CustomId("settings:hours")
SETTINGS_NO_HOURS: Final = CustomId("settings:no-hours")

# A drama's details. A part is one of ``DetailPart``; a select names what it shows, since a
# client keeps a select's old choice under the same id.
DRAMA_DETAILS: Final = CustomId("drama:{drama}:details")
DETAILS_PART: Final = CustomId("details:{drama}:part:{shown}")
DETAILS_PAGE: Final = CustomId("details:{drama}:page:{part}:{page}")
DETAILS_REGION: Final = CustomId("details:{drama}:region:{shown}")
DETAILS_COUNTRY: Final = CustomId("details:{drama}:country")
DETAILS_OPEN: Final = CustomId("details:{drama}:open:{page}")

# People. ``order`` is one of ``PersonOrder``.
PERSON_OPEN: Final = CustomId("person:{person}:open")
PERSON_PAGE: Final = CustomId("person:{person}:page:{order}:{page}")
PERSON_DRAMA: Final = CustomId("person:{person}:drama:{page}")

# What airs this week. A country is its code in lower case or "all"; a scope "mine" or "all"; a
# day an ISO date or "week". Selects name what they show, as on watchlists.
AIRING_PAGE: Final = CustomId("airing:{country}:{scope}:{day}:page:{page}")
AIRING_DAYS: Final = CustomId("airing:{country}:{scope}:{day}:days")
AIRING_COUNTRIES: Final = CustomId("airing:{country}:{scope}:{day}:countries")
AIRING_OPEN: Final = CustomId("airing:{country}:{scope}:{day}:open:{page}")

# About.
ABOUT_OPEN: Final = CustomId("about:open")

# Browsing. A view is filters and an order (bot.domain.browsing); a scope is "here" or "everyone".
BROWSE_PAGE: Final = CustomId("browse:{view}:page:{page}")
BROWSE_PANEL: Final = CustomId("browse:{view}:panel")
BROWSE_SET: Final = CustomId("browse:{view}:set:{field}")
BROWSE_TYPE: Final = CustomId("browse:{view}:type")
BROWSE_OPEN: Final = CustomId("browse:open")
TOP_PAGE: Final = CustomId("top:{scope}:{view}:page:{page}")
RANDOM_AGAIN: Final = CustomId("random:{shelf}:{view}:{drama}:again")

# A title nobody has. A scope says who sees the card in the end: "here" or "mine"; ``typed`` is
# packed (bot.ui.packing).
SEARCH_OPEN: Final = CustomId("search:{scope}:open")
SEARCH_TVMAZE: Final = CustomId("search:{scope}:tvmaze:{typed}")
SEARCH_ASK: Final = CustomId("search:{scope}:ask:{typed}")
SEARCH_ADD: Final = CustomId("search:{scope}:add")
SEARCH_SUGGEST: Final = CustomId("search:suggest:form:{typed}")

# Editing the catalogue. A page is one of ``bot.domain.editing.Page``; ``seen`` tells what was
# shown from what is there by now; in a field's name dashes stand for underscores.
EDIT_PAGE: Final = CustomId("edit:{drama}:page:{page}")
SUGGESTION_PAGE: Final = CustomId("suggestion:{suggestion}:page:{page}")
SUGGESTION_SEND: Final = CustomId("suggestion:{suggestion}:send")
SUGGESTION_WITHDRAW: Final = CustomId("suggestion:{suggestion}:withdraw")
SUGGESTION_APPROVE: Final = CustomId("suggestion:{suggestion}:approve:{seen}:{at}")
SUGGESTION_REFUSE: Final = CustomId("suggestion:{suggestion}:refuse:{seen}:{at}")
SUGGESTIONS_AT: Final = CustomId("suggestions:{scope}:{at}")
NAMESAKES_OPEN: Final = CustomId("namesakes:open")
CONFLICTS_AFTER: Final = CustomId("conflicts:after:{after}")
CONFLICTS_OPEN: Final = CustomId("conflicts:{after}:open")
CONFLICT_AT: Final = CustomId("conflict:{drama}:at:{at}")
CONFLICT_KEEP: Final = CustomId("conflict:{drama}:keep:{field}:{source}:{seen}")
MERGE_YES: Final = CustomId("merge:{source}:{target}:yes")
MERGE_NO: Final = CustomId("merge:no")
MERGE_UNDO: Final = CustomId("merge:{merge}:undo")
MERGES_PAGE: Final = CustomId("merges:page:{page}")
MERGES_PICK: Final = CustomId("merges:{page}:pick")
