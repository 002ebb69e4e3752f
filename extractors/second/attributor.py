"""Who says a claim where nobody speaks in its own sentence: the likeliest of all who may, by learnt weights.

The rules (extractors/reading/voices.py) know who speaks in a sentence; who still does in the next ones they only
guess. There the candidates of speakers.py are scored, and the best one is taken.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import repeat
from types import MappingProxyType

from extractors.reading.scenes import Mention
from extractors.reading.speech import Voice
from extractors.second.speakers import Document, Speaker, candidates, is_placed, people_of
from extractors.values import Claim, Story

LEARNT = "speaker_learnt"  # the reason that a claim carries whose speaker was chosen here
_FILE = "speakers.json"
_UNKNOWN = repeat(0.0)  # the weight of a sign that was not learnt
CLEARLY = 0.5  # so much better than the rules' own guess somebody else must be


class Attributor:
    """Says who says what, for one story. Holds the learnt weights; asking changes nothing."""

    def __init__(self, story: Story) -> None:
        """Load the weights that are in the repository."""
        self.people = people_of(story)
        self._weights = _weights()

    def voice(self, document: Document, mention: Mention, claim: Claim) -> Voice | None:
        """Return who says a claim, None where it is whom the rules chose."""
        if document.names_its_speaker(mention, claim):
            return None
        found = candidates(document, mention, claim)
        if is_placed(found[0]):
            return None
        scores = [_score(one, self._weights) for one in found]
        best = scores.index(max(scores))
        return found[best].voice if scores[best] - scores[0] > CLEARLY else None


def _score(one: Speaker, weights: Mapping[str, Mapping[str, float]]) -> float:
    """Return the weights of somebody's features together."""
    score = 0.0
    for group, signs in one.groups:
        known = weights.get(group)
        if known is not None:
            score = sum(map(known.get, signs, _UNKNOWN), score)
    return score


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """The weight of each sign, by groups."""
    groups: dict[str, dict[str, float]] = {}
    for feature, weight in json.loads(weights_text()).items():
        group, _, sign = feature.partition("|")
        groups.setdefault(group, {})[sign] = weight
    return MappingProxyType(groups)


def weights_text() -> str:
    """Return the file of the weights."""
    return resources.files("extractors.second").joinpath(_FILE).read_text("utf-8")
