"""Raw pages: kept once, whole, and checked when read."""

import gzip
import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse.errors import Corrupt, NotFound, WarehouseError
from warehouse.raw import keep_page, kept_pages, read_page

PAGE = "<p>Вода над причалом, 물, 水</p>".encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.binary(max_size=5000))
def test_page_comes_back_as_it_was_kept(home, body):
    assert read_page(home, keep_page(home, body)) == body


def test_page_is_named_by_its_hash_and_kept_once(home):
    digest = keep_page(home, PAGE)
    assert digest == hashlib.sha256(PAGE).hexdigest() == keep_page(home, PAGE)
    assert [d for d, _ in kept_pages(home)] == [digest]
    assert (home / "raw" / digest[:2] / f"{digest}.gz").is_file()


def test_unknown_page_is_not_found(home):
    with pytest.raises(NotFound):
        read_page(home, "0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63 + "/"])
def test_name_that_is_no_hash_never_becomes_a_path(home, name):
    with pytest.raises(NotFound):
        read_page(home, name)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda packed: packed[:-9], id="cut"),
        pytest.param(lambda packed: b"nothing packed", id="overwritten"),
        pytest.param(lambda packed: gzip.compress(b"another page"), id="swapped"),
        pytest.param(lambda packed: packed[:12] + b"\xff\xff" + packed[14:], id="flipped"),
    ],
)
def test_damaged_page_is_told(home, damage):
    digest = keep_page(home, PAGE)
    path = home / "raw" / digest[:2] / f"{digest}.gz"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(Corrupt):
        read_page(home, digest)


def test_failed_write_leaves_nothing_behind(home, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("warehouse.raw.os.fsync", full)
    with pytest.raises(WarehouseError, match="No space left"):
        keep_page(home, PAGE)
    assert [p for p in home.rglob("*") if p.is_file()] == []
