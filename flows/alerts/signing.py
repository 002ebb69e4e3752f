"""Signs what a webhook gets, by the Standard Webhooks scheme: v1, HMAC-SHA256 over id, time of the attempt and body.

Pure. The id is the alert's key, so a receiver that drops ids which it has seen drops repeats. A secret may hold two
keys, a new and an old one with a space between, while a receiver changes over: both sign.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime

ID = "webhook-id"
TIMESTAMP = "webhook-timestamp"
SIGNATURE = "webhook-signature"

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64  # bytes of a key, by the scheme


def keys_of(secret: str) -> tuple[bytes, ...]:
    """Return the keys that a secret holds; each is whsec_ and the base64 of 24 to 64 bytes.

    Raises:
        ValueError: it holds something else; the message does not show it.
    """
    keys = tuple(_key(word) for word in secret.split())
    if not keys:
        message = "it holds no key"
        raise ValueError(message)
    return keys


def signed(alert_key: str, body: bytes, keys: tuple[bytes, ...], at: datetime) -> Mapping[str, str]:
    """Return the three headers that go with `body`, for an attempt made `at` that time."""
    second = str(int(at.timestamp()))
    said = b".".join((alert_key.encode(), second.encode(), body))
    signatures = (b64encode(hmac.digest(key, said, "sha256")).decode() for key in keys)
    return {ID: alert_key, TIMESTAMP: second, SIGNATURE: " ".join(f"v1,{signature}" for signature in signatures)}


def _key(word: str) -> bytes:
    try:
        key = b64decode(word.removeprefix(_PREFIX), validate=True)
    except ValueError:
        key = b""
    if not word.startswith(_PREFIX) or not _SHORTEST <= len(key) <= _LONGEST:
        message = f"a key is {_PREFIX} and the base64 of {_SHORTEST} to {_LONGEST} random bytes"
        raise ValueError(message)
    return key
