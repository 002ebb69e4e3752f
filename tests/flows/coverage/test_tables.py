from pathlib import Path

import pytest

from flows.coverage.tables import Key, PressError, check, read_toml, shown

KEYS = {"name": Key(str), "age": Key(int, default=3), "tags": Key(str, many=True, default=()), "on": Key(bool, False)}


def test_defaults_fill_what_is_left_out() -> None:
    assert check({"name": "x"}, KEYS, "f") == {"name": "x", "age": 3, "tags": (), "on": False}


@pytest.mark.parametrize(
    ("values", "key", "message"),
    [
        pytest.param({"name": "x", "nmae": 1}, "p.nmae", "not known", id="unknown"),
        pytest.param({}, "p.name", "missing", id="missing"),
        pytest.param({"name": 4}, "p.name", "must be str", id="wrong-type"),
        pytest.param({"name": "x", "age": True}, "p.age", "must be int", id="bool-is-no-int"),
        pytest.param({"name": "x", "tags": "a"}, "p.tags", "must be a list", id="no-list"),
        pytest.param({"name": "x", "tags": ["a", 1]}, "p.tags", "must be str", id="wrong-item"),
    ],
)
def test_a_fault_names_file_and_key(values: dict[str, object], key: str, message: str) -> None:
    with pytest.raises(PressError, match=message) as caught:
        check(values, KEYS, "some/file.toml", "p.")
    assert (caught.value.file, caught.value.key) == ("some/file.toml", key)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("a = ", "utf-8")
    with pytest.raises(PressError, match="cannot be read") as caught:
        read_toml(path)
    assert caught.value.file == shown(path)
