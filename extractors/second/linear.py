"""A linear chooser: each candidate is scored by the weights of its features; weights are learnt in a fixed order.

Learning is softmax regression by gradient steps that grow shorter for features seen often. There is no chance in it:
the same examples in the same order give the same weights.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Weights = Mapping[str, float]

_STEP = 0.1
_DECAY = 1e-3
_PLACES = 3
_NOTHING = 0.02  # a weight below that decides nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One example: each candidate's features, and which of the candidates are `right` (one is enough)."""

    candidates: tuple[tuple[str, ...], ...]
    right: frozenset[int]


def score_of(features: Iterable[str], weights: Weights) -> float:
    """Return the score of a candidate: the weights of its features together."""
    weight = weights.get
    score = 0.0
    for feature in features:
        score += weight(feature, 0.0)
    return score


def best_of(candidates: Iterable[Iterable[str]], weights: Weights) -> int:
    """Return the index of the candidate with the highest score, the first of equal ones."""
    scores = [score_of(features, weights) for features in candidates]
    return scores.index(max(scores))


def learn(choices: Sequence[Choice], *, rounds: int) -> dict[str, float]:
    """Return the rounded weights that best tell the right candidates from the others, after `rounds` passes."""
    ids: dict[str, int] = {}
    rows = [
        ([[ids.setdefault(f, len(ids)) for f in features] for features in choice.candidates], choice.right)
        for choice in choices
    ]
    weights, seen = [0.0] * len(ids), [1e-8] * len(ids)
    for _ in range(rounds):
        for candidates, right in rows:
            _step(candidates, right, weights, seen)
    return {f: w for f, i in sorted(ids.items()) if abs(w := round(weights[i], _PLACES)) >= _NOTHING}


def _step(candidates: list[list[int]], right: frozenset[int], weights: list[float], seen: list[float]) -> None:
    slopes: dict[int, float] = {}
    for features, blame in zip(candidates, _blames(candidates, right, weights), strict=True):
        if abs(blame) > 1e-4:
            for feature in features:
                slopes[feature] = slopes.get(feature, 0.0) + blame
    for feature, slope in slopes.items():
        seen[feature] += slope * slope
        weights[feature] -= _STEP * slope / math.sqrt(seen[feature]) + _DECAY * weights[feature]


def _blames(candidates: list[list[int]], right: frozenset[int], weights: list[float]) -> list[float]:
    """Return how much more likely each candidate was held to be than it is."""
    scores = []
    for features in candidates:
        score = 0.0
        for feature in features:
            score += weights[feature]
        scores.append(score)
    top = max(scores)
    odds = [math.exp(score - top) for score in scores]
    whole = math.fsum(odds)
    wanted = math.fsum(odds[i] for i in right)
    return [odd / whole - (odd / wanted if i in right else 0.0) for i, odd in enumerate(odds)]
