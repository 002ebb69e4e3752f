"""docs/automation.yaml: Prefect takes the examples, and they go off for our events and no others."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from prefect.events.schemas.automations import AutomationCore
from prefect.server.events.schemas.automations import EventTrigger
from prefect.server.events.schemas.events import ReceivedEvent, Resource
from prefect.server.utilities.user_templates import render_user_template
from pydantic import BaseModel

from flows.alerts.verdicts import Finding
from flows.operating.tracking import EVENT, resource_of
from tests.flows.alerts.test_reported import AFTER, BEFORE, an_alert

FILE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "docs" / "automation.yaml").read_text("utf-8")
)["automations"]
EDITS = FILE[0]
AT = datetime(2025, 1, 28, 12, tzinfo=UTC)
SILENT = replace(an_alert(BEFORE, AFTER), watch="north-korea-in-russia")


def strangers(told: dict[str, Any], model: BaseModel) -> set[str]:
    return set(told) - set(type(model).model_fields)


def event_of(alert: Any) -> ReceivedEvent:
    return ReceivedEvent(
        occurred=AT, event=EVENT, resource=Resource(resource_of(alert)), payload=alert.payload(), id=uuid4()
    )


@pytest.mark.parametrize("told", FILE, ids=[told["name"] for told in FILE])
def test_prefect_knows_every_key_of_an_automation(told: dict[str, Any]) -> None:
    automation = AutomationCore.model_validate(told)
    assert not strangers(told, automation)
    assert not strangers(told["trigger"], automation.trigger)
    for action, read in zip(told["actions"], automation.actions, strict=True):
        assert not strangers(action, read)


@pytest.mark.parametrize(
    ("alert", "goes_off"),
    [
        (SILENT, True),
        (replace(SILENT, finding=Finding.TAKEDOWN), True),
        (replace(SILENT, finding=Finding.OPEN_EDIT), False),
        (replace(SILENT, severity="normal"), False),
        (replace(SILENT, watch="river-flood"), False),
    ],
    ids=["silent edit", "takedown", "open edit", "not high", "another watch"],
)
def test_an_automation_goes_off_for_what_it_names(alert: Any, goes_off: bool) -> None:
    assert EventTrigger.model_validate(EDITS["trigger"]).covers(event_of(alert)) is goes_off


def test_the_notification_tells_headline_reason_and_link() -> None:
    async def rendered(text: str) -> str:
        return await render_user_template(text, {"event": event_of(SILENT)})

    (action,) = EDITS["actions"]
    subject, body = (asyncio.run(rendered(action[key])) for key in ("subject", "body"))
    assert subject == SILENT.headline
    assert SILENT.why in body
    assert SILENT.after is not None
    assert body.endswith(SILENT.after.url)


def test_an_event_carries_the_whole_alert_and_labels_that_are_texts() -> None:
    labels = resource_of(SILENT)
    assert all(isinstance(value, str) for value in labels.values())
    assert json.dumps(SILENT.payload())
    assert resource_of(replace(SILENT, before=None, after=None))["claimwatch.url"] == ""
