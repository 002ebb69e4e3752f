"""Secrets of outlets that are kept in Prefect: read when a run begins, and never part of what is said."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prefect.blocks.system import Secret
from pydantic import SecretStr

from flows.collect import _blocks
from flows.collection.here import plan_run
from flows.collection.runs import Run, new_run
from flows.errors import ConfigError
from flows.keepers import Keeper
from flows.outlets.asking import Asking, CookieSetting
from flows.watching.known import find_watch

pytestmark = [
    pytest.mark.flow,
    pytest.mark.usefixtures("prefect_backend"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
COOKIE = "reader=8c1f"


def run_that_names(block: str, home: Path) -> Run:
    asking = Asking(cookies=(CookieSetting(host="harbour-post.example", kept=Keeper(name=block, is_block=True)),))
    watch = replace(find_watch("north-korea-in-russia"), asking=asking, delivery=())
    return new_run(watch, home, datetime(2025, 1, 27, 8, tzinfo=UTC))


def test_a_cookie_kept_in_prefect_is_in_the_terms_of_a_run_and_in_no_repr(tmp_path: Path) -> None:
    async def whole() -> dict[str, str]:
        await Secret(value=SecretStr(COOKIE)).asave("harbour-cookie")
        return await _blocks(run_that_names("harbour-cookie", tmp_path))

    plan = plan_run(run_that_names("harbour-cookie", tmp_path), (), asyncio.run(whole()))
    assert plan.terms.cookies == {"harbour-post.example": COOKIE}
    assert COOKIE not in repr(plan)


def test_a_secret_that_prefect_has_not_ends_the_run_before_it_begins(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no Secret nobodys-cookie"):
        asyncio.run(_blocks(run_that_names("nobodys-cookie", tmp_path)))
