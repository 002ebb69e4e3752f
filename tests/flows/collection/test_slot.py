"""One collection of a watch at a time, and who is told what."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from flows.collection.runs import Run, new_run, watch_folder
from flows.collection.slot import LOCK, slot
from flows.errors import BusyError
from tests.flows.collection.newsstand import MONDAY, watch_of


def a_run(home: Path, watch: str = "desk") -> Run:
    return new_run(replace(watch_of(), id=watch), home, MONDAY)


def test_a_second_run_is_told_which_run_is_at_work(tmp_path: Path) -> None:
    first, second = a_run(tmp_path), a_run(tmp_path)
    with slot(first), pytest.raises(BusyError) as caught, slot(second):
        pass
    said = str(caught.value)
    assert first.run_id in said
    assert str(os.getpid()) in said
    assert "since 2025-01-27T08:00:00Z" in said
    assert "wait until it has ended" in said


def test_the_slot_is_free_after_the_run_however_it_ended(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), slot(a_run(tmp_path)):
        _ = 1 / 0
    later = a_run(tmp_path)
    with slot(later):
        held = json.loads((watch_folder(tmp_path, "desk") / LOCK).read_text())
    assert held["run"] == later.run_id


def test_another_watch_of_the_same_home_has_a_slot_of_its_own(tmp_path: Path) -> None:
    with slot(a_run(tmp_path)), slot(a_run(tmp_path, "other")):
        assert {path.parent.name for path in tmp_path.glob(f"watches/*/{LOCK}")} == {"desk", "other"}


def test_who_waits_gets_the_slot_when_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holding = slot(a_run(tmp_path))
    holding.__enter__()
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        holding.__exit__(None, None, None)

    monkeypatch.setattr("flows.collection.slot.time.sleep", pause)
    with slot(a_run(tmp_path), wait_s=60):
        assert len(pauses) == 1


def test_a_holder_that_is_just_signing_is_another_run(tmp_path: Path) -> None:
    with slot(a_run(tmp_path)):
        (watch_folder(tmp_path, "desk") / LOCK).write_text("{")
        with pytest.raises(BusyError, match="another run is still at work"), slot(a_run(tmp_path)):
            pass
