"""prefect.yaml: Prefect ignores a key that it does not know, so every key is held against its own models here."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect.cli.deploy._models import (
    ConcurrencyLimitSpec,
    DeploymentConfig,
    PrefectYamlModel,
    RawScheduleConfig,
    WorkPoolConfig,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.flows import load_flow_from_entrypoint
from prefect.settings import Settings
from pydantic import BaseModel

from flows.operating import processes
from flows.operating.recovery import POOL, TAG
from flows.operating.serving import deployments
from flows.watching.loading import load_watch

ROOT = Path(__file__).parents[3]
FILE: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
ALL: list[dict[str, Any]] = FILE["deployments"]
each_deployment = pytest.mark.parametrize("told", ALL, ids=[f"{told['entrypoint']}-{told['name']}" for told in ALL])

NOT_PREFECTS = {"definitions"}
"""Where the anchors live; Prefect passes over it."""


def known(model: type[BaseModel]) -> set[str]:
    return {name for key, field in model.model_fields.items() for name in (key, field.alias) if name}


def strangers(told: Mapping[str, Any], model: type[BaseModel]) -> set[str]:
    return set(told) - known(model)


def test_a_misspelt_key_would_be_found() -> None:
    assert strangers({"name": "x", "concurency_limit": 1}, DeploymentConfig) == {"concurency_limit"}


def test_every_key_of_the_file_is_prefects() -> None:
    assert strangers(FILE, PrefectYamlModel) == NOT_PREFECTS
    PrefectYamlModel.model_validate(FILE)


@each_deployment
def test_every_key_of_a_deployment_is_prefects(told: dict[str, Any]) -> None:
    assert not strangers(told, DeploymentConfig)
    assert not strangers(told["work_pool"], WorkPoolConfig)
    assert not strangers(told["concurrency_limit"], ConcurrencyLimitSpec)
    assert all(not strangers(schedule, RawScheduleConfig) for schedule in told["schedules"])


@each_deployment
def test_an_entrypoint_is_a_module_that_loads_and_takes_its_parameters(told: dict[str, Any]) -> None:
    assert ":" not in told["entrypoint"], "a file's path would put flows/ first on sys.path"
    flow = load_flow_from_entrypoint(told["entrypoint"])
    assert flow.validate_parameters(told["parameters"])["watch"] == told["parameters"]["watch"]
    assert load_watch(told["parameters"]["watch"]).feeds


@each_deployment
def test_a_deployment_is_ours_to_recover_and_runs_in_our_pool(told: dict[str, Any]) -> None:
    assert TAG in told["tags"]
    assert told["work_pool"]["name"] == POOL


@each_deployment
def test_schedules_have_a_time_zone_and_a_slug_by_which_a_new_deploy_finds_them(told: dict[str, Any]) -> None:
    for schedule in told["schedules"]:
        assert ZoneInfo(schedule["timezone"])
        assert schedule["slug"]


def test_collect_runs_on_an_interval_one_at_a_time_and_drops_a_collision() -> None:
    (told,) = [told for told in ALL if told["entrypoint"] == "flows.collect.collect" and told["schedules"]]
    limit = ConcurrencyLimitConfig.model_validate(told["concurrency_limit"])
    assert (limit.limit, limit.collision_strategy.value) == (1, "CANCEL_NEW")
    assert [schedule["interval"] for schedule in told["schedules"]] == [900]


def test_an_ad_hoc_run_that_meets_another_waits() -> None:
    (told,) = [told for told in ALL if told["name"] == "ad-hoc"]
    assert told["concurrency_limit"]["collision_strategy"] == "ENQUEUE"
    assert told["schedules"] == []


def test_what_is_served_is_what_is_deployed() -> None:
    """The file in the package is the checkout's, and nothing of it is lost on the way to `claimwatch serve`."""
    served = {(one.entrypoint, one.name): one for one in deployments()}
    assert list(served) == [(told["entrypoint"], told["name"]) for told in ALL]
    for told in ALL:
        one = served[told["entrypoint"], told["name"]]
        assert one.parameters == told["parameters"]
        assert one.concurrency_limit == told["concurrency_limit"]["limit"]
        assert one.concurrency_options is not None
        assert one.concurrency_options.collision_strategy.value == told["concurrency_limit"]["collision_strategy"]
        rhythms = [str(item.get("interval", item.get("cron"))) for item in told["schedules"]]
        zones = [item["timezone"] for item in told["schedules"]]
        schedules = [item.schedule for item in one.schedules or ()]
        assert [rhythm(schedule) for schedule in schedules] == rhythms
        assert [schedule.timezone for schedule in schedules] == zones


def rhythm(schedule: Any) -> str:
    interval = getattr(schedule, "interval", None)
    return str(int(interval.total_seconds())) if interval else str(schedule.cron)


def test_the_settings_of_the_checkout_are_those_that_are_given_to_processes() -> None:
    """[tool.prefect] is read in a checkout's folder only; elsewhere the environment has to say the same."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["prefect"]
    given = {name: value for name, value in processes.SETTINGS.items() if name.startswith("PREFECT_")}
    assert {f"PREFECT_{key.upper()}": as_text(value) for key, value in flat(told)} == given


def flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    rows = []
    for key, value in table.items():
        rows += flat(value, f"{before}{key}_") if isinstance(value, dict) else [(f"{before}{key}", value)]
    return rows


def as_text(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_prefect_knows_every_setting_that_processes_are_given() -> None:
    known_names = environment_names(Settings)
    assert {name for name in processes.SETTINGS if name.startswith("PREFECT_")} <= known_names


def environment_names(model: type[BaseModel], before: str = "PREFECT_") -> set[str]:
    names: set[str] = set()
    for key, field in model.model_fields.items():
        inner = [kind for kind in (field.annotation, *get_args(field.annotation)) if isinstance(kind, type)]
        nested = [kind for kind in inner if issubclass(kind, BaseModel)]
        for kind in nested:
            names |= environment_names(kind, f"{before}{key.upper()}_")
        if not nested:
            names.add(f"{before}{key.upper()}")
    return names


def test_the_server_can_be_imported() -> None:
    """It cannot with a later FastAPI than pyproject.toml allows."""
    import prefect.server.api.server as server

    assert server.create_app
