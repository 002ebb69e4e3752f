import pytest

from extractors.captions import carries_figure
from tests.extractors.test_pages import PROSE, article_of, html

COUNT = "Nearly 11,000 crates wait on the quay. Photo: Ada Brook"
SCENE = "The old harbour on 10 October 2024 at 14:05. Photo: Ada Brook"


@pytest.mark.parametrize(
    "text",
    [
        "Nearly 11,000 crates",
        "Fast 11.000 Kisten",
        "Près de 11 000 caisses",
        "Около 11 000 ящиков",
        "2000 Kisten",
        "330 crates",
        "5 million crates",
        "около 12 тыс. ящиков",
        "unos 12 mil barcos",
        "約1万2000箱",
        "大约3万个箱子",
        "약 11000개의 상자",
        "(+1,3 %)",
        "an 11,000-strong crew",
        "2024年10月，3万人",
        "Oct. 10, 2024: 340 ships",
        "2024-10-18, 14:05: some 5 million crates",
    ],
)
def test_a_caption_with_a_count_carries_a_figure(text: str) -> None:
    assert carries_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "10 October 2024",
        "Oct. 10, 2024, 14:05",
        "18.10.2024",
        "2024-10-18",
        "2024-10-18, 14:05: the 20-year-old million seller",
        "18 октября 2024 года",
        "2024年10月18日",
        "10월 18일",
        "an 8-year-old",
        "a 20-year sentence",
        "MiG-29 and F16",
        "Су-34",
        "VH-92A",
        "the 40. Geburtstag",
        "1of4",
        "No figure",
    ],
)
def test_a_day_a_year_a_time_and_a_model_are_no_figures(text: str) -> None:
    assert not carries_figure(text)


def figure(caption: str, inside: str = "<img src='a.jpg'>") -> str:
    return f"<figure>{inside}<figcaption>{caption}</figcaption></figure>"


def page(*blocks: str) -> str:
    return html(prose=PROSE).replace(f"<p>{PROSE[1]}</p>", f"<p>{PROSE[1]}</p>{''.join(blocks)}")


def paragraphs_of(source: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(article_of(source, known=known).text.split("\n\n"))


def test_a_caption_that_carries_a_figure_stands_behind_the_text_and_any_other_nowhere() -> None:
    assert paragraphs_of(page(figure(SCENE), figure(COUNT))) == (*PROSE, COUNT)
    assert paragraphs_of(page(figure(SCENE), f"<div class='pic'><div>{figure(COUNT)}</div></div>")) == (*PROSE, COUNT)


def test_a_caption_said_twice_is_told_once() -> None:
    assert paragraphs_of(page(figure(COUNT), figure(COUNT, inside=figure(COUNT)))) == (*PROSE, COUNT)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(f"<a href='/b'>{figure(COUNT)}</a>", id="in a link"),
        pytest.param(figure(f"<a href='/b'>{COUNT}</a>"), id="a link itself"),
        pytest.param(f"<div class='related'>{figure(COUNT)}</div>", id="in a box of related articles"),
        pytest.param(f"<article>{figure(COUNT)}</article>", id="in the teaser of another article"),
        pytest.param(figure(COUNT + " and more" * 200), id="a text of its own"),
    ],
)
def test_a_caption_of_something_else_is_not_the_articles(block: str) -> None:
    assert paragraphs_of(page(block)) == PROSE


def test_another_picture_changes_no_other_line_and_another_figure_changes_the_caption() -> None:
    before = paragraphs_of(page(figure(SCENE), figure(COUNT)))
    assert paragraphs_of(page(figure("Ada Brook in Oslo"), figure(COUNT)), known=before) == before
    assert paragraphs_of(page(figure(COUNT.replace("11", "12"))), known=before) == (*PROSE, COUNT.replace("11", "12"))
    assert paragraphs_of(page(), known=before) == PROSE


ROWS = ("<th>Day</th><th>Left</th>", "<td>Monday</td><td>340</td>", "<td>Friday</td><td>12,000</td>")
TABLE = f"<table>{''.join(f'<tr>{row}</tr>' for row in ROWS)}</table>"
TOLD = ("Day | Left", "Monday | 340", "Friday | 12,000")


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(TABLE, id="bare"),
        pytest.param(f"<figure>{TABLE}</figure>", id="in a figure"),
        pytest.param(f"<div class='scroll'><div>{TABLE}</div></div>", id="in boxes"),
    ],
)
def test_a_table_of_figures_is_kept_in_its_place_whatever_is_around_it(block: str) -> None:
    assert paragraphs_of(page(block)) == (*PROSE[:2], *TOLD, *PROSE[2:])
    edited = paragraphs_of(page(block.replace("340", "430")), known=(*PROSE[:2], *TOLD, *PROSE[2:]))
    assert edited == (*PROSE[:2], "Day | Left", "Monday | 430", "Friday | 12,000", *PROSE[2:])


def test_a_table_in_a_figure_that_tells_no_figures_is_furniture() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>Oslo</td></tr>" for name in ("Ada", "Cody", "Line"))
    assert paragraphs_of(page(f"<figure><table>{rows}</table></figure>")) == PROSE
