"""What an error of aiohttp or of the system means, and how it is told."""

import socket

import aiohttp
from aiohttp import http_exceptions

from flows.outlets.answers import clean_header
from flows.outlets.fetched import Fault
from flows.outlets.guard import RefusedAddressError

TROUBLES = (aiohttp.ClientError, OSError, ValueError, http_exceptions.HttpProcessingError)
"""What a request may raise that is no fault of ours."""

_CUT_SHORT = (http_exceptions.ContentLengthError, http_exceptions.TransferEncodingError)


def _chain(error: BaseException) -> list[BaseException]:
    """An error with what caused it, outermost first."""
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in found:
        found.append(current)
        current = getattr(current, "os_error", None) or current.__cause__ or current.__context__
    return found


def fault_of(error: BaseException) -> Fault:
    """What an error of a request means."""
    chain = _chain(error)
    kinds: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Fault], ...] = (
        ((RefusedAddressError, aiohttp.InvalidURL), Fault.REFUSED),
        ((aiohttp.ClientConnectorDNSError, socket.gaierror), Fault.DNS),
        ((aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError), Fault.PROXY),
        (aiohttp.ClientSSLError, Fault.TLS),
        (http_exceptions.ContentEncodingError, Fault.ENCODING),
        (_CUT_SHORT, Fault.CONNECTION),
        ((aiohttp.ClientResponseError, http_exceptions.HttpProcessingError), Fault.PROTOCOL),
        ((aiohttp.ClientError, OSError), Fault.CONNECTION),
    )
    for kind, fault in kinds:
        if any(isinstance(cause, kind) for cause in chain):
            return fault
    return Fault.PROTOCOL


def words_for(fault: Fault, host: str, error: BaseException) -> str:
    """The error for a person. Nothing of a proxy's error is repeated: its address may hold a password."""
    detail = clean_header(str(_chain(error)[-1]))[:200]
    match fault:
        case Fault.REFUSED:
            return f"refused by the guard: {detail}"
        case Fault.DNS:
            return f"the name {host} is not known ({detail}); is the network up?"
        case Fault.PROXY:
            return f"the proxy could not be reached or did not connect us to {host}"
        case Fault.TLS:
            return f"no safe connection to {host}: {detail}"
        case Fault.ENCODING:
            return f"the body of {host} cannot be decompressed: {detail}"
        case Fault.CONNECTION:
            return f"the connection to {host} failed: {detail}"
        case _:
            return f"{host} gave no proper answer: {detail}"
