"""Statuses of a sentence: withdrawn, returned, not seen, denied, not commented, confirmed and their like.

A status about the front counts only for the story's main actor: another army's retreat is another story. A denial that
names what it denies becomes that status, denied.
"""

from collections.abc import Sequence

from extractors.lexicon import STATUSES
from extractors.phrases import Hit
from extractors.reading.asked import who_was_asked
from extractors.reading.elsewhere import is_against, is_recipient
from extractors.reading.frames import PIVOTS, by_their_parts
from extractors.reading.questions import answered
from extractors.reading.scenes import Mention, Scene
from extractors.reading.sides import named_sides
from extractors.texts import Span
from extractors.values import Kind

OF_THE_FRONT = frozenset(
    {
        "withdrawn_from_front",
        "returned_to_front",
        "not_seen",
        "reinforcements_planned",
        "ill_prepared",
        "suicide_to_avoid_capture",
    }
)
SPOKEN = frozenset({"denial", "no_comment"})
_DENIABLE = OF_THE_FRONT | {"confirmed_deployment", "treaty"}
_CONFIRMED = "confirmed_deployment"
_CONFIRMABLE = frozenset({"withdrawn_from_front", "returned_to_front", "reinforcements_planned"})
_PARTING = frozenset(';"')
_UNLESS_REACH = 30
_DENIAL_REACH = 110
_SIDE_REACH = 60
_OPENING = 30  # letters before a report that still opens its sentence ("Am Dienstag hat er Berichte ...")


def statuses(
    scene: Scene, speakers: Sequence[Span], figures: Sequence[Mention] = (), *, is_ours: bool
) -> list[Mention]:
    """Return the statuses of a sentence in its order.

    `is_ours`: the sentence before, or the whole article, is about the main actor, so that "they" may be its soldiers.
    `figures`: those of the sentence. That some are still there is their number; whether others left is told beside it.
    """
    hits = scene.hits("status")
    found = _by_phrases(hits, scene) if hits else []
    if scene.has_any(PIVOTS):
        found += _by_their_parts(hits, scene, speakers, is_ours=is_ours)
    found = [m for m in found if m.metric not in OF_THE_FRONT or _is_main(m, speakers, is_ours=is_ours)]
    if figures:
        found = [m for m in found if m.polarity or not any(is_of_figure(m, number) for number in figures)]
    if len(found) > 1:
        found.sort(key=lambda m: m.anchor.start)
        found = _without_doubles(_of_the_front_alone(found))
    if found and scene.has("cue.unconfirmed"):
        found = _unconfirmed(found, scene)
    found = _denied(_heard(found, scene), scene) if len(found) > 1 else found
    return answered(found, scene) if found else found


def is_of_figure(status: Mention, figure: Mention) -> bool:
    """Whether the words of a status at the front are those that say what a figure counts."""
    trigger = figure.trigger
    overlaps = trigger is not None and trigger.start < status.end and status.start < trigger.end
    return overlaps and status.metric in OF_THE_FRONT


def _of_the_front_alone(found: list[Mention]) -> list[Mention]:
    """Without a confirmation whose words hold a move at the front: "confirmed that they are back" confirms that."""
    moves = [m.anchor for m in found if m.metric in OF_THE_FRONT]
    return [
        m
        for m in found
        if m.metric != _CONFIRMED or not any(m.anchor.start < a.end and a.start < m.anchor.end for a in moves)
    ]


def _by_their_parts(hits: Sequence[Hit], scene: Scene, speakers: Sequence[Span], *, is_ours: bool) -> list[Mention]:
    """What only its parts tell is believed of the main actor alone, a silence only of somebody who is named.

    What a phrase tells of the front is not told again by its words ("may return to combat after further training").
    """
    told = [hit for hit in hits if not hit.label.endswith(".unless")]
    of_the_front = [hit for hit in told if hit.label.partition(".")[0] in OF_THE_FRONT]
    found = by_their_parts(scene, told)
    found = [m for m in found if not any(h.start < m.end and m.start < h.end for h in of_the_front)]
    found = [
        m
        for m in found
        if not any(h.start < m.end and m.start < h.end for h in hits if h.label == f"{m.metric}.unless")
    ]
    if not found:
        return []
    main = scene.passage.cast.story.main_actor
    about_main = is_ours or any(h.label == main for h in scene.hits("actors"))
    return [m for m in found if (bool(speakers) if m.metric in SPOKEN else about_main)]


def _by_phrases(hits: Sequence[Hit], scene: Scene) -> list[Mention]:
    by_status: dict[str, list[Hit]] = {}
    for hit in hits:
        by_status.setdefault(hit.label.partition(".")[0], []).append(hit)
    found: list[Mention] = []
    for status in sorted(by_status, key=STATUSES.index):
        found += _of(status, by_status[status], scene)
    return found


def _of(status: str, hits: Sequence[Hit], scene: Scene) -> list[Mention]:
    unless = [hit for hit in hits if hit.label.endswith(".unless")]
    return [
        Mention(
            kind=Kind.STATUS,
            metric=status,
            scene=scene,
            anchor=Span(hit.start, hit.end),
            start=hit.start,
            end=hit.end,
            polarity=hit.label.endswith(".words"),
        )
        for hit in hits
        if not (unless and (hit in unless or any(_touches(hit, veto) for veto in unless)))
        and not (scene.has("cue.own_sector") and _is_of_their_own(hit, scene))
    ]


def _is_of_their_own(hit: Hit, scene: Scene) -> bool:
    """Whether a speaker's own men stand right before a status ("only where his men are fighting")."""
    own = scene.passage.hits("cue.own_sector").within(scene.span.start, hit.start)
    return any(0 <= hit.start - word.end <= 1 for word in own)


def _touches(hit: Hit, veto: Hit) -> bool:
    return veto.start - _UNLESS_REACH <= hit.end and hit.start <= veto.end + _UNLESS_REACH


def _is_main(mention: Mention, speakers: Sequence[Span], *, is_ours: bool) -> bool:
    """Whether the nearest side named in the sentence is the main actor, or none is and the talk is of it."""
    scene = mention.scene
    if not scene.has("actors"):
        return is_ours
    main = scene.passage.cast.story.main_actor
    hits = scene.passage.hits("actors").within(mention.anchor.start, mention.anchor.end)
    # "이르면 7월 러시아에 추가로 병력을": whom a particle makes the goal is not who goes.
    inside = [h.label for h in hits if h.label == main or not (is_recipient(h, scene) or is_against(h, scene.passage))]
    if inside:
        return main in inside
    named = named_sides(scene, speakers)
    left = [h for h in named if h.end <= mention.anchor.start]
    if not left:
        return is_ours or any(h.label == main for h in scene.hits("actors"))
    nearest = left[-1]
    if nearest.label == main:
        return True
    gap = scene.passage.plain[nearest.end : mention.anchor.start]
    apart = "," in gap or "、" in gap or len(gap) > _SIDE_REACH
    return apart and (is_ours or any(h.label == main for h in named))


def _without_doubles(found: list[Mention]) -> list[Mention]:
    """One mention per status and polarity: the first, where two overlap; reinforcements and treaty once."""
    out: list[Mention] = []
    for mention in found:
        same = [m for m in out if m.metric == mention.metric]
        if any(m.polarity == mention.polarity and _close(m, mention) for m in same):
            continue
        if mention.metric == "denial" and any(
            m.metric == "no_comment" and m.anchor.start < mention.anchor.end and mention.anchor.start < m.anchor.end
            for m in found
        ):
            continue
        out.append(mention)
    return out


def _close(a: Mention, b: Mention) -> bool:
    """In one clause; two clauses may say two things ("have been withdrawn, though the withdrawal may not last").

    Two who are silent are two silences.
    """
    gap = min(a.anchor.end, b.anchor.end), max(a.anchor.start, b.anchor.start)
    if a.metric == "no_comment" and (a.scene.passage.has("sources", *gap) or _is_answered_by_whom_it_names(a, b)):
        return False
    return a.scene.breaks_between(a.anchor.end, b.anchor.start) == 0 or a.metric in (
        "treaty",
        "reinforcements_planned",
        "ill_prepared",
        "no_comment",
        "denial",
    )


def _is_answered_by_whom_it_names(a: Mention, b: Mention) -> bool:
    """Whether who is silent second is told by the words of the first ("referred it to the ministry, which ...")."""
    first, second = sorted((a, b), key=lambda m: m.anchor.start)
    asked = who_was_asked(second)
    return asked is not None and asked.start > first.anchor.start


def _is_called(status: Mention, denial: Mention, scene: Scene) -> bool:
    """Whether a denial is the predicate of a report named before it ("Reports that ... withdrew are wrong")."""
    start, end = status.anchor.end, denial.anchor.start
    passage = scene.passage
    if _is_of_a_report(status, scene):
        return _is_predicate(start, end, scene)
    apart = scene.breaks_between(start, denial.anchor.start) or passage.has("cue.and", start, end)
    return not apart and not passage.has("sources", start, denial.anchor.end)


def _is_of_a_report(told: Mention, scene: Scene) -> bool:
    """Whether a sentence, or the part of it behind a colon, opens with a report that tells this ("Reports of ...")."""
    start, end = told.anchor
    reports = [hit for hit in scene.hits("cue.report") if hit.start <= start <= hit.start + _DENIAL_REACH]
    if not reports or reports[0].end > end:
        return False
    first = reports[0]
    opening = scene.passage.plain[scene.span.start : first.start].rpartition(":")[2]
    said = scene.passage.has("reporting.said", first.end, start)
    return len(opening) <= _OPENING and "," not in opening and not said


def _is_predicate(start: int, end: int, scene: Scene) -> bool:
    """Whether no other clause begins between a report and its denial: whoever denies may be named there."""
    gap = scene.passage.plain[start:end]
    return (
        0 <= len(gap) <= _SIDE_REACH
        and gap.count(",") <= 1
        and not set(gap) & _PARTING
        and not scene.passage.has("cue.and", start, end)
    )


def _heard(found: list[Mention], scene: Scene) -> list[Mention]:
    """Without what somebody will not comment on: "declined to comment on reports of a withdrawal" reports none.

    Nor does "neither confirmed nor denied the deployment" confirm it.
    """
    silences = [m for m in found if m.metric == "no_comment"]
    return [m for m in found if not any(_is_silenced(m, s, scene) for s in silences)]


def _is_silenced(status: Mention, silence: Mention, scene: Scene) -> bool:
    if status.metric == "confirmed_deployment":
        return status.anchor.start < silence.anchor.end and silence.anchor.start < status.anchor.end
    return status.metric in OF_THE_FRONT and (_is_object(status, silence, scene) or _is_asked(status, silence, scene))


def _is_asked(status: Mention, silence: Mention, scene: Scene) -> bool:
    """Whether a sentence opens with "whether", tells a status and then who would not say."""
    opening = scene.passage.hits("concept.say").at(scene.span.start)
    return opening is not None and opening.end <= status.anchor.start and status.anchor.end <= silence.anchor.start


def _is_object(status: Mention, silence: Mention, scene: Scene) -> bool:
    first, second = sorted((status, silence), key=lambda m: m.anchor.start)
    if (first is status) is not scene.passage.lexicon.verb_final:
        return False
    start, end = first.anchor.end, second.anchor.start
    near = end - start <= (_SIDE_REACH if first is silence else _SIDE_REACH // 2)
    return near and not scene.breaks_between(start, end) and "," not in scene.passage.plain[start:end]


def _unconfirmed(found: list[Mention], scene: Scene) -> list[Mention]:
    """What somebody cannot confirm is that status, denied ("could not verify that they are back").

    The same words confirm no deployment beside it, and are no silence.
    """
    out = list(found)
    for words in scene.hits("cue.unconfirmed"):
        objects = [m for m in out if m.metric in _CONFIRMABLE and _is_behind(words, m, scene)]
        # "could not confirm or deny" goes on behind the words
        silent = any(m.metric == "no_comment" and m.anchor.start < words.end < m.anchor.end for m in out)
        if objects and not silent:
            first = min([m for m in objects if m.polarity] or objects, key=lambda m: m.anchor.start)
            out = [m for m in out if m is first or m.polarity or not _meets(m, first)]
            out[out.index(first)] = first._replace(
                polarity=False, start=min(first.start, words.start), end=max(first.end, words.end)
            )
            out = [m for m in out if not _is_told_by(words, m)]
    return out


def _meets(one: Mention, other: Mention) -> bool:
    return one.metric in _CONFIRMABLE and one.anchor.start < other.anchor.end and other.anchor.start < one.anchor.end


def _is_told_by(words: Hit, status: Mention) -> bool:
    """Whether these words made a silence, or a deployment that nobody confirms."""
    overlaps = status.anchor.start < words.end and words.start < status.anchor.end
    return overlaps and status.metric in ("no_comment", _CONFIRMED)


def _is_behind(words: Hit, status: Mention, scene: Scene) -> bool:
    """Whether a status is what the words before it, where verbs come last those behind it, do not confirm."""
    anchor = status.anchor
    if anchor.start < words.end and words.start < anchor.end:
        return not status.polarity or words.start < anchor.start < words.end < anchor.end  # a phrase that holds them
    ends = scene.passage.lexicon.verb_final or _ends_its_clause(words, anchor, scene)
    start, end = (anchor.end, words.start) if ends else (words.end, anchor.start)
    if not 0 <= end - start <= _DENIAL_REACH or set(scene.passage.plain[start:end]) & _PARTING:
        return False
    return not scene.passage.has("sources", start, end)


def _ends_its_clause(words: Hit, anchor: Span, scene: Scene) -> bool:
    """Whether these words stand behind a status in its clause ("kann Berichte über eine Rückkehr nicht bestätigen")."""
    gap = scene.passage.plain[anchor.end : words.start]
    return 0 < len(gap) <= _SIDE_REACH and "," not in gap and not scene.breaks_between(anchor.end, words.start)


def without_denied(
    figures: Sequence[Mention], found: Sequence[Mention], scene: Scene
) -> tuple[list[Mention], list[Mention]]:
    """Return figures and statuses where a denial that names the numbers it denies is these figures, denied."""
    numbers, left = list(figures), list(found)
    for denial in [m for m in found if m.metric == "denial"]:
        objects = [m for m in numbers if not m.is_given and _is_denied_number(m, denial, scene)]
        for one in objects:
            numbers[numbers.index(one)] = one._replace(
                polarity=False, start=min(one.start, denial.start), end=max(one.end, denial.end)
            )
        if objects:
            left.remove(denial)
    return numbers, left


def _is_denied_number(figure: Mention, denial: Mention, scene: Scene) -> bool:
    """Whether a number stands in the clause that is denied, and nobody else is named as the one who told it."""
    passage = scene.passage
    behind = figure.anchor.start >= denial.anchor.end
    if not behind and _is_of_a_report(figure, scene):
        return _is_predicate(figure.end, denial.anchor.start, scene)
    if behind is passage.lexicon.verb_final:
        return False
    start, end = (denial.anchor.end, figure.anchor.start) if behind else (figure.anchor.end, denial.anchor.start)
    if not 0 <= end - start <= _DENIAL_REACH or scene.breaks_between(start, end):
        return False
    gap = passage.plain[start:end]
    comma = gap.find(",")
    told = comma >= 0 and passage.has("reporting.said", start + comma, end)
    parted = told or set(gap) & set(';"') or passage.has("sources", start, end)
    return not (parted or (behind and passage.has("cue.and", start, end)))


def _denied(found: list[Mention], scene: Scene) -> list[Mention]:
    """A denial in the same sentence as what it denies: the status is denied, the denial says no more."""
    out = list(found)
    for denial in [m for m in found if m.metric == "denial"]:
        objects = [
            m
            for m in out
            if m.metric in _DENIABLE and -_DENIAL_REACH < m.anchor.start - denial.anchor.end < _DENIAL_REACH
        ]
        later = [m for m in objects if m.anchor.start > denial.anchor.start]
        objects = later or [m for m in objects if scene.passage.lexicon.verb_final or _is_called(m, denial, scene)]
        if objects:
            first = objects[0]
            out[out.index(first)] = first._replace(
                polarity=False, start=min(first.start, denial.start), end=max(first.end, denial.end)
            )
            out.remove(denial)
    return out
