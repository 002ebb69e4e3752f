"""The report holds what the warehouse holds, and escapes what came from outside."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.reporting import report_content, write_report
from tests.flows.collection.newsstand import HOUR, LEDGER, MONDAY, Desk
from warehouse.errors import NotFound

EVENING = MONDAY + 10 * HOUR


def test_the_report_holds_alerts_figures_coverage_and_what_was_kept_back(office: Desk) -> None:
    content = report_content(office.watch, office.home, EVENING)
    assert [alert.headline.split(" from ")[0] for alert in content.alerts if alert.across == "revisions"] == [
        "The Courier silently raised the number killed"
    ]
    (series,) = content.series
    assert (series.title, series.unit, len(series.points)) == ("Killed: North Korea", "persons", 4)
    assert [(line.outlet, line.articles, line.versions) for line in content.coverage] == [
        ("The Courier", 1, 2),
        ("The Ledger", 1, 2),
        ("The Silent", 0, 0),
    ]
    assert "the same event has been alerted before" in {line.reason for line in content.suppressed}
    assert [(issue.where, issue.count) for issue in content.issues] == [("silent", 1)]  # an error is told once
    assert len(content.runs) == 3
    assert content.covers_from == MONDAY


def test_the_report_is_one_file_that_a_page_cannot_break(office: Desk) -> None:
    path = write_report(office.watch, office.home, EVENING)
    text = path.read_text("utf-8")
    assert "<b>counted</b>" not in text
    assert "counted" in text
    assert [one.name for one in path.parent.glob("report*")] == ["report.html"]


def test_another_watch_of_the_same_home_has_a_report_of_its_own(office: Desk) -> None:
    other = replace(office.watch, id="other", title="Another")
    content = report_content(other, office.home, EVENING)
    assert (content.alerts, content.series, content.runs) == ((), (), ())


def test_without_a_collection_there_is_nothing_to_report(office: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        write_report(office.watch, tmp_path, EVENING)
    assert not list(tmp_path.iterdir())


def test_an_outlet_with_two_feeds_is_one_line_and_one_without_a_feed_is_a_line_too(office: Desk) -> None:
    first = office.watch.feeds[0]
    watch = replace(office.watch, feeds=(first, replace(first, id="courier-world")))
    found = report_content(watch, office.home, EVENING).coverage
    assert [(line.outlet, line.articles) for line in found] == [("The Courier", 1), (LEDGER, 1)]
    assert found[0].polls == report_content(office.watch, office.home, EVENING).coverage[0].polls


def test_an_alert_brings_the_paragraphs_that_the_edit_changed_and_its_reasons(office: Desk) -> None:
    content = report_content(office.watch, office.home, EVENING)
    edit = next(alert for alert in content.alerts if alert.across == "revisions")
    assert edit.finding == "silent_edit"
    assert edit.reasons
    (row,) = edit.passages
    assert ["".join(p.text for p in pieces if p.is_changed) for pieces in (row.before, row.after)] == ["1,000", "1,500"]


def test_the_matrix_has_each_outlets_present_answer(office: Desk) -> None:
    matrix = report_content(office.watch, office.home, EVENING).matrix
    assert matrix is not None
    answers = {line.outlet: [said.gloss.low for cell in line.cells for said in cell] for line in matrix.lines}
    assert answers == {"The Courier": [1500], "The Ledger": [1500]}
    assert not any(said.differs for line in matrix.lines for cell in line.cells for said in cell)


def test_what_asks_for_a_person_is_told(office: Desk) -> None:
    content = report_content(office.watch, office.home, EVENING)
    assert any("feed silent failed" in problem for problem in content.health)


def test_a_time_in_which_nobody_looked_is_a_gap_in_every_chart(office: Desk) -> None:
    late = report_content(office.watch, office.home, EVENING + timedelta(days=3))
    (gap,) = late.gaps
    assert (gap.opened_at, gap.closed_at) == (MONDAY + 5 * HOUR, EVENING + timedelta(days=3))
    assert report_content(office.watch, office.home, EVENING).gaps == ()
