"""A public archive is asked to keep the pages of alerts; whatever it answers, the alerts go out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows.errors import ConfigError
from flows.proof.links import TRIES, keep_elsewhere, links_of
from flows.proof.settings import ArchiveSettings
from flows.watching.loading import load_watch
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    MONDAY,
    SEOUL,
    Desk,
    Newsstand,
    open_stand,
    page_url,
    watch_of,
)

LATER = MONDAY + 2 * HOUR


class Keeper(HTTPServer):
    """A public archive; `status` and `told` are its answer, `asked` what came in."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.told = 302, "/web/20250127/{}"
        self.asked: list[str] = []

    @property
    def settings(self) -> ArchiveSettings:
        return ArchiveSettings(url=f"http://127.0.0.1:{self.server_port}/save/", private=True)


class _Handler(BaseHTTPRequestHandler):
    server: Keeper

    def do_GET(self) -> None:
        wanted = self.path.removeprefix("/save/")
        self.server.asked.append(wanted)
        self.send_response(self.server.status)
        if self.server.told:
            self.send_header("Location", self.server.told.format(wanted))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@contextmanager
def keeper() -> Iterator[Keeper]:
    with Keeper() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        yield running


def edited(stand: Newsstand, home: Path, settings: ArchiveSettings | None) -> Desk:
    """Return a desk that has told of one edited figure."""
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    desk = Desk(watch=replace(watch_of(COURIER), archive=settings), home=home, stand=stand)
    desk.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    desk.collect(LATER)
    return desk


def links(desk: Desk) -> list[tuple[str | None, str | None]]:
    (alert,) = desk.alerts()
    return [(link.link, link.error) for link in links_of(desk.home, str(alert["key"]))]


def test_the_page_of_an_alert_is_kept_once_and_its_link_stored(stand: Newsstand, tmp_path: Path) -> None:
    with keeper() as archive:
        desk = edited(stand, tmp_path / "home", archive.settings)
        desk.collect(LATER + HOUR)
        assert archive.asked == [page_url(COURIER, "toll")]
        ((link, error),) = links(desk)
        assert link == f"http://127.0.0.1:{archive.server_port}/web/20250127/{page_url(COURIER, 'toll')}"
        assert error is None


@pytest.mark.parametrize(("status", "told"), [(500, ""), (200, ""), (302, "javascript:alert(1)")])
def test_an_archive_that_does_not_keep_it_is_asked_again_and_then_left_alone(
    stand: Newsstand, tmp_path: Path, status: int, told: str
) -> None:
    with keeper() as archive:
        archive.status, archive.told = status, told
        desk = edited(stand, tmp_path / "home", archive.settings)
        for hours in range(1, 6):
            desk.collect(LATER + hours * HOUR)
        assert len(archive.asked) == TRIES
        ((link, error),) = links(desk)
        assert (link, bool(error)) == (None, True)
    assert len(desk.sent()) == 1


def test_an_archive_that_is_not_there_holds_no_alert_back(stand: Newsstand, tmp_path: Path) -> None:
    with keeper() as archive:
        settings = archive.settings
    desk = edited(stand, tmp_path / "home", settings)
    assert len(desk.sent()) == 1
    assert links(desk)[0][0] is None


def test_an_archive_in_our_own_network_is_not_asked_unless_it_is_named_private(
    stand: Newsstand, tmp_path: Path
) -> None:
    with keeper() as archive:
        desk = edited(stand, tmp_path / "home", replace(archive.settings, private=False))
        assert archive.asked == []
    assert "private = true" in str(links(desk)[0][1])


def test_without_an_archive_nobody_is_asked(stand: Newsstand, tmp_path: Path) -> None:
    desk = edited(stand, tmp_path / "home", None)
    assert links(desk) == []
    assert keep_elsewhere(desk.collect(LATER + HOUR).run, None) == ()


def test_an_archive_asked_in_clear_is_a_mistake_of_the_watch(tmp_path: Path) -> None:
    folder = tmp_path / "night-desk"
    folder.mkdir()
    (folder / "watch.toml").write_text(
        'id = "night-desk"\ntitle = "The night desk"\ntime_zone = "UTC"\nstory = "north-korea-in-russia"\n'
        '[archive]\nurl = "http://archive.example/save/"\n'
    )
    with pytest.raises(ConfigError, match="https://"):
        load_watch(str(folder))
