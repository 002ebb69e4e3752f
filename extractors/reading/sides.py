"""Whose soldiers, whose ground: the side that a claim is about, from the story's actors in the sentence.

A side named inside the counted noun phrase wins, then the nearest that is neither a foe, an ally or a place ("against",
"alongside", "in") nor part of a speaker's name; then the side of the sentence before; then the story's main actor.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.phrases import Hit
from extractors.reading.cases import past_possessive
from extractors.reading.counted import Sort
from extractors.reading.elsewhere import is_against, is_dateline, is_ground, is_recipient
from extractors.reading.foes import foe, shot_down, who_wins
from extractors.reading.letters import CAPITALS
from extractors.reading.marks import Passage
from extractors.reading.scenes import LOSSES, Mention, Quantity, Scene
from extractors.texts import Span

MIXED = "other"
SIDE_FROM_AFAR = "side_of_another_paragraph"  # the reason of a claim whose own paragraph does not say whose it is
_AREA = "area_km2"
_GIVEN = frozenset({"troops_deployed", "reinforcements", "workers_sent", "weapons"})
_SUFFERED = (LOSSES - {"captured"}) | {"weapons", "share_lost", _AREA}
_TAIL = 6  # "soldiers of North Korea": what may stand between the noun and its side
_PUNCTUATION_PRICE = 35.0
_DIGIT_PRICE = 25.0
_HEAD_BONUS = 45.0  # "North Korean forces fighting in western Russia": the forces are meant
_HEAD_REACH = 24
_AND_GAP = 24
_STOPS = frozenset(",.;:()、。")
_FIRST_NAME = re.compile(rf" ?(?:[{CAPITALS}][\w'-]{{1,20}} )?")  # "Russia's Sergei Shoigu"
_ARTICLE = 4
_SPEAKER_GAP = 36
_LOSER_GAP = 14
_DOER_REACH = 24  # behind the number, where verbs come last
_INCLUDED = 24  # "50,000 troops, including some 10,000 North Koreans"
_PARTICLES = 2
_TITLE_GAP = 34  # "Ukraine's commander-in-chief, General Syrskyi"
_SUFFERER_GAP = 18
_SUBJECT_BEHIND = 3  # "1.360 militares perdió Ucrania"
_OWNER_GAP = 24
_CAPTOR_GAP = 14  # "the two soldiers that Ukraine captured"
_OFFICE_GAP = 24  # "a Ukrainian drone commander"
_SENDER_GAP = 20  # "Pyongyang could send up to 100,000"


@dataclass(frozen=True, slots=True)
class Side:
    """A side and how it was found: "named", "near", "before" (an earlier sentence) or "default"."""

    id: str
    how: str


def named_sides(scene: Scene, speakers: Sequence[Span]) -> list[Hit]:
    """Return the sides a sentence names as themselves, neither foes nor places nor parts of a speaker's name.

    `speakers`: where the names of those stand who speak in the sentence.
    """
    if not scene.has("actors"):
        return []
    key = tuple(speakers)
    found = scene.sides.get(key)
    if found is None:
        found = scene.sides[key] = tuple(_named_sides(scene, speakers))
    return list(found)


def _named_sides(scene: Scene, speakers: Sequence[Span]) -> list[Hit]:
    passage = scene.passage
    return [
        hit
        for hit in scene.hits("actors")
        if not is_dateline(hit, scene)
        and not (speakers and _speaks(hit, scene, speakers))
        and not _is_of_a_title(hit, passage)
        and not _is_of_who_says(hit, scene)
        and not is_against(hit, passage)
        and not is_ground(hit, passage)
        and not is_recipient(hit, scene)
    ]


def side_of(mention: Mention, previous: str | None, speakers: Sequence[Span], own_side: str | None = None) -> Side:
    """Return the side of a mention.

    `previous`: the side of the sentence before, where there is one. `own_side`: the side that the speaker speaks for.
    """
    scene = mention.scene
    passage = scene.passage
    hits = scene.hits("actors")
    own = named_sides(scene, speakers)
    own = [hit for hit in own if not _is_given_to(hit, mention, own)]
    if any(_is_taken_in(hit, mention.quantity.end, passage) for hit in hits if mention.quantity):
        return Side(MIXED, "named")
    inside = _inside(mention, hits, own) or _sufferer(mention, hits) or _subject_behind(mention, own)
    if inside is not None:
        side = _joined(inside, hits, passage)
        return Side(MIXED if _takes_in_others(side, mention, hits) else side, "named")
    main = passage.cast.story.main_actor
    doers = {hit.label for hit in own if hit.label != main and mention.metric != _AREA and _is_doer(hit, mention)}
    own = [hit for hit in own if hit.label not in doers]
    own = [hit for hit in own if not _is_in_a_source(hit, scene)] or own
    if mention.unit == "persons":
        own = [hit for hit in own if hit.start < mention.anchor.end or not _is_of_things(hit, passage)]
    if mention.metric == _AREA:
        own = [hit for hit in own if not _is_counted(hit, scene)]
        winner = who_wins(mention, own, own_side)
        if winner is not None:
            return Side(winner, "near")
    if mention.metric == "reinforcements" and previous in (None, main):
        own = [hit for hit in own if not _is_of_another_clause(hit, mention)]
    left = _without_owner([hit for hit in own if hit.end <= mention.anchor.start], mention)
    best = min(left, key=lambda hit: _distance(mention.anchor, hit, passage), default=None)
    enemy = foe(mention, best, own_side) or shot_down(mention, best, own_side)
    if enemy is not None:
        return Side(enemy, "near")
    if best is not None:
        side = _joined(best, hits, passage)
        return Side(MIXED if _takes_in_others(side, mention, hits) else side, "near")
    right = [hit for hit in own if _is_counted_later(hit, mention)] if doers else []
    if right:
        return Side(right[0].label, "near")
    if mention.metric != _AREA and any(hit.label == main for hit in hits):
        return Side(main, "near")
    if (
        mention.metric == _AREA
        and own_side is not None
        and any(
            h.label == own_side
            for h in (passage.hits("actors") if previous != main else [] if own or _is_cleared(mention) else hits)
        )
    ):
        return Side(own_side, "before")
    if mention.metric == _AREA and own_side not in (None, main) and not hits and not _is_cleared(mention):
        return Side(str(own_side), "before")
    if own_side == main and not hits and mention.metric in LOSSES - {"captured"}:
        return Side(main, "before")  # who speaks for it mourns its own
    if previous is not None and previous not in doers:
        return Side(previous, "before")
    behind = bool(own) and own[0].start > mention.anchor.end
    captor = (
        behind and mention.metric == "captured" and not passage.lexicon.is_dense
    )  # "Zwei Gefangene hat die Ukraine"
    if own and not captor and not (behind and scene.breaks_between(mention.anchor.end, own[0].start)):
        return Side(_joined(own[0], hits, passage), "near")
    return Side(main, "default")


def _is_of_things(hit: Hit, passage: Passage) -> bool:
    """Whether a side only says whose ships or planes carry those who are counted ("1,500 men aboard Russian ships")."""
    return not passage.lexicon.is_dense and passage.hits("weapon").at(hit.end + 1) is not None


def _is_counted(hit: Hit, scene: Scene) -> bool:
    """Whether a side's name is the noun of a number of people ("1,050 Russian soldiers"), or part of it."""
    return any(q.counted.sort is Sort.PERSON and q.start <= hit.start < q.end for q in scene.quantities)


def _is_cleared(mention: Mention) -> bool:
    """Whether ground is told in hectares: that of sappers, not of those who speak of them."""
    return mention.quantity is not None and mention.quantity.counted.id == "hectare"


def _subject_behind(mention: Mention, own: list[Hit]) -> Hit | None:
    """The side right behind a verb of losses that follows its number: "up to 1,360 men lost Ukraine" in Spanish."""
    trigger = mention.trigger
    if trigger is None or trigger.kind != "event" or trigger.metric not in LOSSES or trigger.start < mention.anchor.end:
        return None
    plain, end = mention.scene.passage.plain, trigger.end
    behind = (hit for hit in own if 0 <= hit.start - end <= _SUBJECT_BEHIND)
    return next((hit for hit in behind if not set(plain[end : hit.start]) & _STOPS), None)


def _speaks(hit: Hit, scene: Scene, speakers: Sequence[Span]) -> bool:
    """Whether a side's name is part of a speaker's, or a speaker itself and not whose losses are told."""
    around = [s for s in speakers if s.start <= hit.start and hit.end <= s.end]
    if not around:
        return False
    if any(_counts_its_own(s.end, scene) or _loses(s.end, scene) for s in around):
        return False
    bare = all((s.start, s.end) == (hit.start, hit.end) for s in around)
    if not bare:
        return True
    plain = scene.passage.plain
    others = (s for s in speakers if s.end > s.start and s not in around)
    if any(":" not in plain[hit.end : s.start] for s in others):  # but "Kyiv goes higher: Zelensky speaks of 4,000"
        return False
    return not (_suffers(hit, scene) or _sends(hit, scene))


def _counts_its_own(end: int, scene: Scene) -> bool:
    """Whether what is counted stands right behind a name: "Russia's casualties", ロシア側死傷者."""
    return any(t.kind == "noun" and t.metric in LOSSES and 0 <= t.start - end <= 1 for t in scene.triggers)


def _suffers(hit: Hit, scene: Scene) -> bool:
    """Whether the next verb behind a side's name tells losses, before any verb of saying ("Moscow has lost ...")."""
    passage = scene.passage
    if passage.lexicon.verb_final:
        return False
    losses = (t.start for t in scene.triggers if t.start >= hit.end and t.metric in LOSSES)
    first = min(losses, default=scene.span.end)
    names = ("reporting.said", "reporting.estimated", "reporting.told")
    return first < scene.span.end and not any(passage.has(name, hit.end, first) for name in names)


def _sends(hit: Hit, scene: Scene) -> bool:
    """Whether the verb behind a side's name tells that it sends somebody ("Pyongyang could send ...")."""
    passage = scene.passage
    if passage.lexicon.verb_final:
        return False
    for trigger in scene.triggers:
        gap = passage.plain[hit.end : trigger.start]
        if trigger.metric in ("sent", "reinforcements") and 0 < len(gap) <= _SENDER_GAP and trigger.kind == "event":
            return not set(gap) & _STOPS
    return False


def _is_of_who_says(hit: Hit, scene: Scene) -> bool:
    """Whether a side only says whose people speak who open a sentence ("Ukraine's spooks believe")."""
    passage = scene.passage
    opens = hit.start - scene.span.start <= _ARTICLE
    if not opens or passage.lexicon.is_dense or hit.label == passage.cast.story.main_actor:
        return False
    verbs = passage.together(("reporting.said", "reporting.estimated")).within(hit.end, hit.end + _SPEAKER_GAP)
    gap = passage.plain[past_possessive(hit.end, passage) : verbs[0].start] if verbs else ""
    if not gap.strip() or set(gap) & _STOPS or any(c.isdigit() for c in gap):
        return False
    end = verbs[0].start
    if passage.hits("cue.done_to").at(end) or any(q.counted.id == "km2" for q in scene.quantities):
        return False  # "the Ukrainian army holds 470 km²"
    return not any(passage.has(name, hit.end, end) for name in ("person", "trigger", "cue.and", "actors", "weapon"))


def _is_of_a_title(hit: Hit, passage: Passage) -> bool:
    """Whether a side says whose president or spokesman somebody is ("Ukraine's army chief Syrskyi")."""
    if _is_of_an_office(hit, passage):
        return True
    for name in passage.hits("sources").within(hit.end, hit.end + 2 * _TITLE_GAP):
        gap = passage.plain[hit.end : name.start]
        start = past_possessive(hit.end, passage)
        if hit.label != passage.cast.story.main_actor and _FIRST_NAME.fullmatch(passage.plain, start, name.start):
            return True
        told = passage.has("person", hit.end - 1, name.start) or passage.has("trigger", hit.end, name.start)
        if len(gap) <= _TITLE_GAP // (2 if passage.lexicon.is_dense else 1) and not told and not set(gap) & _STOPS:
            return passage.has("reporting.title", hit.end, name.end) or passage.has(
                "reporting.relay", hit.end, name.start
            )
        break
    return False


def _is_of_an_office(hit: Hit, passage: Passage) -> bool:
    """Whether a side says whose officer an unknown speaker is ("a Ukrainian drone commander, callsign Bars")."""
    if passage.lexicon.is_dense or hit.label == passage.cast.story.main_actor:
        return False
    for office in passage.hits("reporting.title").within(hit.end, hit.end + 2 * _OFFICE_GAP):
        gap = passage.plain[hit.end : office.start]
        if len(gap) > _OFFICE_GAP or not gap.startswith(" ") or set(gap) & _STOPS:
            return False
        return not any(passage.has(name, hit.end, office.start) for name in ("person", "trigger", "cue.and", "places"))
    return False


def _is_in_a_source(hit: Hit, scene: Scene) -> bool:
    around = scene.passage.hits("sources").within(max(0, hit.start - _TITLE_GAP), hit.end + _TITLE_GAP)
    return any(
        s.start <= hit.start and hit.end <= s.end and (s.end - s.start) > (hit.end - hit.start)
        for s in around
        if not _loses(s.end, scene)
    )


def _loses(end: int, scene: Scene) -> bool:
    """Whether a verb of losses follows a name, perhaps behind an aside: "the Russian army, he says, has lost ..."."""
    if scene.passage.lexicon.is_dense:
        return False
    verbs = (t for t in scene.triggers if t.start > end and t.metric == "casualties" and t.kind == "event")
    verb = next(verbs, None)
    if verb is None:
        return False
    plain, start = scene.passage.plain, end
    if plain.startswith(", ", end):
        start = plain.find(",", end + 2, verb.start) + 1 or end
    gap = plain[start : verb.start]
    return len(gap) <= _LOSER_GAP and not set(gap) & _STOPS and not any(c.isdigit() for c in gap)


def _sufferer(mention: Mention, hits: Sequence[Hit]) -> Hit | None:
    """The side behind words such as "cost" and "inflicted on": its losses are counted, whatever stands before it."""
    scene = mention.scene
    if mention.metric not in _SUFFERED or not scene.has("cue.suffered_by"):
        return None
    passage = scene.passage
    clause = scene.clause(mention.anchor.start, mention.anchor.end)
    for word in passage.hits("cue.suffered_by").within(*clause):
        for hit in hits:
            if passage.lexicon.verb_final and 0 <= word.start - hit.end <= 1:  # ロシアに与えた損害
                return hit
            gap = passage.plain[word.end : hit.start]
            if 0 <= hit.start - word.end <= _SUFFERER_GAP and not set(gap) & _STOPS and not is_ground(hit, passage):
                return hit
    return None


def _inside(mention: Mention, hits: Sequence[Hit], own: list[Hit]) -> Hit | None:
    """The side inside the counted noun phrase, or one of `own` right behind or before it."""
    quantity = mention.quantity
    if quantity is None or mention.metric == _AREA:
        return None  # "500 square kilometres of Russia": whose ground it is says not who holds it
    passage = mention.scene.passage
    for hit in hits:
        if quantity.start <= hit.start < quantity.end and not is_ground(hit, passage):
            return hit
    at_once = passage.lexicon.is_dense and not passage.lexicon.verb_final  # "俄军把约7000名朝鲜军人": right behind wins
    for hit in sorted(own, key=lambda h: at_once and h.start != quantity.end):
        if _is_captor(hit, mention):
            continue
        behind = 0 <= hit.start - quantity.end <= _TAIL and not passage.has("cue.and", quantity.end, hit.start)
        before = 0 <= quantity.start - hit.end <= 2
        gap = passage.plain[min(quantity.end, hit.end) : max(hit.start, quantity.start)]
        if behind and passage.lexicon.is_dense and hit.start - quantity.end > 1:
            continue  # 工兵已抵达俄罗斯
        if (behind or before) and not set(gap) & _STOPS:
            return hit
    return _owner_behind(quantity, own, passage)


def _owner_behind(quantity: Quantity, own: list[Hit], passage: Passage) -> Hit | None:
    """The side of the people behind a participle that is counted: "205 killed in a day of Ukraine's soldiers"."""
    counted = passage.hits("trigger").at(quantity.counted.start)
    if passage.lexicon.is_dense or counted is None or quantity.counted.sort is not Sort.PERSON:
        return None
    for hit in own:
        gap = passage.plain[quantity.end : hit.start]
        if hit.start < quantity.end or len(gap) > _OWNER_GAP or set(gap) & _STOPS or any(c.isdigit() for c in gap):
            continue
        heads = passage.hits("person").within(hit.end, hit.end + _HEAD_REACH)
        if any(not passage.plain[hit.end : head.start].strip() for head in heads):
            return hit
    return None


def _joined(hit: Hit, hits: Sequence[Hit], passage: Passage) -> str:
    """Two sides joined by "and" are counted together: neither alone."""
    for other in hits:
        if other.label == hit.label:
            continue
        start, end = min(hit.end, other.end), max(hit.start, other.start)
        gap = passage.plain[start:end]
        if not 0 < len(gap) <= _AND_GAP or "," in gap:
            continue
        joins = passage.hits("cue.and").within(start, end)
        if not joins:
            continue
        for word in (*passage.hits("person").within(start, end), *joins):
            gap = gap[: word.start - start] + " " * (word.end - word.start) + gap[word.end - start :]
        if len(gap.strip()) <= (0 if passage.lexicon.is_dense else _PARTICLES):
            return MIXED
    return hit.label


def _without_owner(left: list[Hit], mention: Mention) -> list[Hit]:
    """Leave out whose ground it is where that stands right before its size (俄罗斯约500平方公里的土地)."""
    if mention.metric != _AREA or len(left) < 2 or not mention.scene.passage.lexicon.is_dense:
        return left
    return [hit for hit in left if mention.anchor.start - hit.end > 1] or left


def _takes_in_others(side: str, mention: Mention, hits: Sequence[Hit]) -> bool:
    """Whether the number is said to include another side: "50,000 troops, including North Koreans"."""
    passage, end = mention.scene.passage, mention.quantity.end if mention.quantity else mention.end
    for word in passage.hits("cue.including").within(end, end + _INCLUDED):
        gap = passage.plain[end : word.start]
        if not gap.strip(" ,("):
            behind = [h for h in hits if h.label != side and 0 <= h.start - word.end <= _INCLUDED]
            moves = [t for t in mention.scene.triggers if t.start >= word.end]
            behind = [h for h in behind if not any(t.start < h.end for t in moves)]
            return any(not set(passage.plain[word.end : h.start]) & _STOPS for h in behind)
    return False


def _is_taken_in(hit: Hit, end: int, passage: Passage) -> bool:
    """Whether a side is said between commas to be counted as well ("50,000 men, North Koreans included")."""
    if hit.start < end or passage.plain[hit.start - 2 : hit.start] not in (", ", "– ", "— "):
        return False
    word = passage.hits("cue.including").at(hit.end + 1)
    return word is not None and passage.plain[word.end : word.end + 1] in (".", ",", ";", "")


def _is_of_another_clause(hit: Hit, mention: Mention) -> bool:
    """Whether a name before a comma says not who else is coming ("if Moscow fails, another 25,000 may come")."""
    passage = mention.scene.passage
    head = passage.hits("person").within(hit.end, hit.end + _HEAD_REACH)
    if hit.label == passage.cast.story.main_actor or any(not passage.plain[hit.end : h.start].strip() for h in head):
        return False
    return hit.end <= mention.anchor.start and bool(set(passage.plain[hit.end : mention.anchor.start]) & _STOPS)


def _is_given_to(hit: Hit, mention: Mention, own: list[Hit]) -> bool:
    """Whether a bare name before a number is who gets them, the giver before it ("gave Moscow 15,000 men")."""
    passage, scene = mention.scene.passage, mention.scene
    if passage.lexicon.is_dense or passage.plain[hit.end : hit.end + 1] != " ":
        return False
    if mention.metric in _GIVEN:
        starts = [mention.anchor.start]
    else:
        starts = [q.start for q in scene.quantities if q is not mention.quantity and q.counted.sort is Sort.PERSON]
    if not any(0 <= at - hit.end <= 2 for at in starts):
        return False
    givers = (h for h in own if h.label != hit.label and h.end <= hit.start)
    return any(
        not scene.breaks_between(h.end, hit.start)
        and not set(passage.plain[h.end : hit.start]) & _STOPS
        and not any(passage.has(name, h.end, hit.start) for name in ("cue.and", "person"))
        for h in givers
    )


def _is_doer(hit: Hit, mention: Mention) -> bool:
    """Whether a side captures, kills, receives or destroys what is counted: the number is not its own."""
    scene, anchor = mention.scene, mention.anchor
    passage = scene.passage
    end = anchor.end + (_DOER_REACH if passage.lexicon.verb_final else 0)
    trigger = mention.trigger
    if _is_counted(hit, scene) or (passage.lexicon.verb_final and _has_its_people(hit, passage)):
        return False
    if _is_captor(hit, mention):
        return True
    if trigger is not None and trigger.end > end and not trigger.start > anchor.end + _HEAD_BONUS:
        end = trigger.end
    for verb in passage.hits("cue.done_to").within(hit.end, min(end, scene.span.end)):
        if any(t.metric in LOSSES and t.kind == "noun" and t.start <= verb.start < t.end for t in scene.triggers):
            continue  # "Russia loses a thousand a day, dead and wounded"
        if verb.start >= anchor.end and not passage.lexicon.verb_final:
            continue
        if not scene.breaks_between(verb.end, anchor.start) and not scene.breaks_between(hit.end, verb.start):
            return True
    return False


def _has_its_people(hit: Hit, passage: Passage) -> bool:
    """Whether people or guns stand right behind a side's bare name: they are what is done away with (러시아군 병력)."""
    particles = (*passage.lexicon.topic, *passage.lexicon.subject)
    if passage.plain[hit.start : hit.end + 1].endswith(particles):
        return False
    things = passage.together(("person", "weapon")).within(hit.end, hit.end + _HEAD_REACH)
    return any(not passage.plain[hit.end : thing.start].strip() for thing in things)


def _is_captor(hit: Hit, mention: Mention) -> bool:
    """Whether a side took those counted before it: "the two soldiers that Ukraine captured"."""
    trigger, anchor, scene = mention.trigger, mention.anchor, mention.scene
    if trigger is None or trigger.metric != "captured" or trigger.kind != "event":
        return False
    if hit.end <= trigger.start < trigger.end <= anchor.start:
        return scene.passage.plain.startswith(scene.passage.lexicon.subject or "\0", hit.end)
    if hit.start < anchor.end:
        return False
    gap = trigger.start - hit.end
    relative = scene.breaks_between(anchor.end, hit.start + 1) > 0
    return not _is_counted(hit, scene) and 0 <= gap <= (_CAPTOR_GAP if relative else 1)


def _is_counted_later(hit: Hit, mention: Mention) -> bool:
    """Whether a side stands behind the number in its clause ("killed 15,000 and wounded 23,000 of Russia's men")."""
    return hit.start >= mention.anchor.end and not mention.scene.breaks_between(mention.anchor.end, hit.start)


def _distance(anchor: Span, hit: Hit, passage: Passage) -> float:
    gap = passage.plain[hit.end : anchor.start]
    head = passage.hits("person").within(hit.end, hit.end + _HEAD_REACH)
    bonus = _HEAD_BONUS if any(not passage.plain[hit.end : h.start].strip() for h in head) else 0.0
    distance = float(len(gap)) - bonus + _PUNCTUATION_PRICE * sum(gap.count(mark) for mark in ";,:—、")
    return distance + _DIGIT_PRICE * any(c.isdigit() for c in gap)
