from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.coverage.layouts import LAYOUTS, template
from flows.coverage.pages import article_page, paragraphs_html, printed
from flows.coverage.press import Press, Title
from tests.flows.coverage.conftest import article_text, outlet_text, small_press, write

NOON = datetime(2025, 1, 28, 12, tzinfo=UTC)
EVENING = datetime(2025, 1, 28, 18, tzinfo=UTC)
END = datetime(2025, 1, 31, 18, tzinfo=UTC)


def page(title: Title, now: datetime = NOON, at: int = 0) -> str:
    article = title.articles[at]
    view = article.view(now)
    assert view is not None
    return article_page(title, article, view, now).decode(title.outlet.charset)


@pytest.mark.parametrize("structure", LAYOUTS)
def test_every_structure_shows_the_whole_article_once(tmp_path: Path, structure: str) -> None:
    (tmp_path / "en-trial").mkdir()
    text = outlet_text().replace('structure = "article"', f'structure = "{structure}"')
    write(tmp_path, {"en-trial/articles/first.toml": article_text()})
    title = small_press_from(tmp_path, text)
    tree = LexborHTMLParser(page(title))
    seen = " ".join((tree.body.text() if tree.body else "").split())
    for words in ("Ten sheep were seen.", "Where", "In a field, said the farmer.", "Out 27.01.2025 06:00"):
        assert words in seen
    assert seen.count("In a field, said the farmer.") == 1
    assert "Ten <sheep> seen" in seen
    assert "A. Nobody" in seen


def small_press_from(root: Path, outlet: str) -> Title:
    from flows.coverage.press import read_title

    write(root, {"en-trial/outlet.toml": outlet})
    return read_title(root / "en-trial")


def test_structures_differ_in_more_than_names() -> None:
    """The sequence of tags, ids and classes apart, is another one in each structure."""
    shapes = set()
    for structure in LAYOUTS:
        tree = LexborHTMLParser(template(structure).template)
        shapes.add(tuple(node.tag for node in tree.css("*")))
    assert len(shapes) == len(LAYOUTS) >= 12


def test_a_page_built_for_each_visit_changes_in_its_noise_alone(tmp_path: Path) -> None:
    title = small_press(tmp_path, etag="weak").titles[0]
    noon, evening = page(title), page(title, EVENING)
    assert noon != evening
    for text in (noon, evening):
        assert "<p>Ten sheep were seen.</p>" in text


def test_the_same_visit_gets_the_same_bytes(tmp_path: Path) -> None:
    title = small_press(tmp_path, etag="weak").titles[0]
    assert page(title) == page(title)


def test_markup_in_a_text_is_shown_not_run(tmp_path: Path) -> None:
    title = small_press(tmp_path, article=article_text().replace("Ten sheep", "<script>x</script>")).titles[0]
    assert "<script>x" not in page(title)
    assert "&lt;script&gt;x" in page(title)


def test_a_paywall_shows_its_notice_and_says_so_in_its_data(tmp_path: Path) -> None:
    free = page(small_press(tmp_path / "a").titles[0])
    paid = page(small_press(tmp_path / "b", article=article_text(traits="paywall = true")).titles[0])
    assert ('"isAccessibleForFree": true' in free, '"isAccessibleForFree": false' in paid) == (True, True)
    assert ("Pay to read on." in free, "Pay to read on." in paid) == (False, True)


def test_a_check_page_has_nothing_of_the_article(tmp_path: Path) -> None:
    more = '[[revision]]\nat = 2025-01-28T10:00:00Z\nnoise = "challenge"\nchallenge = true'
    text = page(small_press(tmp_path, article=article_text(more=more)).titles[0])
    assert "sheep" not in text
    assert "Checking that your browser" in text


def test_bytes_are_in_the_outlets_own_encoding(shipped: Press) -> None:
    title = shipped.title("ru-severnaya-hronika")
    view = title.articles[0].view(END)
    assert view is not None
    body = article_page(title, title.articles[0], view, END)
    assert view.revision.title in body.decode("windows-1251")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_a_date_is_printed_in_the_outlets_zone_with_its_month_names(shipped: Press) -> None:
    outlet = shipped.title("es-la-meseta").outlet
    assert printed(outlet, datetime(2025, 1, 31, 23, 30, tzinfo=UTC)) == "1 de febrero de 2025 - 00:30"


def test_subheadings_and_quotes_are_marked_up() -> None:
    assert paragraphs_html(("## A", "> B", "C"), "p") == ["<h2>A</h2>", "<blockquote><p>B</p></blockquote>", "<p>C</p>"]
    assert paragraphs_html(("## A", "> B", "C"), "br") == ["<b>A</b>", "B", "C"]
