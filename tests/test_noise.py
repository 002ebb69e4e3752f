"""The benchmark of noise, on a few of its pages: noise alerts nobody, and every edited figure becomes a version."""

import random

import pytest

from benchmarks.noise import KINDS, Sheet, edited_figures, measure, sheets

PAGES = 30


@pytest.fixture(scope="module")
def pages() -> list[Sheet]:
    return list(sheets(PAGES))


def test_noise_never_alerts_and_an_edited_figure_is_always_a_version() -> None:
    found = measure(PAGES)
    assert {name: tally.alerts for name, tally in found.items() if name in KINDS} == dict.fromkeys(KINDS, 0)
    assert all(found[name].count == PAGES for name in KINDS)
    edits = found["edited figures"]
    assert edits.count > PAGES
    assert edits.versions == edits.count
    assert edits.alerts > 0


def test_the_pages_are_three_hundred_different_ones() -> None:
    assert len({sheet.html() for sheet in sheets(300)}) == 300


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_noise_changes_the_page_but_no_paragraph_of_the_article(kind: str, pages: list[Sheet]) -> None:
    for sheet in pages[:5]:
        html = KINDS[kind](sheet, random.Random(kind))
        assert html != sheet.html()
        seen = "".join(html.split())
        for mark in "\u00ad\u200b\u200e\u2060\u00a0":
            seen = seen.replace(mark, "")
        if "<br>" not in html:
            assert "".join(sheet.view.revision.paragraphs[0].split())[:20].replace("'", "&#x27;") in seen


def test_an_edit_changes_one_sign(pages: list[Sheet]) -> None:
    sheet = next(one for one in pages if list(edited_figures(one)))
    edited = next(edited_figures(sheet))
    assert sum(one != other for one, other in zip(sheet.html(), edited, strict=True)) == 1
