"""Every custom id the bot uses: ``noun:id:verb``, with all the state a button needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
        parts = _FIELD.split(self.form)
        literals, fields = parts[::2], parts[1::2]
        body = re.escape(literals[0])
        for name, literal in zip(fields, literals[1:], strict=True):
            body += rf"(?P<{name}>[a-z0-9.\-]+){re.escape(literal)}"
        return re.compile(rf"^{body}$")

    def make(self, **values: object) -> str:
        """Fill in the fields."""
        made = self.form.format(**values)
        if not self.pattern.match(made) or len(made) > 100:
            msg = f"not a custom id: {made!r}"
            raise ValueError(msg)
        return made


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

# Forms whose save failed.
DRAFT_REOPEN: Final = CustomId("draft:{token}:reopen")
