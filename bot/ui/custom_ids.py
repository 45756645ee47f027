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
ANNOUNCE_ON: Final = CustomId("announce:{subscription}:on")
ANNOUNCE_TEST: Final = CustomId("announce:{subscription}:test")
ANNOUNCE_REMOVE: Final = CustomId("announce:{subscription}:remove")

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

# About.
ABOUT_OPEN: Final = CustomId("about:open")
