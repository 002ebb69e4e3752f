"""What an alert says, in words that need no second reading."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.values import Bound, Change, ChangeKind, Claim, Field, Modality
from flows.alerts.alert import Side
from flows.alerts.verdicts import Finding
from flows.alerts.wording import between_looks, gloss, headline, lines
from tests.builders import figure, status
from tests.flows.alerts.test_policy import change, side

TOLD = {"source": "south_korea_nis", "sentence": "They said so."}
THOUSAND = figure("killed", 1_000, bound=Bound.APPROX, **TOLD)
MORE = figure("killed", 1_500, bound=Bound.MORE_THAN, **TOLD)
LEFT = status("withdrawn_from_front", **TOLD)
MAY_HAVE_LEFT = replace(LEFT, modality=Modality.HEDGED)


def named(claim: Claim | None, name: str = "The Courier") -> Side | None:
    return replace(side(claim), outlet_name=name) if claim is not None else None


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        pytest.param(
            ChangeKind.RAISED,
            THOUSAND,
            MORE,
            "The Courier raised the number killed from about 1,000 to more than 1,500",
            id="raised",
        ),
        pytest.param(
            ChangeKind.LOWERED,
            MORE,
            THOUSAND,
            "The Courier lowered the number killed from more than 1,500 to about 1,000",
            id="lowered",
        ),
        pytest.param(
            ChangeKind.NARROWED,
            figure("troops_deployed", 8_000, 12_000, bound=Bound.RANGE, **TOLD),
            figure("troops_deployed", 10_000, 11_000, bound=Bound.RANGE, **TOLD),
            "The Courier narrowed troops sent from 8,000–12,000 to 10,000–11,000",
            id="narrowed",
        ),
        pytest.param(
            ChangeKind.HEDGED,
            LEFT,
            MAY_HAVE_LEFT,
            "The Courier now hedges: North Korea withdrawn from the front",
            id="hedged",
        ),
        pytest.param(
            ChangeKind.REMOVED, THOUSAND, None, "The Courier removed: North Korea about 1,000 killed", id="removed"
        ),
        pytest.param(ChangeKind.ADDED, None, THOUSAND, "The Courier added: North Korea about 1,000 killed", id="added"),
        pytest.param(
            ChangeKind.REATTRIBUTED,
            THOUSAND,
            replace(THOUSAND, source="ukraine_gur"),
            "The Courier changed who says it: North Korea about 1,000 killed, South Korea NIS before, now Ukraine's "
            "military intelligence (GUR)",
            id="reattributed",
        ),
        pytest.param(
            ChangeKind.DRIFTED,
            figure("casualties", 4_000, **TOLD),
            figure("killed", 4_000, **TOLD),
            "The Courier turned 4,000 casualties into 4,000 killed",
            id="drifted",
        ),
    ],
)
def test_a_change_within_an_article_is_said_in_one_line(
    kind: ChangeKind, before: Claim | None, after: Claim | None, said: str
) -> None:
    made = change(before, after, kind)
    assert headline(made, named(before), named(after), is_between=False) == said


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_has_words(kind: ChangeKind) -> None:
    line = headline(change(THOUSAND, MORE, kind), named(THOUSAND), named(MORE), is_between=False)
    assert line.startswith("The Courier ")


def test_a_difference_between_outlets_names_both_and_their_source() -> None:
    line = headline(change(THOUSAND, MORE), named(THOUSAND), named(MORE, "La Rive"), is_between=True)
    assert line == "South Korea NIS: about 1,000 killed in The Courier, more than 1,500 killed in La Rive"


@pytest.mark.parametrize(
    ("finding", "language", "said"),
    [
        pytest.param(Finding.SILENT_EDIT, "en", "The Courier silently raised the number killed", id="silent"),
        pytest.param(Finding.SILENT_EDIT, "sv", "The Courier raised the number killed", id="notices are not known"),
        pytest.param(Finding.OPEN_EDIT, "en", "The Courier raised the number killed", id="open"),
        pytest.param(Finding.DRIFT, "en", "The Courier raised the number killed", id="drift"),
    ],
)
def test_only_an_edit_that_was_seen_to_be_silent_is_called_so(finding: Finding, language: str, said: str) -> None:
    after = named(MORE)
    assert after is not None
    after = replace(after, language=language)
    line = headline(change(THOUSAND, MORE), named(THOUSAND), after, is_between=False, finding=finding)
    assert (
        line == f"{said} from about 1,000 to more than 1,500{', and says so' if finding is Finding.OPEN_EDIT else ''}"
    )


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_can_be_silent(kind: ChangeKind) -> None:
    made = change(THOUSAND, MORE, kind)
    line = headline(made, named(THOUSAND), named(MORE), is_between=False, finding=Finding.SILENT_EDIT)
    assert line.startswith(("The Courier silently ", "The Courier now silently "))


def test_a_move_names_the_source_and_a_contradiction_both() -> None:
    sides = named(THOUSAND), named(MORE, "La Rive")
    moved = headline(change(THOUSAND, MORE), *sides, is_between=True, finding=Finding.SUPERSESSION)
    assert moved == "South Korea NIS moved: about 1,000 killed, now more than 1,500"
    kyiv = replace(MORE, source="zelensky")
    line = headline(change(THOUSAND, kyiv), *sides, is_between=True, finding=Finding.CONTRADICTION)
    assert line == "South Korea NIS and Zelensky contradict each other: about 1,000 against more than 1,500 killed"


@pytest.mark.parametrize(
    ("opened", "closed", "said"),
    [
        pytest.param((27, 8, 5), (27, 9, 10), "at 2025-01-27 08:05 and 09:10 UTC", id="one day"),
        pytest.param((27, 18, 0), (28, 8, 0), "at 2025-01-27 18:00 and 2025-01-28 08:00 UTC", id="over night"),
    ],
)
def test_a_window_lies_between_two_looks(opened: tuple[int, int, int], closed: tuple[int, int, int], said: str) -> None:
    one, other = (datetime(2025, 1, day, hour, minute, tzinfo=UTC) for day, hour, minute in (opened, closed))
    assert between_looks(one, other) == f"between our looks {said}"


def test_a_headline_that_was_edited_alone_is_called_so() -> None:
    one, other = replace(THOUSAND, where=Field.TITLE), replace(MORE, where=Field.TITLE)
    assert headline(change(one, other), named(one), named(other), is_between=False).endswith(" (headline only)")
    assert not headline(change(one, MORE), named(one), named(MORE), is_between=False).endswith("only)")


def test_lines_give_both_sides_with_their_very_words_and_why() -> None:
    said = lines(change(THOUSAND, MORE), named(THOUSAND), named(MORE))
    assert said == (
        "before: killed · North Korea · about 1,000 · South Korea NIS | They said so.",
        "after: killed · North Korea · more than 1,500 · South Korea NIS | They said so.",
        "why: because",
    )


def test_a_side_that_does_not_exist_has_no_line() -> None:
    assert [line.split(":")[0] for line in lines(change(None, MORE), None, named(MORE))] == ["after", "why"]


def test_a_hedge_is_part_of_what_was_read() -> None:
    assert gloss(MAY_HAVE_LEFT) == "withdrawn from the front · North Korea · South Korea NIS · hedged"


def test_a_change_without_claims_cannot_be_worded() -> None:
    empty = Change(metric="killed", change=ChangeKind.RAISED, before=None, after=None, alert=True, why="")
    with pytest.raises(ValueError, match="without any claim"):
        headline(empty, None, None, is_between=False)
