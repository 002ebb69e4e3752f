"""Asks the model's endpoint one question. The only file of this room that speaks HTTP.

No redirect is followed, and without `private` no socket is opened to an address that is not public, whatever the name
resolves to (`flows.destinations`). Errors name what happened, never the key or what the server wrote.
"""

from dataclasses import dataclass

import aiohttp

from flows.destinations import is_refused, session
from flows.outlets.network import user_agent
from flows.proposals.prompt import content_of
from flows.proposals.settings import ModelSettings

_CHUNK = 65_536
_CONNECT_S = 10.0
_OK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a question got no usable answer: `kind` is that of the issue, `text` what to do about it."""

    kind: str
    text: str


async def ask(settings: ModelSettings, key: str, question: bytes, timeout_s: float) -> str | Fault:
    """Return what the model wrote, or why there is nothing; never raises for a fault of network or server."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": user_agent(),
        **({"Authorization": f"Bearer {key}"} if key else {}),
    }
    try:
        async with (
            session(private=settings.private, total_s=timeout_s, connect_s=_CONNECT_S) as way,
            way.post(
                f"{settings.url}/chat/completions", data=question, headers=headers, allow_redirects=False
            ) as reply,
        ):
            return await _content(reply, settings.reply_bytes)
    except TimeoutError:
        return Fault(kind="model_timeout", text=f"the model did not answer within {timeout_s:.1f} s")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        if is_refused(error):
            text = "the model's host is not a public address: write `private = true` under [model] if that is meant"
            return Fault(kind="model_refused", text=text)
        return Fault(kind="model_unreachable", text=f"the model could not be reached ({type(error).__name__})")


async def _content(reply: aiohttp.ClientResponse, cap: int) -> str | Fault:
    if reply.status != _OK:
        return Fault(kind="model_status", text=f"the model answered {reply.status}; is address, key and name right?")
    if reply.headers.get("Content-Encoding", "identity") != "identity":
        return Fault(kind="model_malformed", text="the model's reply is compressed, which was not asked for")
    body = await _body(reply, cap)
    if body is None:
        return Fault(kind="model_too_large", text=f"the model's reply is larger than {cap:,} bytes")
    content = content_of(body)
    if content is None:
        return Fault(kind="model_malformed", text="the model's reply is no chat completion in JSON")
    return content


async def _body(reply: aiohttp.ClientResponse, cap: int) -> bytes | None:
    """The body, or None as soon as it proves larger than the cap."""
    if reply.content_length is not None and reply.content_length > cap:
        return None
    chunks: list[bytes] = []
    size = 0
    async for chunk in reply.content.iter_chunked(_CHUNK):
        size += len(chunk)
        if size > cap:
            return None
        chunks.append(chunk)
    return b"".join(chunks)
