"""The Atom feed, read back by the reader that the project itself trusts with others' feeds."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import feedparser

from flows.report.atom import atom_feed, stable_id
from flows.report.content import ReportAlert
from tests.flows.report.sample import MADE_AT, content, raised, taken_down
from tests.flows.report.test_page import HOSTILE, hostile

NAMES = {"a": "http://www.w3.org/2005/Atom", "h": "http://www.w3.org/1999/xhtml"}


def feed(*alerts: ReportAlert, home: str | None = None) -> str:
    return atom_feed(alerts, watch="flood", title="A flood", updated_at=MADE_AT, home=home)


def test_a_feed_reader_reads_every_alert_newest_first() -> None:
    alerts = content().alerts
    read = feedparser.parse(feed(*alerts))
    assert not read.bozo
    assert len(read.entries) == len(alerts)
    times = [entry.updated_parsed for entry in read.entries]
    assert times == sorted(times, reverse=True)
    assert {entry.title for entry in read.entries} == {alert.headline for alert in alerts}


def test_an_entry_keeps_its_id_when_its_alert_is_updated_and_another_watch_has_another() -> None:
    later = replace(raised(), headline="Now told otherwise", made_at=MADE_AT)
    first, second = (
        ET.fromstring(feed(alert)).findtext("a:entry/a:id", namespaces=NAMES) for alert in (raised(), later)
    )
    assert first == second == stable_id("flood", raised().key)
    assert stable_id("flood", "k") != stable_id("north-korea-in-russia", "k") != stable_id("flood")


def test_the_key_is_in_the_message() -> None:
    root = ET.fromstring(feed(raised()))
    terms = [node.get("term") for node in root.iterfind("a:entry/a:category", NAMES)]
    assert f"key:{raised().key}" in terms


def test_changed_words_are_marked_in_the_content() -> None:
    root = ET.fromstring(feed(raised()))
    assert [node.text for node in root.iter(f"{{{NAMES['h']}}}del")] == ["2,000"]
    assert [node.text for node in root.iter(f"{{{NAMES['h']}}}ins")] == ["now", "2,600"]


def test_an_entry_says_what_was_found_and_why() -> None:
    root = ET.fromstring(feed(raised()))
    assert "open_edit" in [node.get("term") for node in root.iterfind("a:entry/a:category", NAMES)]
    words = [node.text for node in root.iter(f"{{{NAMES['h']}}}p")]
    assert f"The outlet says of it: {raised().notice}" in words
    assert set(raised().reasons) <= set(words)


def test_an_article_that_is_gone_has_only_its_former_words() -> None:
    text = feed(taken_down())
    assert "Before: Le Phare du Matin" in text
    assert "After:" not in text


def test_hostile_text_stays_text_and_a_hostile_address_is_no_link() -> None:
    text = atom_feed(hostile().alerts, watch=HOSTILE, title=HOSTILE, updated_at=MADE_AT, home="javascript:alert(1)")
    root = ET.fromstring(text.encode("utf-8"))
    assert not [node for node in root.iter() if node.tag.endswith(("script", "img", "link"))]
    assert "<script>" in (root.findtext("a:entry/a:title", namespaces=NAMES) or "")


def test_an_empty_feed_has_the_time_that_it_was_asked_for() -> None:
    root = ET.fromstring(feed(home="https://watch.example/report"))
    assert root.findtext("a:updated", namespaces=NAMES) == "2025-01-31T18:00:00Z"
    link = root.find("a:link", NAMES)
    assert link is not None
    assert link.get("href") == "https://watch.example/report"


def test_the_feed_is_as_new_as_its_newest_alert() -> None:
    newer = replace(raised(), key="b", made_at=MADE_AT + timedelta(hours=1))
    root = ET.fromstring(feed(raised(), newer))
    assert root.findtext("a:updated", namespaces=NAMES) == "2025-01-31T19:00:00Z"
