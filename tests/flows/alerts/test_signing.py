"""Signatures of webhooks: the Standard Webhooks scheme, and the example of the docs that checks them."""

import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.alerts.signing import ID, SIGNATURE, TIMESTAMP, keys_of, signed

DOCS = Path(__file__).parents[3] / "docs" / "alerts.md"
AT = datetime(2025, 1, 28, 12, 0, 0, 400_000, tzinfo=UTC)
OLD = f"whsec_{b64encode(b'o' * 24).decode()}"
NEW = f"whsec_{b64encode(b'n' * 64).decode()}"
BODY = b'{"headline":"a. b"}'


def verify(headers: dict[str, str], body: bytes, secret: str, now: datetime) -> bool:
    """Run the example of docs/alerts.md, as a reader would copy it."""
    (example,) = re.findall(r"```python\n(.*?def verify\(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)
    return bool(names["verify"](headers, body, secret, now.timestamp()))


def test_a_known_message_has_the_signature_that_anybody_computes() -> None:
    """The expected value comes from `openssl dgst -sha256 -mac HMAC -macopt hexkey:6f... -binary | base64`."""
    headers = signed("abc", BODY, keys_of(OLD), AT)
    assert headers == {
        ID: "abc",
        TIMESTAMP: "1738065600",
        SIGNATURE: "v1,mXSTotGlkYkSJfYFFtGUUTYxEsdxosAk31UGf7MRuIU=",
    }


def test_the_example_of_the_docs_accepts_what_we_sign_and_nothing_else() -> None:
    headers = dict(signed("abc", BODY, keys_of(OLD), AT))
    assert verify(headers, BODY, OLD, AT)
    assert not verify(headers, BODY + b" ", OLD, AT)
    assert not verify({**headers, ID: "abd"}, BODY, OLD, AT)
    assert not verify({**headers, TIMESTAMP: "1738065601"}, BODY, OLD, AT)
    assert not verify(headers, BODY, NEW, AT)
    assert not verify(headers, BODY, OLD, AT + timedelta(minutes=6))


def test_while_a_key_is_changed_both_receivers_accept() -> None:
    headers = dict(signed("abc", BODY, keys_of(f"{NEW} {OLD}"), AT))
    assert verify(headers, BODY, OLD, AT)
    assert verify(headers, BODY, NEW, AT)


@pytest.mark.parametrize(
    "secret",
    ["", "hush", b64encode(b"k" * 32).decode(), "whsec_hush", f"whsec_{b64encode(b'k' * 23).decode()}", f"{OLD} hush"],
)
def test_what_is_no_key_is_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(ValueError, match=r"it holds no key|a key is whsec_") as told:
        keys_of(secret)
    assert "hush" not in str(told.value)
