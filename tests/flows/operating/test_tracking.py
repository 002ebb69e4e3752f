"""What a run leaves behind in its log."""

import os
import subprocess
import sys
from uuid import UUID

import pytest

LATE = """
import atexit, os
atexit.register(lambda: os.write(2, b"said while the interpreter ends"))
import flows.operating.tracking
os.write(2, b"said by the run ")
"""


@pytest.mark.parametrize(
    ("more", "log"),
    [
        pytest.param({"PREFECT__FLOW_RUN_ID": str(UUID(int=1))}, "said by the run ", id="a process of one run"),
        pytest.param({}, "said by the run said while the interpreter ends", id="any other process"),
    ],
)
def test_the_log_of_a_run_ends_with_the_run(more: dict[str, str], log: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT__FLOW_RUN_ID"}
    ended = subprocess.run(
        [sys.executable, "-c", LATE], env=environment | more, capture_output=True, text=True, check=True, timeout=60
    )

    assert ended.stderr == log
