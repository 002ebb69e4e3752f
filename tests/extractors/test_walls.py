from importlib.resources import files

import pytest

from extractors.walls import WallsError, read_walls, weight

SHIPPED = (files("extractors") / "walls.toml").read_text(encoding="utf-8")


def test_every_kind_of_wall_has_marks() -> None:
    for kind, marks in read_walls(SHIPPED).items():
        assert marks.markup or marks.paths or marks.titles, kind
        assert marks.words, kind


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[login]", "[signin]", "tables"),
        ("paths = [", "path = [", "keys"),
        ('words = [\n  "log in to read"', 'words = [\n  7, "log in to read"', "login.words"),
        ("markup = []", 'markup = "x"', "login.markup"),
    ],
    ids=["unknown-table", "unknown-key", "wrong-type", "no-list"],
)
def test_a_fault_in_the_file_is_named(before: str, after: str, told: str) -> None:
    assert before in SHIPPED
    with pytest.raises(WallsError, match=told):
        read_walls(SHIPPED.replace(before, after, 1))


def test_a_dense_script_says_more_with_fewer_letters() -> None:
    assert weight("軍は部隊が到着した") > weight("a" * 20)
    assert weight("army") == 4
