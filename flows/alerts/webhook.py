"""Posts one alert to a webhook that the operator configured."""

import json
from datetime import datetime

from flows.alerts.signing import ID, signed
from flows.destinations import send
from flows.records import Record
from flows.report.safety import clean

KEY_HEADER = "Claimwatch-Alert-Key"
"""Carries the alert's stable key as `webhook-id` does, for receivers that knew it before that."""

_MARKUP = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}  # the same letters to a reader of JSON


def post(url: str, payload: Record, *, at: datetime, private: bool = False, keys: tuple[bytes, ...] = ()) -> str | None:
    """Post an alert as JSON; return None if the receiver took it (2xx), else why not, without the secret address.

    Args:
        url: of the receiver.
        payload: the alert, with its `key`.
        at: when the attempt is made.
        private: whether the receiver may be at an address that is not public.
        keys: what the message is signed with; without any it is not signed.
    """
    key, body = str(payload["key"]), _body(payload)
    signature = signed(key, body, keys, at) if keys else {ID: key}
    headers = {"Content-Type": "application/json; charset=utf-8", **signature, KEY_HEADER: key}
    return send(url, name="webhook", private=private, body=body, headers=headers)


def _body(payload: Record) -> bytes:
    """Return the JSON of an alert; no outlet's words in it can steer a terminal or open a tag where it is pasted."""
    lines = payload.get("lines")
    said: Record = {
        "headline": clean(str(payload.get("headline", ""))),
        "lines": [clean(str(line)) for line in lines] if isinstance(lines, list) else [],
    }
    text = json.dumps({**payload, **said}, ensure_ascii=False, sort_keys=True)
    return text.translate(_MARKUP).encode("utf-8", "replace")
