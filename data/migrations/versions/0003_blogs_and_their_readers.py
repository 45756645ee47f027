"""blogs' feeds, and announcements for more than channels."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

import data.tables.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SUBSCRIBED = (
    "id, guild_id, channel_id, created_by, created_at, disabled_at, disabled_reason, "
    "managers_told_at"
)
_NOTED = "id, kind, review_id, created_at, expanded_at"
_DELIVERED = (
    "id, event_id, subscription_id, state, attempts, due_at, channel_id, message_id, sent_at, error"
)


def upgrade() -> None:
    """Apply the change; a channel's filters become one column."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("site_url", sa.String(length=2000), nullable=True),
        sa.Column("house", sa.String(length=200), nullable=False),
        sa.Column("created_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("first_run_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("etag", sa.String(length=500), nullable=True),
        sa.Column("last_modified", sa.String(length=500), nullable=True),
        sa.Column("read_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("due_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("interval_s", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("paused_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("key", name=op.f("uq_feeds_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_feeds_due_at"), "feeds", ["due_at"], unique=False)
    op.create_table(
        "feed_follows",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("paused_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("told", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name=op.f("fk_feed_follows_feed_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "feed_id", name=op.f("pk_feed_follows")),
    )
    op.create_index(op.f("ix_feed_follows_feed_id"), "feed_follows", ["feed_id"], unique=False)
    op.create_table(
        "feed_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=500), nullable=False),
        sa.Column("url_key", sa.String(length=500), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_key", sa.String(length=200), nullable=False),
        sa.Column("published_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("held", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("dramas", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("seen_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("missed_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("checked_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("gone_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name=op.f("fk_feed_posts_feed_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_feed_posts_review_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_posts")),
    )
    op.create_index(
        "ix_feed_posts_fingerprint", "feed_posts", ["feed_id", "fingerprint"], unique=False
    )
    op.create_index("ix_feed_posts_guid", "feed_posts", ["feed_id", "guid"], unique=False)
    op.create_index("ix_feed_posts_seen_at", "feed_posts", ["feed_id", "seen_at"], unique=False)
    op.create_index(op.f("ix_feed_posts_review_id"), "feed_posts", ["review_id"], unique=False)
    op.create_index("ix_feed_posts_url_key", "feed_posts", ["feed_id", "url_key"], unique=False)
    op.create_table(
        "section_boundaries",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=120), nullable=False),
        sa.Column("spoils", sa.String(length=10), nullable=False),
        sa.Column("spoils_through", data.tables.base.EpisodeNumber(), nullable=True),
        sa.Column("set_by", sa.BigInteger(), nullable=False),
        sa.Column("set_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_section_boundaries_review_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "guild_id", "review_id", "section", name=op.f("pk_section_boundaries")
        ),
    )
    op.create_index(
        op.f("ix_section_boundaries_review_id"), "section_boundaries", ["review_id"], unique=False
    )
    op.create_table(
        "forum_posts",
        sa.Column("forum_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drama_id"], ["dramas.id"], name=op.f("fk_forum_posts_drama_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("forum_id", "drama_id", name=op.f("pk_forum_posts")),
        sa.UniqueConstraint("thread_id", name=op.f("uq_forum_posts_thread_id")),
    )

    op.add_column("guild_settings", sa.Column("time_zone", sa.String(length=50), nullable=True))
    op.add_column("guild_settings", sa.Column("quiet_from", sa.Integer(), nullable=True))
    op.add_column("guild_settings", sa.Column("quiet_to", sa.Integer(), nullable=True))
    op.add_column(
        "review_versions",
        sa.Column("markup", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "review_pictures",
        sa.Column("alt", sa.String(length=500), server_default="", nullable=False),
    )
    op.add_column(
        "review_pictures",
        sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "reviews", sa.Column("shared", sa.Boolean(), server_default=sa.true(), nullable=False)
    )
    op.add_column(
        "reviews", sa.Column("withdrawn_at", data.tables.base.UTCDateTime(), nullable=True)
    )
    _take_outbox_apart()
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("kind", sa.String(length=40), server_default="reviews", nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=10), nullable=True),
        sa.Column("next_digest_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=True),
        *_subscribed_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "guild_id",
            "channel_id",
            "user_id",
            "kind",
            name=op.f("uq_subscriptions_guild_id_channel_id_user_id_kind"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_user_id", "subscriptions", ["user_id"])
    op.create_index("ix_subscriptions_kind", "subscriptions", ["kind", "guild_id"])
    op.create_index("ix_subscriptions_next_digest_at", "subscriptions", ["next_digest_at"])
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("reviews", sa.JSON(), nullable=False),
        sa.Column("standings", sa.JSON(), nullable=False),
        sa.Column("from_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("made_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name=op.f("fk_digests_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
    )
    op.create_index(
        op.f("ix_digests_subscription_id"), "digests", ["subscription_id"], unique=False
    )
    with op.batch_alter_table("review_messages") as messages:
        messages.add_column(sa.Column("digest_id", sa.Integer(), nullable=True))
        messages.create_foreign_key(
            op.f("fk_review_messages_digest_id"),
            "digests",
            ["digest_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(op.f("ix_review_messages_digest_id"), "review_messages", ["digest_id"])

    _create_events(
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("feed_id", sa.Integer(), server_default="0", nullable=False),
        sa.Column("digest_id", sa.Integer(), nullable=True),
        sa.Column("skipped", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digests.id"], name=op.f("fk_events_digest_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("digest_id", name=op.f("uq_events_digest_id")),
        sa.UniqueConstraint(
            "kind", "review_id", "feed_id", name=op.f("uq_events_kind_review_id_feed_id")
        ),
    )
    _create_deliveries(grown=True)
    connection = op.get_bind()
    kept = connection.execute(
        sa.text("SELECT id, genres, networks, least_score FROM kept_subscriptions")
    ).all()
    op.execute(
        f"INSERT INTO subscriptions ({_SUBSCRIBED}, filters) "  # noqa: S608 - our own columns
        f"SELECT {_SUBSCRIBED}, '{{}}' FROM kept_subscriptions"
    )
    subscriptions = sa.table("subscriptions", sa.column("id"), sa.column("filters", sa.JSON()))
    for row in kept:
        filters = {
            "genres": _loaded(row.genres),
            "networks": _loaded(row.networks),
            "least": row.least_score,
        }
        connection.execute(
            sa.update(subscriptions).where(subscriptions.c.id == row.id).values(filters=filters)
        )
    _put_outbox_together()


def downgrade() -> None:
    """Take the change back; what the older schema cannot hold is gone."""
    op.execute("DELETE FROM review_messages WHERE carries IN ('direct', 'digest')")
    op.drop_index(op.f("ix_review_messages_digest_id"), "review_messages")
    with op.batch_alter_table("review_messages") as messages:
        messages.drop_constraint(op.f("fk_review_messages_digest_id"), type_="foreignkey")
        messages.drop_column("digest_id")
    op.execute("DELETE FROM subscriptions WHERE user_id <> 0 OR kind <> 'reviews'")
    op.execute(
        "DELETE FROM deliveries WHERE event_id IN "
        "(SELECT id FROM events WHERE review_id IS NULL OR feed_id <> 0)"
    )
    op.execute("DELETE FROM events WHERE review_id IS NULL OR feed_id <> 0")
    _take_outbox_apart()
    op.drop_table("digests")
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("genres", sa.JSON(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("least_score", sa.Integer(), nullable=True),
        *_subscribed_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "guild_id", "channel_id", name=op.f("uq_subscriptions_guild_id_channel_id")
        ),
    )
    _create_events(
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.UniqueConstraint("kind", "review_id", name=op.f("uq_events_kind_review_id")),
    )
    _create_deliveries(grown=False)
    connection = op.get_bind()
    kept = connection.execute(sa.text("SELECT id, filters FROM kept_subscriptions")).all()
    op.execute(
        f"INSERT INTO subscriptions ({_SUBSCRIBED}, genres, networks) "  # noqa: S608 - as above
        f"SELECT {_SUBSCRIBED}, '[]', '[]' FROM kept_subscriptions"
    )
    subscriptions = sa.table(
        "subscriptions",
        sa.column("id"),
        sa.column("genres", sa.JSON()),
        sa.column("networks", sa.JSON()),
        sa.column("least_score"),
    )
    for row in kept:
        filters = _loaded(row.filters)
        connection.execute(
            sa.update(subscriptions)
            .where(subscriptions.c.id == row.id)
            .values(
                genres=filters.get("genres", []),
                networks=filters.get("networks", []),
                least_score=filters.get("least"),
            )
        )
    _put_outbox_together()
    op.drop_column("reviews", "withdrawn_at")
    op.drop_column("reviews", "shared")
    op.drop_column("review_pictures", "hidden")
    op.drop_column("review_pictures", "alt")
    op.drop_column("review_versions", "markup")
    op.drop_column("guild_settings", "quiet_to")
    op.drop_column("guild_settings", "quiet_from")
    op.drop_column("guild_settings", "time_zone")
    for table in ("forum_posts", "section_boundaries", "feed_posts", "feed_follows", "feeds"):
        op.drop_table(table)


def _take_outbox_apart() -> None:
    """Put what the three tables hold aside, and drop them: SQLite cannot alter a constraint."""
    for table in ("deliveries", "events", "subscriptions"):
        op.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608 - ours
    op.drop_table("deliveries")
    op.drop_table("events")
    if op.get_bind().dialect.name == "postgresql" and sa.inspect(op.get_bind()).has_table(
        "digests"
    ):
        op.execute("ALTER TABLE digests DROP CONSTRAINT fk_digests_subscription_id")
    op.drop_table("subscriptions")


def _put_outbox_together() -> None:
    op.execute(f"INSERT INTO events ({_NOTED}) SELECT {_NOTED} FROM kept_events")  # noqa: S608
    op.execute(
        f"INSERT INTO deliveries ({_DELIVERED}) "  # noqa: S608
        f"SELECT {_DELIVERED} FROM kept_deliveries"
    )
    for table in ("deliveries", "events", "subscriptions"):
        op.drop_table(f"kept_{table}")
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608
                f"COALESCE((SELECT MAX(id) FROM {table}), 0) + 1, false)"
            )


def _subscribed_columns() -> list[sa.Column[object]]:
    return [
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("disabled_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("disabled_reason", sa.String(length=30), nullable=True),
        sa.Column("managers_told_at", data.tables.base.UTCDateTime(), nullable=True),
    ]


def _create_events(*own: sa.schema.SchemaItem) -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *own,
        sa.Column("created_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("expanded_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["review_id"], ["reviews.id"], name=op.f("fk_events_review_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_expanded_at", "events", ["expanded_at"])


def _create_deliveries(*, grown: bool) -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_deliveries_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name=op.f("fk_deliveries_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "event_id", "subscription_id", name=op.f("uq_deliveries_event_id_subscription_id")
        ),
        sqlite_autoincrement=grown,
    )
    op.create_index("ix_deliveries_due", "deliveries", ["state", "due_at"])
    of_subscription = ["subscription_id", "state"] if grown else ["subscription_id"]
    op.create_index(op.f("ix_deliveries_subscription_id"), "deliveries", of_subscription)
    if grown:
        op.create_index(op.f("ix_deliveries_message_id"), "deliveries", ["message_id"])


def _loaded(stored: Any) -> Any:  # noqa: ANN401 - it may be any JSON
    """Return a JSON column's value: PostgreSQL's driver has read it, SQLite's has not."""
    return json.loads(stored) if isinstance(stored, str) else stored
