import pytest

from bot.cli.problems import StartError, explain
from bot.cli.trying import run_try
from bot.settings import Settings


async def test_without_the_extra_the_way_to_get_it_is_said(monkeypatch):
    monkeypatch.setattr("bot.cli.trying.find_spec", lambda name: None)
    settings = Settings(_env_file=None)
    with pytest.raises(StartError) as refused:
        await run_try(settings, data=None, port=0, open_browser=False, say=print)
    assert "--extra try" in str(explain(refused.value))
    assert "DISCORD_TOKEN" in str(explain(refused.value))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("sqlite:///daebak.db", "sqlite+aiosqlite:///daebak.db"),
        ("postgres://a:b@host/name", "postgresql+asyncpg://a:b@host/name"),
        ("postgresql://a:b@host/name", "postgresql+asyncpg://a:b@host/name"),
        ("", "sqlite+aiosqlite:///daebak.db"),
    ],
)
def test_the_short_forms_of_a_database_are_understood(given, kept):
    assert Settings(_env_file=None, database_url=given).database_url == kept


def test_shards_are_numbers_between_commas():
    assert Settings(_env_file=None, shard_ids="0, 3,4").shard_ids == (0, 3, 4)


def test_where_the_data_is_is_said_without_the_password():
    label = Settings(_env_file=None, database_url="postgresql://a:secret@host/x").database_label
    assert "host/x" in label
    assert "secret" not in label


def test_a_bug_of_ours_is_not_dressed_up_as_an_operators_mistake():
    assert explain(RuntimeError("ours")) is None
