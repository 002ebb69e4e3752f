"""The sides at war by each other: "the enemy", whose drones are shot down, who takes whose ground."""

from extractors.phrases import Hit
from extractors.reading.marks import Passage
from extractors.reading.scenes import Mention

_AREA = "area_km2"
_STOPS = frozenset(",.;:()、。")
_BESIDE = 18  # letters between a number and "the enemy", or a verb of taking ground
_GROUND_REACH = 60  # from a verb of taking ground to its size
_AT_WAR = 2  # sides that fight each other beside the main actor


def foe(mention: Mention, best: Hit | None, own_side: str | None) -> str | None:
    """Return the other side than the speaker's, where "the enemy" stands nearer to the number than any side."""
    passage, scene = mention.scene.passage, mention.scene
    story = passage.cast.story
    if own_side == story.main_actor:
        return None
    words = passage.hits("cue.enemy").within(scene.span.start, min(scene.span.end, mention.anchor.end + _BESIDE))
    words = [w for w in words if best is None or w.start > best.start - (best.label == own_side)]
    if mention.metric == _AREA:  # "the enemy lost 40,000 men, and his brigades hold 500 km²"
        words = [w for w in words if not set(passage.plain[w.end : mention.anchor.start]) & _STOPS]
    own_side = own_side or (_side_of_most(passage) if words else None)
    if own_side is None:
        return None
    other = next((a.id for a in story.actors if a.id not in (story.main_actor, own_side)), None)
    return other if words and any(h.label in (own_side, other) for h in passage.hits("actors")) else None


def shot_down(mention: Mention, best: Hit | None, own_side: str | None) -> str | None:
    """Return the other side than the speaker's, whose drones that one says it shot down."""
    story, scene = mention.scene.passage.cast.story, mention.scene
    # "击毁坦克3辆": in a list of what was destroyed nobody is named.
    lexicon = scene.passage.lexicon
    listed = mention.metric == "weapons" and best is None and lexicon.is_dense and not lexicon.verb_final
    if not (mention.unit == "drone" or listed) or own_side in (None, story.main_actor):
        return None
    if best is not None and best.label != own_side:
        return None
    if not scene.passage.has("cue.done_to", *scene.clause(mention.anchor.start, mention.anchor.end)):
        return None
    return next((a.id for a in story.actors if a.id not in (story.main_actor, own_side)), None)


def who_wins(mention: Mention, own: list[Hit], own_side: str | None) -> str | None:
    """Return who takes ground: the side before the verb, or that of who tells it of nobody ("отбито 800 кв. км")."""
    passage, scene, start = mention.scene.passage, mention.scene, mention.anchor.start
    verbs = passage.hits("cue.done_to").within(max(scene.span.start, start - _GROUND_REACH), start)
    if passage.lexicon.is_dense or not verbs or ";" in passage.plain[verbs[-1].end : start]:
        return None
    verb = verbs[-1]
    if passage.plain[verb.start : verb.end].endswith(passage.lexicon.endings["passive"]):
        told = own_side in _at_war(passage) and start - verb.end <= _BESIDE
        return own_side if told else None
    before = [hit for hit in own if hit.end <= verb.start and not scene.breaks_between(hit.end, verb.start)]
    return before[-1].label if before else None


def _side_of_most(passage: Passage) -> str | None:
    """The side at war whose people a text names more often than the other's: "the enemy" is the other one's word."""
    told = [passage.cast.speaks_for.get(hit.label) for hit in passage.hits("sources")]
    counts = {side: told.count(side) for side in _at_war(passage)}
    most = max(counts, key=lambda side: counts[side], default=None)
    return most if most is not None and len(set(counts.values())) > 1 else None


def _at_war(passage: Passage) -> list[str]:
    story = passage.cast.story
    return [actor.id for actor in story.actors if actor.id != story.main_actor][:_AT_WAR]
