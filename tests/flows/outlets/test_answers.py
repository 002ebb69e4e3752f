from datetime import UTC, datetime

import pytest

from flows.outlets.answers import encoding_fault, retry_after_s

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
DAY = 86_400.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("30", 30.0),
        (" 0 ", 0.0),
        ("316800", DAY),
        ("9" * 400, DAY),
        ("Mon, 04 Nov 2024 09:01:30 GMT", 90.0),
        ("Mon, 04 Nov 2024 08:00:00 GMT", 0.0),
        ("Fri, 08 Nov 2024 01:00:00 GMT", DAY),
        ("-5", None),
        ("soon", None),
        ("٣٠", None),
        ("", None),
    ],
    ids=[
        "absent", "seconds", "zero", "88-hours", "absurd", "date", "past-date", "far-date",
        "negative", "words", "arabic-digits", "empty",
    ],
)  # fmt: skip
def test_retry_after_is_read_and_capped(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW, DAY) == seconds


@pytest.mark.parametrize("encodings", [[], ["gzip"], ["identity"], ["", "gzip"], ["utf-8"]])
def test_one_encoding_or_none_is_read(encodings: list[str]) -> None:
    assert encoding_fault(encodings) is None


@pytest.mark.parametrize("encodings", [["gzip, gzip"], ["gzip", "deflate"], ["br"], ["ZSTD"]])
def test_stacked_or_unasked_encodings_are_not(encodings: list[str]) -> None:
    assert encoding_fault(encodings) is not None
