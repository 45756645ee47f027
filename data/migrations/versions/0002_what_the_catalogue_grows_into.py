"""what the catalogue grows into."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import data.tables.base
from bot.domain.names import fold_name

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BROWSED = {
    "ix_dramas_by_popularity": (
        *("popularity", "id", "year", "country", "status", "episodes", "merged_into"),
    ),
    "ix_dramas_by_year": (
        *("year", "popularity", "id", "country", "status", "episodes", "merged_into"),
    ),
    "ix_dramas_by_episodes": (
        *("episodes", "popularity", "id", "year", "country", "status", "merged_into"),
    ),
    "ix_dramas_by_title": (
        *("title", "id", "year", "country", "status", "episodes", "merged_into"),
    ),
}

_COUNT = """
INSERT INTO drama_tallies (drama_id, count, total, dropped_count, dropped_total)
SELECT r.drama_id,
       SUM(CASE WHEN w.user_id IS NULL THEN 1 ELSE 0 END),
       SUM(CASE WHEN w.user_id IS NULL THEN r.half_points ELSE 0 END),
       SUM(CASE WHEN w.user_id IS NULL THEN 0 ELSE 1 END),
       SUM(CASE WHEN w.user_id IS NULL THEN 0 ELSE r.half_points END)
FROM ratings r
LEFT JOIN watch_entries w
  ON w.drama_id = r.drama_id AND w.user_id = r.user_id AND w.status = 'dropped'
GROUP BY r.drama_id
"""


def upgrade() -> None:
    """Apply the change, and count the ratings that there are."""
    op.create_table(
        "drama_claims",
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("updated_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drama_id"], ["dramas.id"], name=op.f("fk_drama_claims_drama_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("drama_id", "source", name=op.f("pk_drama_claims")),
    )
    op.create_table(
        "drama_merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("merged_by", sa.BigInteger(), nullable=False),
        sa.Column("merged_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("undone_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("journal", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"], ["dramas.id"], name=op.f("fk_drama_merges_from_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["dramas.id"], name=op.f("fk_drama_merges_into_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drama_merges")),
    )
    op.create_index(op.f("ix_drama_merges_from_id"), "drama_merges", ["from_id"], unique=False)
    op.create_index(op.f("ix_drama_merges_into_id"), "drama_merges", ["into_id"], unique=False)

    op.create_table(
        "drama_registers",
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("external_id", sa.String(length=40), nullable=False),
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.Column("changed_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("read_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.Column("etag", sa.String(length=200), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("gone_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["drama_id"],
            ["dramas.id"],
            name=op.f("fk_drama_registers_drama_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("register", "external_id", name=op.f("pk_drama_registers")),
    )
    op.create_index(
        op.f("ix_drama_registers_drama_id"), "drama_registers", ["drama_id"], unique=False
    )
    op.create_index(
        "ix_drama_registers_unread", "drama_registers", ["register", "read_at"], unique=False
    )

    op.create_table(
        "drama_relations",
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=12), nullable=False),
        sa.Column("register", sa.String(length=10), nullable=False),
        sa.Column("external_id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["drama_id"],
            ["dramas.id"],
            name=op.f("fk_drama_relations_drama_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("drama_id", "source", "position", name=op.f("pk_drama_relations")),
    )
    op.create_index(
        op.f("ix_drama_relations_register_external_id"),
        "drama_relations",
        ["register", "external_id"],
        unique=False,
    )

    op.create_table(
        "drama_suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("drama_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("suggested_at", data.tables.base.UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", data.tables.base.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["drama_id"],
            ["dramas.id"],
            name=op.f("fk_drama_suggestions_drama_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drama_suggestions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_drama_suggestions_drama_id"), "drama_suggestions", ["drama_id"], unique=False
    )
    op.create_index(
        "ix_drama_suggestions_state", "drama_suggestions", ["state", "guild_id"], unique=False
    )
    op.create_index(
        op.f("ix_drama_suggestions_user_id"), "drama_suggestions", ["user_id"], unique=False
    )

    op.create_table(
        "drama_tags",
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drama_id"], ["dramas.id"], name=op.f("fk_drama_tags_drama_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("drama_id", "tag", name=op.f("pk_drama_tags")),
    )
    op.create_index(
        op.f("ix_drama_tags_tag_drama_id"), "drama_tags", ["tag", "drama_id"], unique=False
    )

    op.create_table(
        "drama_tallies",
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dropped_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("dropped_total", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["drama_id"], ["dramas.id"], name=op.f("fk_drama_tallies_drama_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("drama_id", name=op.f("pk_drama_tallies")),
    )
    op.create_table(
        "drama_watch_options",
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("region", sa.String(length=2), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=True),
        sa.ForeignKeyConstraint(
            ["drama_id"],
            ["dramas.id"],
            name=op.f("fk_drama_watch_options_drama_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "drama_id", "source", "region", "position", name=op.f("pk_drama_watch_options")
        ),
    )
    with op.batch_alter_table("drama_genres") as table:
        table.alter_column("genre", type_=sa.String(length=60), existing_nullable=False)
    op.create_index(
        op.f("ix_drama_genres_genre_drama_id"), "drama_genres", ["genre", "drama_id"], unique=False
    )

    op.create_index(
        op.f("ix_drama_networks_network_drama_id"),
        "drama_networks",
        ["network", "drama_id"],
        unique=False,
    )

    op.add_column("dramas", sa.Column("status", sa.String(length=10), nullable=True))
    op.add_column("dramas", sa.Column("first_aired", sa.Date(), nullable=True))
    op.add_column("dramas", sa.Column("last_aired", sa.Date(), nullable=True))
    op.add_column("dramas", sa.Column("runtime", sa.Integer(), nullable=True))
    op.add_column("dramas", sa.Column("warnings", sa.JSON(), server_default="[]", nullable=False))
    op.add_column(
        "dramas", sa.Column("age_ratings", sa.JSON(), server_default="[]", nullable=False)
    )
    op.add_column("dramas", sa.Column("trailers", sa.JSON(), server_default="[]", nullable=False))
    op.add_column(
        "dramas", sa.Column("popularity", sa.Double(), server_default="0", nullable=False)
    )
    op.add_column("dramas", sa.Column("changed", sa.Integer(), server_default="0", nullable=False))
    op.add_column("dramas", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_dramas_changed"), "dramas", ["changed"], unique=False)
    for name, columns in _BROWSED.items():
        op.create_index(name, "dramas", list(columns))
    # Until a provider tells how popular a drama is, the newer is taken for better known.
    op.execute("UPDATE dramas SET popularity = COALESCE(year, 0) / 10000.0")
    op.create_index(op.f("ix_dramas_merged_into"), "dramas", ["merged_into"], unique=False)

    op.add_column("episodes", sa.Column("airs_at", data.tables.base.UTCDateTime(), nullable=True))
    op.add_column("episodes", sa.Column("season", sa.Integer(), nullable=True))
    op.add_column("episodes", sa.Column("number_in_season", sa.Integer(), nullable=True))
    op.add_column("episodes", sa.Column("runtime", sa.Integer(), nullable=True))
    op.add_column("episodes", sa.Column("source", sa.String(length=10), nullable=True))
    op.create_index(op.f("ix_episodes_aired_on"), "episodes", ["aired_on"], unique=False)
    op.create_index(op.f("ix_episodes_airs_at"), "episodes", ["airs_at"], unique=False)

    op.add_column(
        "guild_settings",
        sa.Column("trusted", sa.Boolean(), server_default=sa.false(), nullable=False),
    )

    op.add_column("member_settings", sa.Column("region", sa.String(length=2), nullable=True))

    _make_people_anew(told_apart_by_ref=True)
    op.execute(_COUNT)


def downgrade() -> None:
    """Take the change back."""
    _make_people_anew(told_apart_by_ref=False)

    op.drop_column("member_settings", "region")

    op.drop_column("guild_settings", "trusted")

    op.drop_index(op.f("ix_episodes_airs_at"), table_name="episodes")
    op.drop_index(op.f("ix_episodes_aired_on"), table_name="episodes")
    op.drop_column("episodes", "source")
    op.drop_column("episodes", "runtime")
    op.drop_column("episodes", "number_in_season")
    op.drop_column("episodes", "season")
    op.drop_column("episodes", "airs_at")

    for name in _BROWSED:
        op.drop_index(name, table_name="dramas")
    op.drop_index(op.f("ix_dramas_merged_into"), table_name="dramas")
    op.drop_index(op.f("ix_dramas_changed"), table_name="dramas")
    op.drop_column("dramas", "merged_into")
    op.drop_column("dramas", "changed")
    op.drop_column("dramas", "popularity")
    op.drop_column("dramas", "trailers")
    op.drop_column("dramas", "age_ratings")
    op.drop_column("dramas", "warnings")
    op.drop_column("dramas", "runtime")
    op.drop_column("dramas", "last_aired")
    op.drop_column("dramas", "first_aired")
    op.drop_column("dramas", "status")

    op.drop_index(op.f("ix_drama_networks_network_drama_id"), table_name="drama_networks")

    op.drop_index(op.f("ix_drama_genres_genre_drama_id"), table_name="drama_genres")
    op.execute("UPDATE drama_genres SET genre = SUBSTR(genre, 1, 30)")
    with op.batch_alter_table("drama_genres") as table:
        table.alter_column("genre", type_=sa.String(length=30), existing_nullable=False)

    op.drop_table("drama_watch_options")
    op.drop_table("drama_tallies")
    op.drop_index(op.f("ix_drama_tags_tag_drama_id"), table_name="drama_tags")

    op.drop_table("drama_tags")
    op.drop_index(op.f("ix_drama_suggestions_user_id"), table_name="drama_suggestions")
    op.drop_index("ix_drama_suggestions_state", table_name="drama_suggestions")
    op.drop_index(op.f("ix_drama_suggestions_drama_id"), table_name="drama_suggestions")

    op.drop_table("drama_suggestions")
    op.drop_index(op.f("ix_drama_relations_register_external_id"), table_name="drama_relations")

    op.drop_table("drama_relations")
    op.drop_index("ix_drama_registers_unread", table_name="drama_registers")
    op.drop_index(op.f("ix_drama_registers_drama_id"), table_name="drama_registers")

    op.drop_table("drama_registers")
    op.drop_index(op.f("ix_drama_merges_into_id"), table_name="drama_merges")
    op.drop_index(op.f("ix_drama_merges_from_id"), table_name="drama_merges")

    op.drop_table("drama_merges")
    op.drop_table("drama_claims")


def _make_people_anew(*, told_apart_by_ref: bool) -> None:
    """Move everybody, and who plays what, into tables of the other shape.

    SQLite cannot drop a constraint, and a table others refer to cannot be dropped before them.
    """
    op.execute("CREATE TABLE kept_people AS SELECT id, name, native_name FROM people")
    op.execute(
        "CREATE TABLE kept_cast AS SELECT drama_id, position, person_id, role FROM cast_members"
    )
    op.drop_table("cast_members")
    op.drop_table("people")
    own: tuple[sa.schema.SchemaItem, ...]
    if told_apart_by_ref:
        own = (
            sa.Column("fold", sa.String(length=200), nullable=False),
            sa.Column("photo_url", sa.String(length=2000), nullable=True),
            sa.Column("ref", sa.String(length=40), nullable=True),
            sa.UniqueConstraint("ref", name=op.f("uq_people_ref")),
        )
    else:
        own = (sa.UniqueConstraint("name", "native_name", name=op.f("uq_people_name_native_name")),)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("native_name", sa.String(length=200), nullable=False),
        *own,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sqlite_autoincrement=told_apart_by_ref,
    )
    op.create_table(
        "cast_members",
        sa.Column("drama_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["drama_id"],
            ["dramas.id"],
            name=op.f("fk_cast_members_drama_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_cast_members_person_id")
        ),
        sa.PrimaryKeyConstraint("drama_id", "position", name=op.f("pk_cast_members")),
    )
    op.create_index(op.f("ix_cast_members_person_id"), "cast_members", ["person_id"])
    connection = op.get_bind()
    if told_apart_by_ref:
        op.create_index(op.f("ix_people_fold"), "people", ["fold"])
        op.create_index(op.f("ix_people_name_native_name"), "people", ["name", "native_name"])
        rows = connection.execute(sa.text("SELECT id, name, native_name FROM kept_people")).all()
        people = sa.table(
            "people",
            sa.column("id"),
            sa.column("name"),
            sa.column("native_name"),
            sa.column("fold"),
        )
        if rows:
            connection.execute(
                sa.insert(people),
                [
                    {"id": row.id, "name": row.name, "native_name": row.native_name}
                    | {"fold": fold_name(row.name)}
                    for row in rows
                ],
            )
    else:
        # Namesakes that only a provider told apart become one again.
        op.execute(
            "UPDATE kept_cast SET person_id = (SELECT MIN(same.id) FROM kept_people same "
            "JOIN kept_people own ON own.name = same.name AND own.native_name = same.native_name "
            "WHERE own.id = kept_cast.person_id)"
        )
        op.execute(
            "INSERT INTO people (id, name, native_name) "
            "SELECT MIN(id), name, native_name FROM kept_people GROUP BY name, native_name"
        )
    op.execute(
        "INSERT INTO cast_members (drama_id, position, person_id, role) "
        "SELECT drama_id, position, person_id, role FROM kept_cast"
    )
    op.drop_table("kept_cast")
    op.drop_table("kept_people")
    if connection.dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('people', 'id'), "
            "COALESCE((SELECT MAX(id) FROM people), 0) + 1, false)"
        )
