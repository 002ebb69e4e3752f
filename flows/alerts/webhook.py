"""Posts one alert to a webhook that the operator configured. The only file of this room that speaks HTTP."""

import asyncio
import json

import aiohttp

from flows.destinations import is_refused, session
from flows.outlets.network import user_agent
from flows.records import Record

KEY_HEADER = "Claimwatch-Alert-Key"
"""Carries the alert's stable key: equal for every repeat of one alert, so that a receiver can drop repeats."""

TOTAL_S = 15.0
CONNECT_S = 10.0


def post(url: str, payload: Record, *, private: bool = False) -> str | None:
    """Post an alert as JSON; return None if the receiver took it (2xx), else why not, without the secret address.

    Args:
        url: of the receiver.
        payload: the alert, with its `key`.
        private: whether the receiver may be at an address that is not public.
    """
    return asyncio.run(_post(url, payload, private=private))


async def _post(url: str, payload: Record, *, private: bool) -> str | None:
    body = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Accept-Encoding": "identity",
        "User-Agent": user_agent(),
        KEY_HEADER: str(payload["key"]),
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
