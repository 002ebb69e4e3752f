from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.stamps import read_stamp

NINE = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 04 Nov 2024 09:00:00 GMT",
        "Mon, 04 Nov 2024 18:00:00 +0900",
        "Mon, 04 Nov 2024 18:00:00 KST",
        "Mon, 04 Nov 2024 18:00:00 JST",
        "Mon, 04 Nov 2024 12:00:00 MSK",
        "4 Nov 2024 04:00 EST",
        "Mon Nov 4 18:00:00 KST 2024",
        "월, 04 11월 2024 18:00:00 +0900",
        "lun., 04 nov. 2024 10:00:00 +0100",
        "Mo, 04 November 2024 10:00:00 +0100",
        "Пн, 04 ноя 2024 12:00:00 +0300",
        "Пн, 04 лист 2024 11:00:00 +0200",
        "2024-11-04T09:00:00Z",
        "2024-11-04T18:00:00+09:00",
        "2024-11-04T09:00:00.000Z",
        "2024-11-04 18:00:00 KST",
        "2024-11-04 18:00:00 +0900",
        "Mon, 04 Nov 2024 18:00:00 +0900 (KST)",
    ],
)
def test_a_stamp_with_a_zone_is_an_instant(text: str) -> None:
    assert read_stamp(text) == NINE


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "2024-11-04",
        "2024-11-04T09:00:00",
        "2024-11-04 18:00:00",
        "2024년 11월 4일 18:00",
        "Mon, 04 Nov 2024 09:00:00",
        "Mon, 04 Nov 2024 17:00:00 CST",
        "Mon, 04 Nov 2024 09:00:00 XYZ",
        "Mon, 34 Nov 2024 09:00:00 GMT",
        "Mon, 04 Foo 2024 09:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "yesterday",
        "2024-11-04T09:00:00+99:00",
        "9" * 500,
    ],
)
def test_a_stamp_that_is_not_sure_is_unknown(text: str | None) -> None:
    assert read_stamp(text) is None


@pytest.mark.parametrize(
    ("month", "word"),
    list(enumerate(["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
                    "novembre", "décembre"], 1))
    + list(enumerate(["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
                      "noviembre", "diciembre"], 1))
    + list(enumerate(["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                      "November", "Dezember"], 1))
    + list(enumerate(["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
                      "ноября", "декабря"], 1))
    + list(enumerate(["січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня",
                      "жовтня", "листопада", "грудня"], 1))
    + list(enumerate(["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
                      "ottobre", "novembre", "dicembre"], 1)),
)  # fmt: skip
def test_months_are_read_in_the_languages_of_the_watch(month: int, word: str) -> None:
    assert read_stamp(f"04 {word} 2023 09:00:00 +0000") == datetime(2023, month, 4, 9, tzinfo=UTC)


def test_a_stamp_from_the_future_is_a_mistake() -> None:
    assert read_stamp("Wed, 06 Nov 2024 09:00:00 GMT", seen_at=NINE) is None
    assert read_stamp("Mon, 04 Nov 2024 10:00:00 GMT", seen_at=NINE) is not None


@given(st.text(max_size=90))
def test_any_text_is_read_or_unknown(text: str) -> None:
    stamp = read_stamp(text)
    assert stamp is None or stamp.tzinfo is UTC
