"""`feed`: what a feed gives, from a file or the loopback press, for a person and for a program."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.coverage.server import PressServer
from flows.outlets.network import loopback, use_network
from tests.flows.console.conftest import Claimwatch
from tests.flows.press import MORNING, OUTLETS, press_of

FEED = """<rss version="2.0"><channel><title>Harbour Post</title>
<item><title>North Korean soldiers seen in Kursk</title><link>https://harbour-post.example/1</link>
<pubDate>Mon, 04 Nov 2024 18:00:00 KST</pubDate></item>
<item><title>Ferry is \x1b[31mlate</title><link>https://harbour-post.example/2</link>
<pubDate>on Monday</pubDate></item>
<item><title>Ice</title><link>https://harbour-post.example/3</link></item></channel></rss>"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, "utf-8")
    return path


@pytest.fixture
def feed_url(tmp_path: Path) -> Iterator[str]:
    press = press_of(tmp_path / "press")
    with PressServer(press, at=MORNING) as running, use_network(loopback(running.port, press.hosts)):
        yield f"http://{press.title(OUTLETS[0]).outlet.host}/feed.xml"


def test_a_person_sees_each_date_as_read_and_as_written(claimwatch: Claimwatch, file: Path) -> None:
    ended = claimwatch("feed", file)
    assert ended.exit_code == 0
    assert ended.stdout.splitlines() == [
        "* North Korean soldiers seen in Kursk",
        "    2024-11-04 09:00 UTC, written as 'Mon, 04 Nov 2024 18:00:00 KST'",
        "    https://harbour-post.example/1",
        "  Ferry is [31mlate",
        "    date unknown, written as 'on Monday'",
        "    https://harbour-post.example/2",
        "  Ice",
        "    no date",
        "    https://harbour-post.example/3",
        "3 in the feed, 1 on the story (*)",
    ]


def test_a_program_gets_the_same_with_what_is_on_topic(claimwatch: Claimwatch, file: Path) -> None:
    said = json.loads(claimwatch("feed", file, "--json").stdout)
    assert (said["state"], said["error"]) == ("ok", None)
    assert [entry["on_topic"] for entry in said["entries"]] == [True, False, False]
    assert [entry["published"] for entry in said["entries"]] == ["2024-11-04T09:00:00Z", None, None]


def test_a_living_feed_is_asked_and_its_cost_told(claimwatch: Claimwatch, feed_url: str) -> None:
    ended = claimwatch("feed", feed_url)
    assert ended.exit_code == 0
    assert ended.stdout.splitlines()[-1].startswith("asking again: ETag")


def test_a_feed_on_this_machine_is_refused(claimwatch: Claimwatch) -> None:
    ended = claimwatch("feed", "http://127.0.0.1:9/feed.xml")
    assert ended.exit_code == 1
    assert ended.stdout.startswith("unreadable: ")
    assert "not a public address" in ended.stdout


def test_many_feeds_are_answered_in_order(claimwatch: Claimwatch, file: Path, tmp_path: Path) -> None:
    bodies = {"page": b"<!doctype html><html><p>Welcome</p></html>", "nothing": b"", "none": b"<rss><channel/></rss>"}
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    asked = [{"id": path.name, "path": str(path)} for path in (file, *(tmp_path / name for name in bodies))]
    ended = claimwatch("feed", "--jsonl", given="\n".join(json.dumps(record) for record in asked))
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [(answer["id"], answer["state"], len(answer["entries"])) for answer in answers] == [
        ("feed.xml", "ok", 3),
        ("page", "not_a_feed", 0),
        ("nothing", "empty", 0),
        ("none", "empty", 0),
    ]
    assert answers[0]["entries"][0] == {
        "url": "https://harbour-post.example/1",
        "title": "North Korean soldiers seen in Kursk",
        "published": "2024-11-04T09:00:00Z",
        "updated": None,
        "summary": "",
    }


def test_a_file_that_is_not_there_costs_its_line_alone(claimwatch: Claimwatch, file: Path) -> None:
    asked = [{"id": 1, "path": "missing.xml"}, {"id": 2, "path": str(file)}]
    ended = claimwatch("feed", "--jsonl", given="\n".join(json.dumps(record) for record in asked))
    first, second = (json.loads(line) for line in ended.stdout.splitlines())
    assert ended.exit_code == 3
    assert "no such file" in first["error"]
    assert second["state"] == "ok"


def test_a_watch_is_written_as_a_list_and_a_list_as_tables(claimwatch: Claimwatch, tmp_path: Path) -> None:
    written = claimwatch("opml")
    assert written.exit_code == 0
    (tmp_path / "papers.opml").write_text(written.stdout, "utf-8")
    tables = claimwatch("opml", tmp_path / "papers.opml").stdout
    assert tables.count("[[feed]]") == written.stdout.count("xmlUrl=")


def test_a_file_that_is_no_list_fails_with_a_word_on_what_to_do(claimwatch: Claimwatch, file: Path) -> None:
    ended = claimwatch("opml", file)
    assert ended.exit_code == 1
    assert "export the feeds of your reader" in ended.stderr
