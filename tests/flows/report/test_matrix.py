"""Who says what now, and who strays from the source that it names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from extractors.values import Bound, Modality, Question
from flows.report.content import ClaimGloss, Said
from flows.report.matrix import Answer, matrix
from tests.flows.report.sample import START

LOSSES = Question(id="losses", metrics=("killed", "casualties"), subjects=("north_korea",))
FRONT = Question(id="front", metrics=("withdrawn_from_front",), subjects=("north_korea",))


def killed(outlet: str, number: float, hours: float, **more: object) -> Answer:
    gloss = ClaimGloss(
        metric="killed", subject="north_korea", low=number, high=number, bound=Bound.EXACT, source="south_korea_nis"
    )
    plain = Answer(
        outlet=outlet,
        publisher=outlet,
        language="en",
        told_at=START + timedelta(hours=hours),
        gloss=gloss,
        quote=f"{number:.0f} killed",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # a test's shorthand


def withdrawn(outlet: str, modality: Modality, hours: float) -> Answer:
    gloss = ClaimGloss(metric="withdrawn_from_front", subject="north_korea", source="isw", modality=modality)
    return killed(outlet, 0, hours, gloss=gloss)


def losses(*answers: Answer) -> dict[str, tuple[Said, ...]]:
    return {line.outlet: line.cells[0] for line in matrix(answers, (LOSSES,), (), START).lines}


def flagged(*answers: Answer) -> dict[str, str]:
    return {outlet: cell[0].differs for outlet, cell in losses(*answers).items()}


def test_an_outlet_that_still_tells_the_old_figure_is_flagged_with_the_new_one() -> None:
    told = (killed("A", 300, 1), killed("B", 300, 2), killed("C", 1000, 5), killed("D", 1000, 6))
    assert flagged(*told) == {"A": "now 1,000", "B": "now 1,000", "C": "", "D": ""}


def test_one_outlet_alone_does_not_move_a_source() -> None:
    """Whoever misquotes a source last must not make all others look wrong."""
    assert flagged(killed("A", 300, 1), killed("B", 300, 2), killed("C", 3000, 5)) == {"A": "", "B": "", "C": "now 300"}


def test_where_no_two_agree_each_is_told_of_the_other_and_neither_is_present() -> None:
    assert flagged(killed("A", 12000, 1), killed("B", 1200, 5)) == {"A": "1,200 elsewhere", "B": "12,000 elsewhere"}


def test_two_titles_of_one_publisher_are_one_voice() -> None:
    sisters = (killed("C", 3000, 5, publisher="house"), killed("D", 3000, 6, publisher="house"))
    assert flagged(killed("A", 300, 1), killed("B", 300, 2), *sisters) == {
        "A": "",
        "B": "",
        "C": "now 300",
        "D": "now 300",
    }


def test_figures_that_agree_in_other_words_are_not_flagged() -> None:
    about = killed("B", 1000, 2)
    about = replace(about, gloss=replace(about.gloss, bound=Bound.APPROX))
    assert flagged(killed("A", 1000, 1), about) == {"A": "", "B": ""}


def test_what_is_counted_otherwise_is_not_compared() -> None:
    newly = killed("B", 40, 2, scope=("new",))
    assert flagged(killed("A", 300, 1), newly) == {"A": "", "B": ""}


def test_the_outlets_own_voice_strays_from_nobody() -> None:
    own = [replace(a, gloss=replace(a.gloss, source=None)) for a in (killed("A", 300, 1), killed("B", 3000, 2))]
    assert flagged(*own) == {"A": "", "B": ""}


def test_a_denied_status_differs_from_one_that_is_asserted() -> None:
    told = (
        withdrawn("A", Modality.ASSERTED, 1),
        withdrawn("B", Modality.HEDGED, 2),
        withdrawn("C", Modality.DENIED, 3),
    )
    lines = matrix(told, (FRONT,), (), START).lines
    assert [line.cells[0][0].differs for line in lines] == ["", "", "now not denied"]


def test_a_cell_has_the_newest_answer_on_each_count() -> None:
    older = killed("A", 100, 1, scope=())
    other = killed("A", 200, 3, gloss=replace(older.gloss, source="ukraine_gur", low=200, high=200))
    casualties = killed("A", 900, 2, gloss=replace(older.gloss, metric="casualties", low=900, high=900))
    cell = losses(older, other, casualties)["A"]
    assert [(said.gloss.metric, said.gloss.low) for said in cell] == [("killed", 200), ("casualties", 900)]


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.CONDITIONAL])
def test_a_plan_is_no_answer(modality: Modality) -> None:
    plan = killed("A", 300, 1)
    plan = replace(plan, gloss=replace(plan.gloss, modality=modality))
    assert matrix((plan,), (LOSSES,), (), START).lines == ()


def test_only_questions_with_an_answer_have_a_column_and_lines_keep_the_outlets_order() -> None:
    told = (killed("A", 1, 1), killed("B", 2, 1), killed("Z", 3, 1))
    found = matrix(told, (FRONT, LOSSES), (("B", "en"), ("A", "en"), ("silent", "en")), START)
    assert found.questions == ("losses",)
    assert [line.outlet for line in found.lines] == ["B", "A", "Z"]
