"""`feed` and `extract`: what a feed and a page give, from a file or the loopback press, for a person and a program."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.coverage.server import PressServer
from flows.outlets.network import PUBLIC, loopback, use_network
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


PROSE = (
    "The last ferry of the season left the old harbour nine hours late on Monday, after ice had closed the bay twice.",
    "Passengers spent the night in the waiting hall, where volunteers brought soup, blankets and \x1b[31mtea.",
    "The harbour master said that 340 people were waiting in the morning, forty more than the ship may carry.",
)
LD = {"@type": "NewsArticle", "datePublished": "2024-11-04T18:00:00+09:00", "author": {"name": "Ada Brook"}}


def page_of(prose: tuple[str, ...] = PROSE) -> str:
    head = f'<title>Ferry late</title><script type="application/ld+json">{json.dumps(LD)}</script>'
    paragraphs = "".join(f"<p>{text}</p>" for text in prose)
    return f'<html lang="en-GB"><head>{head}</head><body><h1>Ferry late</h1><main>{paragraphs}</main></body></html>'


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(page_of(), "utf-8")
    return path


def test_a_person_sees_what_of_a_page_would_be_stored(claimwatch: Claimwatch, page: Path) -> None:
    ended = claimwatch("extract", page)
    assert ended.exit_code == 0
    lines = ended.stdout.splitlines()
    assert lines[:6] == [
        "Ferry late",
        "  published: 2024-11-04 09:00 UTC",
        "  modified: unknown",
        "  by: Ada Brook",
        "  language: en",
        "  text taken: trafilatura+anchors",
    ]
    assert lines[7:8] == [PROSE[0]]
    assert "\x1b" not in ended.stdout


def test_a_page_is_fetched_and_one_on_this_machine_refused(claimwatch: Claimwatch, feed_url: str) -> None:
    address = json.loads(claimwatch("feed", feed_url, "--json").stdout)["entries"][0]["url"]
    said = json.loads(claimwatch("extract", address, "--json").stdout)
    assert (said["state"], said["error"]) == ("ok", None)
    assert len(said["text"]) > 300
    with use_network(PUBLIC):
        ended = claimwatch("extract", "http://127.0.0.1:9/news", "--json")
    assert ended.exit_code == 1
    said = json.loads(ended.stdout)
    assert (said["state"], said["text"]) == ("unreadable", "")
    assert "not a public address" in said["error"]


def test_many_pages_are_answered_in_order(claimwatch: Claimwatch, page: Path, tmp_path: Path) -> None:
    edited = (PROSE[0], PROSE[1], PROSE[2].replace("340", "430"))
    (tmp_path / "edited").write_text(page_of(edited), "utf-8")
    (tmp_path / "nothing").write_bytes(b"")
    (tmp_path / "image").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9)
    (tmp_path / "short").write_text("<html lang=fr><p>Bonjour</p></html>", "utf-8")
    paid_page = page_of(PROSE[:1]).replace("NewsArticle", 'NewsArticle", "isAccessibleForFree": "False')
    (tmp_path / "paid").write_text(paid_page, "utf-8")
    asked: list[dict[str, object]] = [
        {"id": 1, "path": str(page), "url": "https://harbour-post.example/1", "previous": None},
        {"id": 2, "path": str(tmp_path / "edited"), "previous": "\n\n".join(PROSE)},
        *({"id": name, "path": str(tmp_path / name)} for name in ("nothing", "image", "short", "paid", "missing")),
    ]
    ended = claimwatch("extract", "--jsonl", given="\n".join(json.dumps(record) for record in asked))
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [(answer["id"], answer.get("state")) for answer in answers] == [
        (1, "ok"),
        (2, "ok"),
        ("nothing", "empty"),
        ("image", "unreadable"),
        ("short", "empty"),
        ("paid", "paywall"),
        ("missing", None),
    ]
    assert ended.exit_code == 3
    first, second, *_, paid_for, _ = answers
    assert paid_for["text"] == PROSE[0]
    plain = [text.replace("\x1b", "") for text in PROSE]
    assert first == {
        "id": 1,
        "state": "ok",
        "title": "Ferry late",
        "published_at": "2024-11-04T09:00:00Z",
        "modified_at": None,
        "authors": ["Ada Brook"],
        "language": "en",
        "text": "\n\n".join(plain),
        "how": "trafilatura+anchors",
    }
    assert second["how"] == "known"
    assert second["text"] == first["text"].replace("340", "430")
