"""Tests of extractors/comparing/relation.py: two articles and one metric."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.changes import relation
from extractors.values import (
    Aggregation,
    Article,
    Band,
    Bound,
    Claim,
    Field,
    Modality,
    Reading,
    Relation,
)
from tests.builders import MONDAY, article, figure, reading, status

APRIL = MONDAY + timedelta(days=90)
NIS_600 = figure("killed", 600, bound=Bound.APPROX, source="south_korea_nis")
NIS_2000 = figure("killed", 2000, bound=Bound.APPROX, source="south_korea_nis")
KYIV_2000 = replace(NIS_2000, source="zelensky")
MORE_THAN_3000 = figure("killed", 3000, None, bound=Bound.MORE_THAN, source="south_korea_nis")
UP_TO_900 = figure("killed", None, 900, bound=Bound.AT_MOST, source="south_korea_nis")


def stand(ours: list[Claim], theirs: list[Claim], metric: str = "killed", *, apart: int = 0) -> tuple[Relation, str]:
    a, b = _side("northern_courier", ours, 0), _side("harbour_shimbun", theirs, apart)
    found, why = relation(*a, *b, metric, "north_korea")
    assert relation(*b, *a, metric, "north_korea")[0] is found
    return found, why


def _side(outlet: str, claims: list[Claim], days: int) -> tuple[Article, Reading]:
    placed = [replace(c, start=100 * i, end=100 * i) for i, c in enumerate(claims)]
    return article(outlet=outlet, published_at=APRIL + timedelta(days=days)), reading(*placed)


PLANNED = figure("troops_deployed", 12000, source="south_korea_nis", modality=Modality.PLANNED)
SHIPPED = figure("troops_deployed", 1500, source="south_korea_nis")
A, D, N = Relation.AGREE, Relation.DIFFER, Relation.NOT_COMPARABLE
CASES = {
    "one source, one number": ([NIS_600], [NIS_600], 0, A),
    "one source, months apart, a higher number": ([NIS_600], [NIS_2000], 120, D),
    "one source, the same months apart": ([NIS_600], [NIS_600], 120, A),
    "the earlier figure is told as history": (
        [NIS_2000, replace(NIS_600, as_of="2025-01")],
        [NIS_600],
        0,
        D,
    ),
    "the earlier figure is taken as given": (
        [replace(NIS_600, is_given=True), NIS_2000],
        [NIS_600],
        0,
        D,
    ),
    "a given speaks where nothing else does": (
        [replace(NIS_600, is_given=True)],
        [NIS_600],
        0,
        A,
    ),
    "two sources, one number": ([NIS_2000], [KYIV_2000], 2, A),
    "two sources, two numbers, one week": ([NIS_600], [KYIV_2000], 6, D),
    "two sources, two numbers, months apart": ([NIS_600], [KYIV_2000], 120, N),
    "a shared source outweighs another one told behind it": ([NIS_600, KYIV_2000], [NIS_600], 0, A),
    "a report on one source's count that ends on another's tells the first": ([KYIV_2000, NIS_600], [NIS_600], 0, D),
    "both outlets tell both counts": ([KYIV_2000, NIS_600], [NIS_600, KYIV_2000], 0, A),
    "a count beside a doubtful one of another source": (
        [replace(KYIV_2000, band=Band.C), NIS_600],
        [NIS_600],
        0,
        A,
    ),
    "one side says that the other's number is not so": (
        [replace(NIS_600, source="zelensky", modality=Modality.DENIED)],
        [NIS_600],
        0,
        D,
    ),
    "one side says of another number that it is not so": (
        [replace(NIS_600, modality=Modality.DENIED)],
        [NIS_2000],
        0,
        N,
    ),
    "one source's number, odd in the one and heard of another side": (
        [replace(NIS_600, subject="russia", bound=Bound.EXACT)],
        [replace(NIS_600, interval=(600.0, 660.0))],
        0,
        A,
    ),
    "one source's open end, heard of another side": (
        [replace(MORE_THAN_3000, subject="russia")],
        [MORE_THAN_3000],
        0,
        A,
    ),
    "two sources, two numbers, eleven days": ([NIS_600], [KYIV_2000], 11, D),
    "two sources, two numbers, four weeks": ([NIS_600], [KYIV_2000], 28, D),
    "two sources, two numbers, five weeks": ([NIS_600], [KYIV_2000], 35, N),
    "two round numbers that touch": (
        [replace(KYIV_2000, low=14000, high=14000, bound=Bound.EXACT, interval=(13500.0, 14500.0))],
        [replace(NIS_600, low=15000, high=15000, bound=Bound.EXACT, interval=(14500.0, 15500.0))],
        0,
        D,
    ),
    "one number, rounded": (
        [replace(KYIV_2000, low=11000, high=11000, interval=(10450.0, 11550.0))],
        [replace(NIS_600, low=10900, high=10900, bound=Bound.EXACT, interval=(10900.0, 10900.0))],
        0,
        A,
    ),
    "one source, one number, of which one outlet gives the period": (
        [NIS_600],
        [replace(NIS_600, aggregation=Aggregation.PERIOD, period="P3M")],
        0,
        A,
    ),
    "a named source outweighs a title without one": (
        [replace(NIS_600, source=None, where=Field.TITLE), KYIV_2000],
        [replace(NIS_2000, source="isw")],
        0,
        A,
    ),
    "one side says nothing of it": ([NIS_600], [], 0, N),
    "one side counts casualties": ([NIS_600], [replace(NIS_600, metric="casualties")], 0, N),
    "one side counts Russians, and another number": ([NIS_600], [replace(NIS_2000, subject="russia")], 0, N),
    "another source counts as many Russians": ([NIS_2000], [replace(KYIV_2000, subject="russia")], 0, N),
    "one source's number, heard of another side": ([NIS_600], [replace(NIS_600, subject="russia")], 0, A),
    "a regiment's dead and an army's": ([replace(KYIV_2000, low=9, high=9)], [NIS_2000], 0, N),
    "one source, a regiment's dead and an army's": ([replace(NIS_2000, low=9, high=9)], [NIS_2000], 0, N),
    "one source, a zero lost": ([replace(NIS_2000, low=200, high=200)], [NIS_2000], 0, D),
    "a regiment's dead told beside an army's": (
        [replace(KYIV_2000, source="kcna", low=9, high=9), replace(KYIV_2000, low=3000, high=3000)],
        [NIS_2000],
        0,
        D,
    ),
    "one source, more than half a year apart": ([NIS_600], [NIS_2000], 300, N),
    "one source, speaking alone and with another": (
        [NIS_600],
        [replace(NIS_2000, source="nato+south_korea_nis")],
        60,
        D,
    ),
    "a source's number beside a doubtful one that does not fit": (
        [replace(KYIV_2000, low=9000, high=9000, band=Band.C), KYIV_2000],
        [NIS_2000],
        0,
        A,
    ),
    "an outlet that names nobody has the other's number too": (
        [replace(NIS_600, source=None), replace(NIS_2000, source=None)],
        [NIS_2000],
        0,
        A,
    ),
    "a source has counted more of the dead since": ([NIS_2000, NIS_600], [NIS_600], 0, D),
    "a source has counted more, and both outlets tell so": ([NIS_2000, NIS_600], [NIS_600, NIS_2000], 0, A),
    "an older count fits what another source says": (
        [KYIV_2000, replace(KYIV_2000, low=600, high=600)],
        [NIS_600],
        0,
        D,
    ),
    "two open ends near each other": ([MORE_THAN_3000], [replace(MORE_THAN_3000, source="zelensky", low=2500)], 0, A),
    "two open ends far apart": ([MORE_THAN_3000], [replace(MORE_THAN_3000, source="zelensky", low=1000)], 0, D),
    "two upper ends far apart": ([UP_TO_900], [replace(UP_TO_900, source="zelensky", high=4000)], 0, D),
    "a doubtful number of the other's source beside a sure one of another thing": (
        [replace(KYIV_2000, low=9, high=9), replace(NIS_600, low=1000, high=1000, band=Band.C)],
        [NIS_600],
        0,
        N,
    ),
    "a doubtful number of the other's source before a sure one of another source": (
        [replace(NIS_2000, band=Band.C), replace(KYIV_2000, low=350, high=350)],
        [NIS_600],
        0,
        D,
    ),
    "one side gives a rate": (
        [NIS_600],
        [replace(NIS_600, aggregation=Aggregation.RATE)],
        0,
        N,
    ),
    "one side takes the number back": (
        [NIS_600],
        [replace(NIS_2000, modality=Modality.DENIED), NIS_600],
        0,
        A,
    ),
    "the title outweighs the text": (
        [replace(KYIV_2000, where=Field.TITLE), replace(KYIV_2000, low=100, high=100)],
        [NIS_2000],
        0,
        A,
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "apart", "expected"), CASES.values(), ids=CASES)
def test_two_articles_agree_differ_or_cannot_be_compared(
    ours: list[Claim], theirs: list[Claim], apart: int, expected: Relation
) -> None:
    assert stand(ours, theirs, apart=apart)[0] is expected


def test_plan_is_set_against_the_plan_and_not_against_what_arrived() -> None:
    found, why = stand([PLANNED, SHIPPED], [SHIPPED, PLANNED], "troops_deployed")
    assert found is A
    assert "12,000" in why or "1,500" in why
    assert stand([SHIPPED, PLANNED], [PLANNED], "troops_deployed")[0] is A


GONE = status("withdrawn_from_front", source="isw")
NOT_GONE = replace(GONE, modality=Modality.DENIED, source="kremlin")
ONLY_HERE = replace(GONE, place="kursk:own_sector", source="ukrainian_special_forces")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [(GONE, GONE, A), (GONE, NOT_GONE, D), (NOT_GONE, NOT_GONE, A), (GONE, ONLY_HERE, N)],
    ids=["both say it", "one denies it", "both deny it", "one speaks of a sector"],
)
def test_statuses_agree_by_what_they_affirm_or_deny(ours: Claim, theirs: Claim, expected: Relation) -> None:
    assert stand([ours], [theirs], "withdrawn_from_front")[0] is expected


@pytest.mark.parametrize(
    ("other", "apart", "expected"),
    [(GONE, 60, A), (GONE, 70, N), (replace(GONE, modality=Modality.DENIED), 60, D)],
    ids=["two months, both say it", "later, both say it", "two months, its source denies it"],
)
def test_what_happened_is_one_event_for_two_months(other: Claim, apart: int, expected: Relation) -> None:
    assert stand([GONE], [other], "withdrawn_from_front", apart=apart)[0] is expected


def test_treaty_stays_what_it_is() -> None:
    pact = status("treaty", source="kremlin")
    assert stand([pact], [replace(pact, source="kcna")], "treaty", apart=120)[0] is A


@pytest.mark.parametrize(("apart", "expected"), [(60, D), (70, N)], ids=["two months", "later"])
def test_more_troops_of_one_source_are_other_troops_after_two_months(apart: int, expected: Relation) -> None:
    assert stand([SHIPPED], [replace(SHIPPED, low=11000, high=11000)], "troops_deployed", apart=apart)[0] is expected


def test_who_is_to_come_is_not_held_against_who_is_there() -> None:
    assert stand([PLANNED], [replace(SHIPPED, low=8000, high=8000)], "troops_deployed")[0] is N
    assert stand([PLANNED], [replace(SHIPPED, low=12000, high=12000, source="zelensky")], "troops_deployed")[0] is A


def test_what_may_come_under_a_condition_is_no_answer_to_what_is() -> None:
    may = replace(GONE, modality=Modality.CONDITIONAL)
    assert stand([GONE], [may], "withdrawn_from_front")[0] is N
    assert stand([may], [may], "withdrawn_from_front")[0] is A


def test_status_that_a_headline_has_otherwise_than_the_text_is_heard_from_the_text() -> None:
    headline = replace(NOT_GONE, modality=Modality.ASSERTED, where=Field.TITLE)
    assert stand([headline, NOT_GONE], [GONE], "withdrawn_from_front")[0] is D
    assert stand([headline, replace(NOT_GONE, source="nato")], [GONE], "withdrawn_from_front")[0] is A


def test_limit_that_one_outlet_leaves_out_does_not_part_one_source() -> None:
    everywhere = replace(ONLY_HERE, place="kursk")
    assert stand([ONLY_HERE], [everywhere], "withdrawn_from_front")[0] is A
    denied = replace(everywhere, modality=Modality.DENIED)
    assert stand([ONLY_HERE], [denied], "withdrawn_from_front")[0] is N


def test_number_of_troops_of_one_source_is_one_statement_under_either_name() -> None:
    at_front = replace(SHIPPED, metric="troops_at_front")
    assert stand([SHIPPED], [at_front], "troops_deployed")[0] is A
    assert stand([SHIPPED], [replace(at_front, low=9000, high=9000)], "troops_deployed")[0] is N
    assert stand([SHIPPED], [replace(at_front, source="zelensky")], "troops_deployed")[0] is N


def test_outlets_agree_where_one_of_several_figures_of_their_source_is_the_others() -> None:
    arrived = figure("troops_deployed", 1500, source="south_korea_nis", phase="sent")
    decided = figure("troops_deployed", 12000, source="south_korea_nis", phase="planned", modality=Modality.PLANNED)
    told_as_sent = replace(decided, phase="sent", modality=Modality.ASSERTED)
    assert stand([arrived, decided], [told_as_sent], "troops_deployed")[0] is Relation.AGREE


def test_a_doubtful_figure_speaks_where_it_is_its_sources_own_or_nothing_better_is_there() -> None:
    doubtful = replace(NIS_2000, band=Band.C)
    assert stand([NIS_600, doubtful], [NIS_2000])[0] is A
    assert stand([NIS_600, replace(doubtful, source="isw")], [KYIV_2000])[0] is D
    assert stand([replace(doubtful, source="isw")], [KYIV_2000])[0] is A


def test_parts_of_a_total_agree_with_it() -> None:
    total = figure("workers_sent", 6000, source="shoigu")
    sappers, builders = replace(total, low=1000, high=1000), replace(total, low=5000, high=5000)
    assert stand([sappers, builders], [total], "workers_sent")[0] is A
    assert stand([sappers, replace(builders, low=4000, high=4000)], [total], "workers_sent")[0] is D
    assert stand([sappers, replace(builders, source="nato")], [total], "workers_sent")[0] is D


LOSSES = figure("casualties", 4000, source="western_officials")
DEAD = figure("killed", 1000, source="western_officials")


def test_losses_told_beside_greater_ones_of_their_source_are_the_part_that_the_other_outlet_names() -> None:
    told_as_losses = replace(DEAD, metric="casualties")
    assert stand([LOSSES, told_as_losses], [LOSSES, DEAD])[0] is A
    assert stand([told_as_losses], [DEAD])[0] is N
    assert stand([LOSSES, replace(told_as_losses, source="nato")], [DEAD])[0] is N


def test_troops_to_come_answer_a_question_for_reinforcements() -> None:
    coming = figure("troops_deployed", 6000, source="south_korea_nis", increment="total", modality=Modality.PLANNED)
    more = figure("reinforcements", 25000, source="budanov", increment="additional", modality=Modality.PLANNED)
    assert stand([coming], [more], "reinforcements")[0] is D
    assert stand([replace(coming, modality=Modality.ASSERTED)], [more], "reinforcements")[0] is N
    plan = status("reinforcements_planned", source="kremlin")
    assert stand([more], [plan], "reinforcements_planned")[0] is A
    assert stand([more], [replace(plan, modality=Modality.DENIED)], "reinforcements_planned")[0] is D
    rejected = replace(more, source="kremlin", modality=Modality.DENIED)
    assert stand([rejected], [plan], "reinforcements_planned")[0] is D
    assert stand([replace(rejected, source=None)], [plan], "reinforcements_planned")[0] is N


def test_troops_of_one_source_that_both_outlets_tell_as_sent_answer_for_reinforcements() -> None:
    sent = figure("troops_deployed", 1000, 3000, bound=Bound.RANGE, source="south_korea_nis")
    assert stand([sent], [sent], "reinforcements")[0] is A
    assert stand([sent], [replace(sent, source="zelensky")], "reinforcements")[0] is N


def test_trades_are_set_against_their_own_though_one_is_doubtful() -> None:
    sappers = figure("workers_sent", 1000, source="shoigu", role="engineer")
    builders = figure("workers_sent", 5000, source="shoigu", role="worker")
    doubtful = replace(sappers, source="tass", band=Band.C)
    assert stand([sappers, builders], [doubtful], "workers_sent")[0] is Relation.AGREE
    assert stand([builders], [doubtful], "workers_sent")[0] is N
    assert stand([replace(builders, band=Band.C), sappers], [replace(builders, source=None)], "workers_sent")[0] is A


def test_builders_are_the_troops_of_their_source_and_number() -> None:
    builders = figure("workers_sent", 5000, source="south_korea_nis", role="worker")
    force = figure("troops_deployed", 5000, source="south_korea_nis")
    assert stand([builders], [force], "workers_sent")[0] is A
    assert stand([builders], [replace(force, low=9000, high=9000)], "workers_sent")[0] is N
    assert stand([builders], [replace(force, source="shoigu")], "workers_sent")[0] is N
    sappers = replace(builders, low=1000, high=1000, role="engineer")
    assert stand([builders], [sappers, force], "workers_sent")[0] is A
    assert stand([builders], [sappers], "workers_sent")[0] is N


def test_reason_tells_which_number_is_not_so() -> None:
    why = stand([replace(NIS_600, modality=Modality.DENIED)], [NIS_600])[1]
    assert why == "northern_courier has it that about 600 for killed (North Korea) is not so."


def test_reason_names_outlets_numbers_and_sources() -> None:
    assert stand([NIS_600], [NIS_2000], apart=120)[1] == (
        "northern_courier has about 600 for killed (North Korea) from South Korea NIS, "
        "harbour_shimbun has about 2,000 for killed (North Korea) from South Korea NIS: "
        "one source, and the two do not fit."
    )


CLAIMS = st.lists(
    st.builds(
        lambda number, bound, source, modality: figure(
            "killed", number, number, bound=bound, source=source, modality=modality
        ),
        st.sampled_from([100.0, 300.0, 600.0, 2000.0]),
        st.sampled_from([Bound.EXACT, Bound.AT_LEAST, Bound.AT_MOST, Bound.RANGE]),
        st.sampled_from([None, "south_korea_nis", "zelensky"]),
        st.sampled_from(Modality),
    ),
    max_size=4,
)


@settings(deadline=None)
@given(CLAIMS, CLAIMS, st.integers(0, 40))
def test_any_two_articles_stand_in_a_relation_that_swapping_keeps(
    ours: list[Claim], theirs: list[Claim], apart: int
) -> None:
    assert stand(ours, theirs, apart=apart)[1].endswith(".")


@settings(deadline=None)
@given(CLAIMS)
def test_article_never_differs_from_itself(claims: list[Claim]) -> None:
    assert stand(claims, claims)[0] is not D
