"""An endpoint on loopback that speaks the chat interface and answers what the test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from flows.proposals.settings import ModelSettings

Item = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What comes back; `endless` goes on sending for as long as anybody reads, `never` keeps silent."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    is_endless: bool = False
    is_never: bool = False


def said(content: object) -> Reply:
    """Return a well-formed completion whose content is this text, or this value as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return Reply(body=json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


def proposals(*items: Item) -> Reply:
    return said({"proposals": list(items)})


def item(quote: str, number_text: str = "", metric: str = "killed", kind: str = "figure", **more: object) -> Item:
    return {"quote": quote, "number_text": number_text, "metric": metric, "kind": kind, **more}


class Stub(ThreadingHTTPServer):
    """`answer` gets the article as the model is shown it; `asked` are the requests, `keys` their Authorization."""

    daemon_threads = True
    block_on_close = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer: Callable[[dict[str, str]], Reply] = lambda _article: proposals()
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.count_sent = 0
        self.closing = threading.Event()

    def settings(self, **more: Any) -> ModelSettings:
        given: dict[str, Any] = {"url": f"http://127.0.0.1:{self.server_port}/v1", "model": "small", "private": True}
        return ModelSettings(**(given | more))


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, **asked})
        self.server.keys.append(self.headers["Authorization"])
        reply = self.server.answer(json.loads(asked["messages"][1]["content"]))
        if reply.is_never:
            self.server.closing.wait()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if not reply.is_endless:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        with suppress(ConnectionError):
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.wfile.write(reply.body)
        while reply.is_endless and self.server.count_sent < 50_000_000:
            self.server.count_sent += self.wfile.write(b" " * 65_536)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@contextmanager
def open_stub() -> Iterator[Stub]:
    """A stub for the length of the block."""
    with Stub() as stub:
        thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stub
        finally:
            stub.closing.set()
            stub.shutdown()
            thread.join()
