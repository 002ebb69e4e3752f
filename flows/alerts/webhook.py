"""Posts one alert to a webhook that the operator configured. The only file of this room that speaks HTTP."""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime

import aiohttp

from flows.alerts.signing import ID, signed
from flows.destinations import is_refused, session
from flows.outlets.network import user_agent
from flows.records import Record
from flows.report.safety import clean

KEY_HEADER = "Claimwatch-Alert-Key"
"""Carries the alert's stable key as `webhook-id` does, for receivers that knew it before that."""

_MARKUP = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}  # the same letters to a reader of JSON

TOTAL_S = 15.0
CONNECT_S = 10.0


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
    return asyncio.run(_post(url, body, {**signature, KEY_HEADER: key}, private=private))


async def _post(url: str, body: bytes, more: Mapping[str, str], *, private: bool) -> str | None:
    headers = {
        **more,
        "Content-Type": "application/json; charset=utf-8",
        "Accept-Encoding": "identity",
        "User-Agent": user_agent(),
    }
    try:
        async with (
            session(private=private, total_s=TOTAL_S, connect_s=CONNECT_S) as way,
            way.post(url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            return None if 200 <= answer.status < 300 else f"the webhook answered {answer.status}"
    except TimeoutError:
        return f"the webhook did not answer within {TOTAL_S:.0f} s"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        if is_refused(error):
            return "the webhook's host is not a public address: write `private = true` beside it if that is meant"
        return f"the webhook could not be reached ({type(error).__name__})"


def _body(payload: Record) -> bytes:
    """Return the JSON of an alert; no outlet's words in it can steer a terminal or open a tag where it is pasted."""
    lines = payload.get("lines")
    said: Record = {
        "headline": clean(str(payload.get("headline", ""))),
        "lines": [clean(str(line)) for line in lines] if isinstance(lines, list) else [],
    }
    text = json.dumps({**payload, **said}, ensure_ascii=False, sort_keys=True)
    return text.translate(_MARKUP).encode("utf-8", "replace")
