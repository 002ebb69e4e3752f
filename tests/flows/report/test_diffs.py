"""Two texts side by side."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.report.diffs import Row, Text, excerpt, marked_text, paragraph_around, runs, side_by_side

OLD = "The front is quiet.\n\nOfficials counted about 1,000 dead in three months.\n\nMoscow has not answered."
NEW = "The front is quiet.\n\nOfficials counted about 1,500 dead in three months.\n\nMoscow has not answered."


def said(row: Row, side: str) -> str:
    return "".join(piece.text for piece in (row.before if side == "before" else row.after))


def changed(row: Row) -> tuple[str, str]:
    return (
        "".join(piece.text for piece in row.before if piece.is_changed),
        "".join(piece.text for piece in row.after if piece.is_changed),
    )


def test_an_edited_paragraph_stands_beside_its_old_self_with_only_the_figure_marked() -> None:
    rows = side_by_side(Text(text=OLD), Text(text=NEW))
    assert [row.is_same for row in rows] == [True, False, True]
    assert changed(rows[1]) == ("1,000", "1,500")


def test_the_figures_that_were_read_are_marked_on_both_sides() -> None:
    spans = ((OLD.index("about 1,000"), OLD.index(" dead")),)
    rows = side_by_side(Text(text=OLD, figures=spans), Text(text=NEW, figures=spans))
    quoted = ["".join(p.text for p in row.before + row.after if p.is_quoted) for row in rows]
    assert quoted == ["", "about 1,000about 1,500", ""]


def test_a_paragraph_that_was_inserted_has_no_partner_and_shifts_nobody() -> None:
    rows = side_by_side(Text(text=OLD), Text(text=NEW.replace("Moscow", "Kyiv confirmed nothing.\n\nMoscow")))
    assert [bool(row.before) for row in rows] == [True, True, False, True]
    assert all(row.after for row in rows)
    assert said(rows[2], "after") == "Kyiv confirmed nothing."


def test_a_rewritten_paragraph_is_one_gone_and_one_new() -> None:
    rows = side_by_side(Text(text="Rain fell over the town."), Text(text="Der Minister trat am Abend zurück!"))
    assert [(said(row, "before"), said(row, "after")) for row in rows] == [
        ("Rain fell over the town.", ""),
        ("", "Der Minister trat am Abend zurück!"),
    ]


def test_chinese_is_paired_without_spaces_between_words() -> None:
    (row,) = side_by_side(Text(text="约8000名朝鲜士兵仍在前线。"), Text(text="约1万名朝鲜士兵仍在前线。"))
    assert changed(row) == ("8000", "1万")


def test_only_what_differs_is_in_the_excerpt_and_what_does_not_is_folded() -> None:
    rows = side_by_side(Text(text=OLD), Text(text=NEW))
    assert [changed(row) for row in excerpt(rows, 5)] == [("1,000", "1,500")]
    assert [(is_same, len(found)) for is_same, found in runs(rows)] == [(True, 1), (False, 1), (True, 1)]


def test_the_paragraph_around_a_quote_is_whole() -> None:
    at = OLD.index("1,000")
    assert paragraph_around(OLD, at, at + 5) == "Officials counted about 1,000 dead in three months."
    assert paragraph_around(OLD, 0, 3) == "The front is quiet."


def test_a_text_alone_is_told_in_paragraphs_with_its_figures() -> None:
    first, _, _ = marked_text(Text(text=NEW, figures=((4, 9),)))
    assert [(piece.text, piece.is_quoted) for piece in first] == [
        ("The ", False),
        ("front", True),
        (" is quiet.", False),
    ]


WORDS = st.text(alphabet="ab 1\n", max_size=40)


@given(WORDS, WORDS)
def test_each_column_holds_every_paragraph_of_its_text_in_order(before: str, after: str) -> None:
    rows = side_by_side(Text(text=before), Text(text=after))
    for text, side in ((before, "before"), (after, "after")):
        assert [said(row, side) for row in rows if said(row, side)] == [p for p in text.split("\n") if p.strip()]
    assert all(row.before or row.after for row in rows)


@pytest.mark.parametrize("count", [60, 200, 2_000])
def test_a_long_list_of_edited_lines_stays_paired_line_by_line(count: int) -> None:
    before = "\n".join(f"Line {n} of the ledger holds {n} names" for n in range(count))
    rows = side_by_side(Text(text=before), Text(text=before.replace("names", "persons")))
    assert len(rows) == count


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x\n" * 20_000, "x\n" * 10_000 + "y\n" + "x\n" * 10_000, id="one line over and over"),
        pytest.param("a b " * 20_000, "a b " * 10_000 + "c " + "a b " * 10_000, id="one paragraph without end"),
    ],
)
def test_a_text_made_to_keep_the_comparison_busy_does_not(before: str, after: str) -> None:
    started = time.process_time()
    rows = side_by_side(Text(text=before), Text(text=after))
    assert any(not row.is_same for row in rows)
    assert time.process_time() - started < 5
