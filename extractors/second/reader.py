"""The second reader: what a number is about and how real it is told to be, by weights learnt from labelled sentences.

It sees what the rules see and decides by other means. Where both say the same the reading is surer
(docs/second-reader.md).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from operator import add

from extractors.reading.scenes import Mention, Quantity, Scene
from extractors.reading.statuses import SPOKEN
from extractors.second.attributor import weights_text
from extractors.second.features import Sign, candidates, family, mood_signs, texts_of
from extractors.values import Kind, Modality

AGREE = "two_readers_agree"
DIFFERS = "second_reader_differs"
MOODS = tuple(Modality)
_WHOLE = 1000  # weights are learnt to three places


class SecondReader:
    """Reads a number or a mention again. Holds the learnt weights; reading changes nothing."""

    def __init__(self) -> None:
        """Load the weights that are in the repository."""
        self._metric, self._moods = _weights()

    def binds(self, scene: Scene, quantity: Quantity) -> str:
        """Return what a number is about: a trigger's metric, "sent" for people that no word places, or "none"."""
        offered = candidates(scene, quantity)
        scores = [sum([self._metric[sign] for sign in one.signs]) for one in offered]
        return offered[scores.index(max(scores))].metric

    def mood(self, mention: Mention) -> Modality:
        """Return how real a mention is told to be."""
        scene, anchor = mention.scene, mention.anchor
        signs = mood_signs(scene, anchor, mention.kind, mention.metric, polarity=mention.polarity)
        scores = self._moods[signs[0]]
        for sign in signs[1:]:
            scores = tuple(map(add, scores, self._moods[sign]))
        return MOODS[scores.index(max(scores))]

    def opinion(self, mention: Mention, modality: Modality) -> str | None:
        """Return the reason that this reader gives for or against the rules' reading of a mention.

        None where it has nothing to say: ground, weapons, shares, and who denies or declines to comment.
        """
        quantity = mention.quantity
        if mention.metric in SPOKEN or (mention.kind is Kind.FIGURE and mention.unit != "persons"):
            return None
        agrees = quantity is None or family(self.binds(mention.scene, quantity)) == family(mention.metric)
        return AGREE if agrees and self.mood(mention) is modality else DIFFERS


def mood_candidates(features: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the features as each mood sees them, in the order of `MOODS`."""
    listed = tuple(features)
    return tuple(tuple(f"{mood}|{feature}" for feature in listed) for mood in MOODS)


@cache
def weights_digest() -> str:
    """Return a digest of all weights, the attributor's too: other weights may read the same article otherwise."""
    return hashlib.sha256((_file() + weights_text()).encode()).hexdigest()[:12]


def _file() -> str:
    return resources.files("extractors.second").joinpath("weights.json").read_text("utf-8")


class _Metrics(dict[Sign, int]):
    """The weight of each sign, in thousandths, reckoned when it is first met: whole numbers add up in any order."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = {feature: round(weight * _WHOLE) for feature, weight in weights.items()}

    def __missing__(self, sign: Sign) -> int:
        weight = self[sign] = sum(self._weights.get(feature, 0) for feature in texts_of(sign))
        return weight


class _Moods(dict[Sign, tuple[int, ...]]):
    """The weights of each sign for all moods, in the order of `MOODS`."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = {feature: round(weight * _WHOLE) for feature, weight in weights.items()}

    def __missing__(self, sign: Sign) -> tuple[int, ...]:
        features = texts_of(sign)
        weights = tuple(sum(self._weights.get(f"{mood}|{feature}", 0) for feature in features) for mood in MOODS)
        self[sign] = weights
        return weights


@cache
def _weights() -> tuple[_Metrics, _Moods]:
    raw = json.loads(_file())
    return _Metrics(raw["metric"]), _Moods(raw["mood"])
