"""Answers in files and on a terminal: exact where a program reads, harmless where another program acts."""

import csv
import io
import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from warehouse import export
from warehouse.errors import WarehouseError
from warehouse.query import Result


def answer(columns: dict[str, list], *, is_cut: bool = False) -> Result:
    table = pa.table(columns)
    return Result(
        columns=tuple(table.column_names),
        types=tuple("X" for _ in columns),
        table=table,
        is_cut=is_cut,
    )


def written(write, result: Result) -> str:
    out = io.StringIO(newline="")
    write(result, out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("=1", "'=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("12 = 12", "12 = 12"),
        ("a@b", "a@b"),
        ("", ""),
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
    ],
)
def test_csv_cell_that_would_be_a_formula_is_a_text(cell, shown):
    text = written(export.write_csv, answer({"cell": [cell, "end"]}))
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [[shown] if shown else [""], ["end"]]


def test_csv_header_is_harmless_too():
    assert written(export.write_csv, answer({"=x": [1]})) == "'=x\r\n1\r\n"


def test_csv_leaves_numbers_and_instants_alone():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    result = answer({"n": [-5], "f": [-0.5], "b": [True], "none": [None], "at": [at], "l": [["a", "b"]]})
    assert written(export.write_csv, result).splitlines()[1] == (
        '-5,-0.5,true,,2026-03-01T00:00:00+00:00,"[""a"", ""b""]"'
    )


def test_json_is_exact_and_reads_back():
    result = answer({"text": ["=1 北\x1b"], "n": [1.5], "nan": [float("nan")], "l": [[1, None]]})
    assert json.loads(written(export.write_json, result)) == [
        {"text": "=1 北\x1b", "n": 1.5, "nan": None, "l": [1, None]}
    ]
    assert json.loads(written(export.write_jsonl, result))["text"] == "=1 北\x1b"


def test_columns_of_one_name_are_told_apart():
    assert export.unique_names(["a", "a", "a_2", "b", "a"]) == ("a", "a_2", "a_2_2", "b", "a_3")


def test_parquet_reads_back_with_its_types(tmp_path):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    path = tmp_path / "out.parquet"
    export.write_parquet(answer({"n": [1, None], "at": [at, at], "l": [["a"], []]}), path)
    assert pq.read_table(path).to_pylist() == [
        {"n": 1, "at": at, "l": ["a"]},
        {"n": None, "at": at, "l": []},
    ]


def test_parquet_into_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WarehouseError, match="can not be written"):
        export.write_parquet(answer({"n": [1]}), tmp_path / "no" / "out.parquet")


def test_table_lines_up_wide_letters_and_numbers():
    result = answer({"who": ["北朝鮮", "Seoul"], "n": [5, 1200]})
    assert written(export.write_table, result).splitlines() == [
        "who        n",
        "------  ----",
        "北朝鮮     5",
        "Seoul   1200",
        "2 rows",
    ]


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\n", "\r", "\x9b", "\u202e", "\u2028", "\x00"])
def test_table_shows_control_and_direction_marks_as_escapes(char):
    text = written(export.write_table, answer({"cell": [f"a{char}b"]}))
    assert char not in text.splitlines()[2]
    assert len(text.split("\n")) == 5


def test_long_cell_is_cut_and_says_so():
    text = written(export.write_table, answer({"cell": ["word " * 100]}, is_cut=True))
    assert text.splitlines()[2].endswith("…")
    assert max(map(len, text.splitlines())) == 60
    assert text.endswith("1 row, cut: there are more\n")


def test_answer_without_rows_still_shows_its_columns():
    result = answer({"n": pa.array([], pa.int64())})
    assert written(export.write_table, result) == "n\n-\n0 rows\n"
    assert written(export.write_csv, result) == "n\r\n"
    assert json.loads(written(export.write_json, result)) == []
