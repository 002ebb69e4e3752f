"""What several rooms' tests share: a temporary Prefect for those that ask for it, and never the user's own.

Prefect reads its settings when it is first imported, so they are put in place here, before any test is.
"""

import atexit
import os
import sys
import tempfile
from collections.abc import Iterator

import pytest

os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="claimwatch-prefect-")
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"
for name in ("PREFECT_API_URL", "PREFECT_PROFILE", "CLAIMWATCH_HOME"):
    os.environ.pop(name, None)


_exit_codes: list[int] = []


def pytest_sessionfinish(exitstatus: int) -> None:
    _exit_codes.append(exitstatus)


@atexit.register  # registered first, so it runs last
def _leave() -> None:
    """End the process before the interpreter is taken down: duckdb's bindings print pages of "leaks" there."""
    if _exit_codes:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(_exit_codes[-1])


@pytest.fixture(scope="session")
def prefect_backend() -> Iterator[None]:
    """One temporary Prefect server for all flow tests: it takes half a minute to come up, so ask only if needed."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    from prefect.testing.utilities import prefect_test_harness

    with (
        prefect_test_harness(server_startup_timeout=180),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield
