"""The linear chooser learns what separates, the same each time."""

from extractors.second.linear import Choice, best_of, learn, score_of


def choice(*candidates: str, right: int) -> Choice:
    return Choice(candidates=tuple(tuple(c.split()) for c in candidates), right=frozenset({right}))


NEAR_WINS = [
    choice("near noun", "far noun", right=0),
    choice("far verb", "near verb", right=1),
    choice("far noun", "near verb", right=1),
]


def test_what_was_right_in_the_lessons_is_chosen_for_another_word() -> None:
    weights = learn(NEAR_WINS, rounds=10)
    assert best_of([["far", "noun"], ["near", "new"]], weights) == 1


def test_what_stands_beside_both_answers_weighs_less_than_what_separates_them() -> None:
    weights = learn(NEAR_WINS, rounds=10)
    assert abs(weights.get("noun", 0.0)) < weights["near"]


def test_the_same_lessons_give_the_same_weights() -> None:
    assert learn(NEAR_WINS, rounds=5) == learn(list(NEAR_WINS), rounds=5)


def test_weights_are_rounded_and_sorted_and_those_that_decide_nothing_are_left_out() -> None:
    weights = learn([*NEAR_WINS, choice("idle", "idle", right=0)], rounds=5)
    assert list(weights) == sorted(weights)
    assert all(weight == round(weight, 3) for weight in weights.values())
    assert "idle" not in weights


def test_either_of_two_right_answers_will_do() -> None:
    both = Choice(candidates=(("good",), ("fine",), ("bad",)), right=frozenset({0, 1}))
    weights = learn([both], rounds=10)
    assert weights["bad"] < 0 < min(weights["good"], weights["fine"])


def test_an_unknown_feature_weighs_nothing_and_the_first_of_equals_is_chosen() -> None:
    assert score_of(["never", "seen"], {}) == 0.0
    assert best_of([["never"], ["seen"]], {}) == 0
