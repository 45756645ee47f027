"""The schema. Every table is declared in this package and nowhere else."""

from data.tables.announcing import DeliveryRow, EventRow, SubscriptionRow
from data.tables.base import Base
from data.tables.catalogue import (
    CastRow,
    DramaGenreRow,
    DramaNameRow,
    DramaNetworkRow,
    DramaRow,
    DramaTagRow,
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
from data.tables.sources import (
    ClaimRow,
    MergeRow,
    RegisterRow,
    RelationRow,
    SuggestionRow,
    TallyRow,
    WatchOptionRow,
)

__all__ = [
    "Base",
    "CastRow",
    "ClaimRow",
    "DeliveryRow",
    "DramaGenreRow",
    "DramaNameRow",
    "DramaNetworkRow",
    "DramaRow",
    "DramaTagRow",
    "EpisodeRatingRow",
    "EpisodeRow",
    "EventRow",
    "GuildMemberRow",
    "GuildSettingsRow",
    "LookupRow",
    "MemberSettingsRow",
    "MergeRow",
    "PersonRow",
    "RatingRow",
    "RegisterRow",
    "RelationRow",
    "ReviewMessageRow",
    "ReviewPictureRow",
    "ReviewRow",
    "ReviewSectionRow",
    "ReviewVersionRow",
    "StateRow",
    "SubscriptionRow",
    "SuggestionRow",
    "TallyRow",
    "ThreadRow",
    "UploadRow",
    "WatchOptionRow",
    "WatchRow",
]
