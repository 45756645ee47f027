from dataclasses import replace
from datetime import datetime, UTC
import asyncio
import pytest
from sqlalchemy.exc import OperationalError
from bot.domain.dramas import CastMember, DramaFacts, Source
from tests.support.shows import show_of, BEYOND_EVIL

async def test_become(services):
    a = replace(BEYOND_EVIL, title="First", native_title=None, cast=(CastMember("Kim X", "", "가"),))
    await services.catalogue.save("first", a, Source.SEED)
    await services.shows.take_in(show_of(replace(BEYOND_EVIL, title="Second", native_title=None, cast=(CastMember("Kim X","", "나", ref="tvmaze:1"),)), "1"))
    both = replace(a, cast=(CastMember("Kim X", "r1", "나", ref="tvmaze:1"), CastMember("Kim X", "r2", "가")))
    await services.catalogue.save("first", both, Source.SEED)

async def test_ids_reused(services):
    from bot.domain.actors import Actor
    one = await services.suggestions.suggest(Actor(5, 7), None, {"title": "A"})
    await services.suggestions.withdraw(5, one.id)
    two = await services.suggestions.suggest(Actor(6, 7), None, {"title": "B"})
    assert one.id != two.id
