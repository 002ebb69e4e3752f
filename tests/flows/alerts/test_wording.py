"""What an alert says, in words that need no second reading."""

from dataclasses import replace

import pytest

from extractors.values import Bound, Change, ChangeKind, Claim, Field, Modality
from flows.alerts.alert import Side
from flows.alerts.wording import gloss, headline, lines
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
