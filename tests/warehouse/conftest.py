"""A home with an open warehouse, for tests that look at tables rather than at files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.connect import Connection, writer


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def con(home: Path) -> Iterator[Connection]:
    with writer(home) as opened:
        yield opened
