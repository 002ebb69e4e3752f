"""When a figure holds: the month that its clause names without a year."""

from datetime import UTC, datetime

import pytest

from extractors.values import Article
from tests.extractors.reading.asking import READER

DATES = {
    "planned for a month to come": ("en", "By December 10,000 North Korean soldiers are to be sent.", 10, "2024-12"),
    "planned for next year": ("en", "In January 5,000 North Korean soldiers are to be sent.", 11, "2025-01"),
    "planned in German": ("de", "Bis Dezember sollen 10.000 nordkoreanische Soldaten eintreffen.", 10, "2024-12"),
    "planned in Russian": ("ru", "К декабрю прибудут 10 тысяч северокорейских солдат.", 10, "2024-12"),
    "held likely in Korean": ("ko", "국정원은 12월까지 북한군 1만여 명이 파병될 것으로 전망했다.", 10, "2024-12"),
    "happened": ("en", "Of the North Korean soldiers 300 were killed in August, it said.", 10, "2024-08"),
    "happened last year": ("en", "Of the North Korean soldiers 300 were killed in August, it said.", 2, "2023-08"),
    "happened beside a plan": ("en", "Pyongyang sent 3,000 North Korean soldiers for a December parade.", 10, None),
}


@pytest.mark.parametrize(("language", "text", "month", "expected"), DATES.values(), ids=DATES)
def test_month_without_a_year_is_the_last_one_or_that_of_the_plan(
    language: str, text: str, month: int, expected: str | None
) -> None:
    published = datetime(2024, month, 24, tzinfo=UTC)
    article = Article(
        url="https://example.org/a", outlet="example", language=language, title="", text=text, published_at=published
    )
    assert [claim.as_of for claim in READER.read(article).claims if claim.low is not None] == [expected]
