import pytest
from selectolax.lexbor import LexborHTMLParser

from extractors.anchors import anchored, is_stamp_line
from extractors.blocks import without_asides
from tests.extractors.test_pages import PROSE, article_of, html

NEWSLETTER = "<div class='{name}'><h3>Our letter</h3><p>Every Friday the best of the harbour in your inbox.</p></div>"
READ_MORE = '<p>Read also: <a href="/b">The bridge at the old harbour is closed until the spring</a></p>'


def texts_of(body: str, known: tuple[str, ...] = PROSE) -> tuple[str, ...]:
    return anchored(without_asides(LexborHTMLParser(f"<html><body>{body}</body></html>")), known).paragraphs


def page(*blocks: str, around: str = "") -> str:
    return f"<main>{around}<div class='body'>{''.join(blocks)}</div>{around}</main>"


def paragraphs(*texts: str) -> list[str]:
    return [f"<p>{text}</p>" for text in texts or PROSE]


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(NEWSLETTER.format(name="newsletter-box"), id="box with a telling class"),
        pytest.param(NEWSLETTER.format(name="x7f2"), id="box with a class that says nothing"),
        pytest.param(READ_MORE, id="line of links"),
        pytest.param("<p class='meta'>Updated 14:03</p>", id="stamp line"),
        pytest.param("<div class='slot'>Advertisement</div>", id="ad"),
        pytest.param("<div>Three minutes ago</div>", id="relative time"),
    ],
)
def test_a_box_between_the_paragraphs_is_not_the_articles(box: str) -> None:
    first, *rest = paragraphs()
    assert texts_of(page(first, box, *rest, box)) == PROSE


def test_what_stands_around_the_article_moves_nothing() -> None:
    teasers = "".join(f"<div><h3>Teaser {number}</h3><p>{PROSE[0][:60]} and more.</p></div>" for number in range(50))
    assert texts_of(page(*paragraphs(), around=f"<section>{teasers}</section>")) == PROSE


@pytest.mark.parametrize(
    "after",
    [
        pytest.param((PROSE[0], PROSE[1].replace("soup", "bread"), *PROSE[2:]), id="a word"),
        pytest.param((*PROSE[:2], PROSE[2].replace("340", "430"), *PROSE[3:]), id="a figure"),
        pytest.param((*PROSE[:3], "Nobody was hurt.", *PROSE[3:]), id="a paragraph more"),
        pytest.param(PROSE[1:], id="a paragraph less"),
        pytest.param(
            (*PROSE, "The mayor of the old town wants to know by Friday why nobody had been warned."), id="end"
        ),
    ],
)
def test_edits_are_seen(after: tuple[str, ...]) -> None:
    assert texts_of(page(*paragraphs(*after))) == after


def piece(name: str, *texts: str) -> str:
    return f"<div class='row'><div class='{name}'>{''.join(paragraphs(*texts))}</div></div>"


def test_an_article_served_in_pieces_is_read_whole_where_one_of_them_is_known() -> None:
    ad = "<div class='slot'><p>Advertisement</p></div>"
    body = (
        f"<article>{piece('text', *PROSE[:2])}{ad}{piece('text', *PROSE[2:4])}{ad}{piece('text', PROSE[4])}</article>"
    )
    assert texts_of(body, PROSE[:2]) == PROSE
    assert texts_of(body, PROSE) == PROSE


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<article>{piece('a', PROSE[0])}{piece('b', PROSE[1])}</article>", id="another name"),
        pytest.param(f"<article>{piece('', PROSE[0])}{piece('', PROSE[1])}</article>", id="no name"),
        pytest.param(
            f"<article>{piece('a', PROSE[0])}</article><article>{piece('a', PROSE[1])}</article>", id="next article"
        ),
        pytest.param(f"{piece('a', PROSE[0])}<h1>The bridge</h1>{piece('a', PROSE[1])}", id="next headline"),
    ],
)
def test_what_is_no_piece_of_the_article_stays_away(body: str) -> None:
    assert texts_of(body, PROSE[:1]) == PROSE[:1]


def test_a_name_that_the_articles_own_paragraphs_bear_tells_nothing() -> None:
    marked = [f"<p class='paywall'>{text}</p>" for text in PROSE]
    assert texts_of(page(*marked), PROSE[:3]) == PROSE
    assert texts_of(page(*paragraphs(), "<p class='paywall'>Read on for a crown a month.</p>"), PROSE[:3]) == PROSE


def test_a_lead_above_the_body_and_a_list_within_are_kept() -> None:
    lead, *rest = PROSE
    body = f"<header><p>{lead}</p></header>" + page(*paragraphs(*rest), "<ul><li>First ship: noon</li></ul>")
    assert texts_of(body.replace("header", "section")) == (*PROSE, "First ship: noon")


def test_paragraphs_set_apart_by_line_breaks_alone_are_paragraphs() -> None:
    assert texts_of(f"<div>{'<br><br>'.join(PROSE)}</div><div>Advertisement</div>") == PROSE


def test_a_row_of_a_table_is_a_paragraph_whose_cells_stay_apart() -> None:
    rows = ("<th>Day</th><th>Left</th>", "<td>Monday</td><td>1</td> <td><b>340</b> left</td>")
    table = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    assert texts_of(page(*paragraphs(), table)) == (*PROSE, "Day | Left", "Monday | 1 | 340 left")


def test_a_byline_and_a_counter_beside_the_body_are_no_lead() -> None:
    byline, counter = "By Cody Marsh and Ada Brook, staff writers", "349 comments, 52221 readers"
    body = f"<div>{byline}</div>{page(*paragraphs())}<div>{counter}</div>"
    assert texts_of(body, (byline, *PROSE, counter)) == PROSE


def test_bare_lines_around_a_short_article_do_not_widen_its_element() -> None:
    around = (
        "Cody Marsh 349 comments",
        "Most read",
        "Ice creams at half price, only at the old harbour",
        "Further news",
    )
    lines = "".join(f"<div>{line}</div>" for line in around)
    body = f"<div>{lines}<div class='body'>{'<br><br>'.join(PROSE[:2])}</div></div>"
    assert texts_of(body, (*around, *PROSE[:2])) == PROSE[:2]


def test_a_heading_with_nothing_under_it_is_not_the_articles() -> None:
    assert texts_of(page("<h2>At sea</h2>", *paragraphs(), "<h2>More on the topic</h2>")) == ("At sea", *PROSE)


def test_another_page_does_not_hold() -> None:
    tree = without_asides(LexborHTMLParser(f"<html><body><p>{PROSE[0]}</p><p>Sold out.</p></body></html>"))
    found = anchored(tree, PROSE)
    assert not found.holds
    assert found.coverage == pytest.approx(0.2, abs=0.05)
    assert not anchored(LexborHTMLParser(""), PROSE).holds
    assert not anchored(tree, ()).holds


def test_a_page_that_is_built_anew_is_read_as_if_unknown() -> None:
    known = ("Something else was here.", "And this as well, before the whole page was written anew.")
    assert article_of(html(), known=known) == article_of(html())


@pytest.mark.parametrize(
    "source",
    [
        html(),
        html(before=NEWSLETTER.format(name="a"), after=READ_MORE),
        html(prose=tuple(f"{text}<br>{text[::-1]}" for text in PROSE)),
        html(before="<p>Harbour news</p><h2>Ice</h2>", after="<ul><li>One ship</li><li>Two ships</li></ul>"),
        f"<html><body><div><h1>{PROSE[0]}</h1><div>By Ada Brook</div><div>{PROSE[1]}</div></div></body></html>",
        f"<html><body><table><tr><td>Menu</td><td>{'<br><br>'.join(PROSE)}</td></tr></table></body></html>",
    ],
)
def test_an_unchanged_page_gives_the_same_text_when_it_is_known(source: str) -> None:
    first = article_of(source)
    assert article_of(source, known=first.text.split("\n\n")) == first


@pytest.mark.parametrize(
    ("line", "is_stamp"),
    [
        ("Updated 14:03", True),
        ("Aktualisiert am 3. November 2024, 14:03 Uhr", True),
        ("更新 2024年11月3日 14:03", True),
        ("The ferry left at 14:03.", False),
        ("14:03 Explosion near the old harbour reported, three people hurt", False),
        ("Updated often", False),
        ("Oil 84.12", False),
    ],
)
def test_stamp_lines_are_told_by_a_clock_time_and_few_words(line: str, is_stamp: bool) -> None:
    assert is_stamp_line(line) == is_stamp
