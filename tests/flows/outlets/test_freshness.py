"""For how long a feed asks to be left alone."""

from datetime import UTC, datetime

import pytest
from multidict import CIMultiDict

from flows.outlets.freshness import CAP_S, fresh_s, longer, ttl_s

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
IN_AN_HOUR = "Mon, 04 Nov 2024 10:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="nothing said"),
        pytest.param({"Cache-Control": "public, max-age=900"}, 900.0, id="max-age"),
        pytest.param({"cache-control": 'MAX-AGE="600" , private'}, 600.0, id="quoted, in capitals"),
        pytest.param({"Cache-Control": "max-age=900", "Age": "300"}, 600.0, id="spent in a shared cache"),
        pytest.param({"Cache-Control": "max-age=900", "Age": "9000"}, 0.0, id="stale already"),
        pytest.param({"Cache-Control": "max-age=900", "Age": "soon"}, 900.0, id="an age that is no number"),
        pytest.param({"Cache-Control": "s-maxage=900"}, None, id="meant for shared caches"),
        pytest.param({"Cache-Control": "no-cache, max-age=900"}, 0.0, id="no-cache wins"),
        pytest.param({"Cache-Control": "max-age=316000"}, CAP_S, id="88 hours are capped"),
        pytest.param({"Cache-Control": "max-age=" + "9" * 400}, CAP_S, id="absurd"),
        pytest.param({"Cache-Control": "max-age=-5"}, None, id="negative"),
        pytest.param({"Cache-Control": "max-age=٩٠٠"}, None, id="digits that are not ASCII"),
        pytest.param({"Cache-Control": "max-age"}, None, id="without a number"),
        pytest.param({"Cache-Control": ",,;=\0" * 90_000}, None, id="nonsense, and much of it"),
        pytest.param({"Expires": IN_AN_HOUR}, 3_600.0, id="expires, by our clock"),
        pytest.param({"Expires": IN_AN_HOUR, "Date": "Mon, 04 Nov 2024 09:50:00 GMT"}, 600.0, id="by the server's"),
        pytest.param({"Expires": "0"}, 0.0, id="expires, unreadable"),
        pytest.param({"Expires": "Mon, 04 Nov 1024 10:00:00 GMT"}, 0.0, id="past"),
        pytest.param({"Expires": "Mon, 04 Nov 9999 10:00:00 GMT"}, CAP_S, id="never"),
        pytest.param({"Expires": IN_AN_HOUR, "Cache-Control": "max-age=60"}, 60.0, id="max-age wins over expires"),
        pytest.param({"Expires": IN_AN_HOUR, "Cache-Control": "public"}, 3_600.0, id="no max-age to win"),
    ],
)
def test_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert fresh_s(CIMultiDict(headers), NOW) == seconds


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        pytest.param(b"<rss><channel><ttl>30</ttl><item/></channel></rss>", 1_800.0, id="minutes"),
        pytest.param(b"<channel><TTL>\n 15 \n</TTL>", 900.0, id="in capitals, with blanks"),
        pytest.param(b"<channel><ttl>100000</ttl>", CAP_S, id="capped"),
        pytest.param(b"<channel><ttl>soon</ttl>", None, id="no number"),
        pytest.param(b"<channel><item><ttl>30</ttl></item>", None, id="of an item"),
        pytest.param(b"<feed/>", None, id="atom has none"),
        pytest.param(b"<ttl>" + b" " * 5_000_000, None, id="endless blanks"),
    ],
)
def test_ttl(body: bytes, seconds: float | None) -> None:
    assert ttl_s(body) == seconds


def test_the_longest_word_holds() -> None:
    assert longer(None, 60.0, 900.0) == 900.0
    assert longer(None, None) is None
