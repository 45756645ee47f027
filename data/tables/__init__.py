"""The schema. Every table is declared in this package and nowhere else."""

from data.tables.announcing import DeliveryRow, EventRow, SubscriptionRow
from data.tables.base import Base
from data.tables.catalogue import (
    CastRow,
    DramaGenreRow,
    DramaNameRow,
    DramaNetworkRow,
    DramaRow,
    EpisodeRow,
    PersonRow,
    StateRow,
)
from data.tables.community import (
    GuildMemberRow,
    GuildSettingsRow,
    LookupRow,
    MemberSettingsRow,
    ThreadRow,
    WatchRow,
)
from data.tables.reviewing import (
    EpisodeRatingRow,
    RatingRow,
    ReviewMessageRow,
    ReviewPictureRow,
    ReviewRow,
    ReviewSectionRow,
    ReviewVersionRow,
    UploadRow,
)

__all__ = [
    "Base",
    "CastRow",
    "DeliveryRow",
    "DramaGenreRow",
    "DramaNameRow",
    "DramaNetworkRow",
    "DramaRow",
    "EpisodeRatingRow",
    "EpisodeRow",
    "EventRow",
    "GuildMemberRow",
    "GuildSettingsRow",
    "LookupRow",
    "MemberSettingsRow",
    "PersonRow",
    "RatingRow",
    "ReviewMessageRow",
    "ReviewPictureRow",
    "ReviewRow",
    "ReviewSectionRow",
    "ReviewVersionRow",
    "StateRow",
    "SubscriptionRow",
    "ThreadRow",
    "UploadRow",
    "WatchRow",
]
