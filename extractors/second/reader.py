"""The second reader: what a number is about and how real it is told to be, by weights learnt from labelled sentences.

It sees what the rules see and decides by other means. Where both say the same the reading is surer
(docs/second-reader.md).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from operator import add
from types import MappingProxyType

from extractors.reading.scenes import Mention, Quantity, Scene
from extractors.reading.statuses import SPOKEN
from extractors.second.attributor import weights_text
from extractors.second.features import candidates, family, mood_features
from extractors.second.linear import Weights, best_of
from extractors.values import Kind, Modality

AGREE = "two_readers_agree"
DIFFERS = "second_reader_differs"
MOODS = tuple(Modality)


class SecondReader:
    """Reads a number or a mention again. Holds the learnt weights; reading changes nothing."""

    def __init__(self) -> None:
        """Load the weights that are in the repository."""
        self._metric, self._moods = _weights()

    def binds(self, scene: Scene, quantity: Quantity) -> str:
        """Return what a number is about: a trigger's metric, "sent" for people that no word places, or "none"."""
        offered = candidates(scene, quantity)
        return offered[best_of([one.features for one in offered], self._metric)].metric

    def mood(self, mention: Mention) -> Modality:
        """Return how real a mention is told to be."""
        scene, anchor = mention.scene, mention.anchor
        features = mood_features(scene, anchor, mention.kind, mention.metric, polarity=mention.polarity)
        return MOODS[_highest(features, self._moods)]

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


def _highest(features: Iterable[str], table: Mapping[str, Sequence[float]]) -> int:
    """Return the place of the highest sum; `table` has each feature's weight for each mood."""
    scores = [0.0] * len(MOODS)
    for feature in features:
        weights = table.get(feature)
        if weights is not None:
            scores = list(map(add, scores, weights))
    return scores.index(max(scores))


@cache
def weights_digest() -> str:
    """Return a digest of all weights, the attributor's too: other weights may read the same article otherwise."""
    return hashlib.sha256((_file() + weights_text()).encode()).hexdigest()[:12]


def _file() -> str:
    return resources.files("extractors.second").joinpath("weights.json").read_text("utf-8")


@cache
def _weights() -> tuple[Weights, Mapping[str, Sequence[float]]]:
    """The weights of metrics, and each feature's weight for each mood in the order of `MOODS`."""
    raw = json.loads(_file())
    moods: dict[str, list[float]] = {}
    for name, weight in raw["mood"].items():
        mood, _, feature = name.partition("|")
        moods.setdefault(feature, [0.0] * len(MOODS))[MOODS.index(mood)] = weight
    return MappingProxyType(raw["metric"]), MappingProxyType(moods)
