"""Whether an edit was silent or open, its window and its reasons: flows/judging/revisions.py."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.values import Article, Claim, Field, Issue, Reading
from flows.alerts.verdicts import Finding
from flows.collection.prior import Prior
from flows.judging.found import Found, Fresh
from flows.judging.revisions import within
from tests.builders import article, figure, told
from warehouse.answers import VersionText
from warehouse.rows import VersionRow

LAST_LOOK = datetime(2025, 1, 27, 8, 5, tzinfo=UTC)
THIS_LOOK = datetime(2025, 1, 27, 9, 10, tzinfo=UTC)
BODY = "The ministry published its list in the evening, and nobody asked a question about it."
OLD = figure("killed", 300, source="south_korea_nis", sentence="The agency says that 300 soldiers were killed there.")
NEW = figure("killed", 600, source="south_korea_nis", sentence="The agency says that 600 soldiers were killed there.")


def stored(read: Article, seen_at: datetime, number: int) -> VersionText:
    version = VersionRow(
        article_id=1,
        watch="w",
        outlet=read.outlet,
        language=read.language,
        seen_at=seen_at,
        content_hash=str(number),
        hash_version="1",
        title=read.title,
        text=read.text,
        extractor="x",
        run_id="r",
        version_id=number,
        version_no=number,
    )
    return VersionText(version=version, url=read.url, publisher=read.outlet, is_baseline=False)


def found(
    old: Claim = OLD, new: Claim = NEW, *, added: str = "", language: str = "en", last: datetime | None = LAST_LOOK
) -> Found:
    """Returns the one change of an article whose later version also has another paragraph."""
    one, one_reading = told(old, filler=BODY, language=language)
    other, other_reading = told(new, filler=BODY, language=language)
    other = replace(other, text=f"{other.text}\n{added}" if added else other.text)
    prior = Prior(stored=stored(one, LAST_LOOK, 1), article=one, reading=one_reading)
    fresh = Fresh(stored=stored(other, THIS_LOOK, 2), reading=other_reading, claim_ids=(20,), prior_last_seen_at=last)
    issues: list[Issue] = []
    (only,) = within(fresh, prior, issues)
    assert issues == []
    return only


def test_an_edit_without_a_notice_is_silent_and_says_in_which_window_it_was_made() -> None:
    edit = found()
    assert (edit.finding, edit.notice) == (Finding.SILENT_EDIT, "")
    assert edit.reasons == (
        "The article changed between our looks at 2025-01-27 08:05 and 09:10 UTC.",
        "No notice of a correction came with it.",
    )


def test_an_edit_with_a_notice_is_open_and_shows_the_outlets_own_words() -> None:
    notice = "Correction: an earlier version of this article gave 300 killed."
    edit = found(added=notice)
    assert (edit.finding, edit.notice) == (Finding.OPEN_EDIT, notice)
    assert edit.reasons[-1] == f"A new notice says so: \u201c{notice}\u201d"


@pytest.mark.parametrize(
    ("language", "notice"),
    [
        ("de", "Korrektur: In einer früheren Fassung dieses Artikels war von 300 Toten die Rede."),
        ("ko", "[정정] 이 기사의 이전 판은 사망자를 300명으로 적었습니다."),
        ("ru", "Исправлено: в предыдущей версии текста говорилось о 300 погибших."),
        ("zh", "更正：本文此前版本称有300人死亡。"),
    ],
)
def test_a_notice_is_known_in_the_articles_language(language: str, notice: str) -> None:
    edit = found(added=notice, language=language)
    assert (edit.finding, edit.notice) == (Finding.OPEN_EDIT, notice)


@pytest.mark.parametrize(
    ("added", "reason"),
    [
        pytest.param("Updated: 09:05", "No notice came with it but a stamp: \u201cUpdated: 09:05\u201d", id="a stamp"),
        pytest.param(
            "Correction: the mayor's name was misspelt in the third paragraph.",
            "A new notice speaks of something else: "
            "\u201cCorrection: the mayor's name was misspelt in the third paragraph.\u201d",
            id="another matter",
        ),
    ],
)
def test_a_stamp_or_a_notice_of_something_else_owns_up_to_nothing(added: str, reason: str) -> None:
    edit = found(added=added)
    assert (edit.finding, edit.notice, edit.reasons[-1]) == (Finding.SILENT_EDIT, "", reason)


def test_where_notices_are_not_known_nobody_is_told_that_there_was_none() -> None:
    assert "not known in this language" in found(language="sv").reasons[-1]


def test_casualties_that_became_dead_are_drift_and_the_reason_says_what_was_lost() -> None:
    old = replace(OLD, metric="casualties", sentence="The agency says that 300 soldiers were lost there, it counts.")
    new = replace(OLD, sentence="The agency says that 300 soldiers were killed there, it counts.")
    edit = found(replace(old, quote="300 soldiers were lost"), replace(new, quote="300 soldiers were killed"))
    assert edit.finding is Finding.DRIFT
    assert edit.reasons[1] == "The number is the same, but casualties are not killed."


def test_a_headline_that_changed_alone_is_called_so() -> None:
    title = {"where": Field.TITLE}
    edit = found(replace(OLD, **title), replace(NEW, **title))
    assert edit.reasons[1] == "It is the headline that changed."


def test_a_page_that_was_away_was_last_found_when_its_text_was_stored() -> None:
    assert "between our looks at 2025-01-27 08:05 and 09:10 UTC" in found(last=None).reasons[0]


def test_the_first_version_of_an_article_changes_nothing() -> None:
    first = Fresh(stored=stored(article(BODY), THIS_LOOK, 1), reading=Reading(claims=()), claim_ids=())
    assert list(within(first, None, [])) == []
