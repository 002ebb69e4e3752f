"""How sure, or how real, a mention is: denied, conditional, planned, hedged or asserted.

A modal word belongs to the mention that follows it; behind a mention it reaches a little further where verbs stand at
the end of the clause.
"""

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.frames import BY_ITS_PARTS
from extractors.reading.marks import Passage
from extractors.reading.mentions import is_done
from extractors.reading.scenes import LOSSES, Mention
from extractors.reading.statuses import SPOKEN
from extractors.texts import Span
from extractors.values import Kind, Modality

_NOT_REACH = 14
_NOT_BEHIND = 6
_TAIL = 28
_TAIL_CONDITIONAL = 80
_TAIL_OWN = 6
_HEAD = 70
_BESIDE = 12  # between a modal word and the status that it is part of the evidence for
_SHOWN = {
    Modality.HEDGED: ("modality.hedged",),
    Modality.CONDITIONAL: ("modality.conditional",),
    Modality.DENIED: ("modality.not", "modality.denied"),
}
_NEGATIONS = frozenset({"modality.not", "modality.denied"})
_MARKS = frozenset(".,;:!?。、()\n")
_NOBODIES = ("person", "formation", "actors")
_OWN_NEGATION = frozenset({"not_seen", "no_comment", "ill_prepared", "denial"})
_CONFIRMED = "confirmed_deployment"
_SUICIDE = "suicide_to_avoid_capture"  # "if capture is near" is part of it
_MORE = "reinforcements_planned"
_SHARE = "share_lost"
_HOME = "returned_home"
_MOVES = frozenset({"troops_deployed", "troops_at_front", "reinforcements", "workers_sent"})
_TOGETHER = 60  # between the numbers of "1,000 sappers to clear mines and 5,000 builders"
_LIST_MARKS = frozenset(",、·")
_CONDITIONED = frozenset({"returned_to_front", "reinforcements_planned"})
_WISHES = frozenset({"returned_to_front", "withdrawn_from_front", "reinforcements_planned", "treaty"})


def moods_of(mentions: Sequence[Mention], estimated: Sequence[bool]) -> list[Modality]:
    """Return the modality of each mention of a sentence, in its order.

    `estimated`: whether the speaker of a mention estimates or believes rather than says.
    """
    wrong = _corrected(mentions)
    moods = []
    for i, mention in enumerate(mentions):
        (since, until), (start, end) = mention.scene.span, mention.anchor
        if len(mentions) > 1:
            since = max((m.end for m in mentions[:i] if m.end <= start), default=since)
            until = min((m.start for m in mentions[i + 1 :] if m.start >= end), default=until)
        mood = _mood(mention, since, until, estimated=estimated[i])
        moods.append(Modality.DENIED if i in wrong else mood)
    return _shared(mentions, moods) if len(mentions) > 1 else moods


def _corrected(mentions: Sequence[Mention]) -> set[int]:
    """Which mentions a correction takes back: of two figures of one metric the one nearer to its words."""
    words = mentions[0].scene.hits("cue.retracted") if mentions else ()
    if not words:
        return set()
    wrong: dict[str, tuple[int, int]] = {}
    for i, mention in enumerate(mentions):
        gap = min(max(mention.start - word.end, word.start - mention.end, 0) for word in words)
        key = mention.metric if mention.kind is Kind.FIGURE else f"{mention.metric}:{i}"
        wrong[key] = min(wrong.get(key, (gap, i)), (gap, i))
    return {i for _, i in wrong.values()}


def _shared(mentions: Sequence[Mention], moods: list[Modality]) -> list[Modality]:
    """Figures that a comma or an "and" joins share the hedge: before them, or behind where verbs come last."""
    out = list(moods)
    for i in range(1, len(mentions)):
        if out[i] is not Modality.ASSERTED:
            continue
        if out[i - 1] is Modality.HEDGED and (
            _are_joined(*mentions[i - 1 : i + 1]) or _is_its_share(*mentions[i - 1 : i + 1])
        ):
            out[i] = Modality.HEDGED
        if out[i - 1] is Modality.HEDGED and _is_part(*mentions[i - 1 : i + 1]):
            out[i] = Modality.HEDGED
        if out[i - 1] is Modality.PLANNED and _go_together(*mentions[i - 1 : i + 1]):
            out[i] = Modality.PLANNED
    for i in range(len(mentions) - 1, 0, -1):
        last = mentions[i].scene.passage.lexicon.verb_final
        if (
            out[i - 1] is Modality.ASSERTED
            and out[i] is Modality.PLANNED
            and _are_sent_together(*mentions[i - 1 : i + 1])
        ):
            out[i - 1] = Modality.PLANNED
        joined = out[i - 1] is Modality.ASSERTED and last
        if joined and out[i] is Modality.HEDGED and _are_listed(*mentions[i - 1 : i + 1]):
            out[i - 1] = Modality.HEDGED
        before = out[i - 1] is Modality.ASSERTED and (last or _opens_a_plan(mentions[i - 1]))
        if before and out[i] is Modality.PLANNED and _go_together(*mentions[i - 1 : i + 1]):
            out[i - 1] = Modality.PLANNED
    return out


def _opens_a_plan(mention: Mention) -> bool:
    """Whether "will" or its like stands before a number whose verb follows another ("werde 10 und 50 schicken")."""
    scene = mention.scene
    start = scene.clause(mention.anchor.start, mention.anchor.end).start
    return scene.passage.has("modality.planned", start, mention.anchor.start)


def _is_its_share(loss: Mention, share: Mention) -> bool:
    """Whether a share is reckoned from the loss told before it."""
    return share.metric == _SHARE and loss.metric in LOSSES


def _is_part(total: Mention, part: Mention) -> bool:
    """Whether a figure is told as part of the one before it ("38,000, including 15,000 killed")."""
    if {total.kind, part.kind} != {Kind.FIGURE} or not {total.metric, part.metric} <= LOSSES:
        return False
    passage = total.scene.passage
    near = 0 <= part.anchor.start - total.anchor.end <= _TOGETHER
    return near and passage.has("cue.including", total.anchor.end, part.anchor.start)


def _go_together(a: Mention, b: Mention) -> bool:
    """Whether two numbers of people who are sent stand in one clause with "and" or a comma between them."""
    if {a.kind, b.kind} != {Kind.FIGURE} or a.is_given or b.is_given or not {a.metric, b.metric} <= _MOVES:
        return False
    passage = a.scene.passage
    near = 0 <= b.anchor.start - a.anchor.end <= _TOGETHER and not a.scene.breaks_between(a.end, b.anchor.start)
    listed = passage.has("cue.and", a.anchor.end, b.anchor.start) or bool(
        _LIST_MARKS & set(passage.plain[a.anchor.end : b.anchor.start])
    )
    done = is_done(b, a.anchor.end, b.scene.span.end)
    return near and listed and not (done or passage.has("reporting.said", a.anchor.end, b.anchor.start))


def _are_sent_together(a: Mention, b: Mention) -> bool:
    """Whether nothing but "and" parts two groups before their verb ("1,000 sappers and 5,000 builders will go")."""
    return _are_joined(a, b) and {a.metric, b.metric} <= _MOVES


def _are_listed(a: Mention, b: Mention) -> bool:
    """Whether two losses stand side by side before the one verb that comes last."""
    if _are_joined(a, b):
        return True
    near = 0 <= b.start - a.end <= _BESIDE * 2 and not a.scene.breaks_between(a.end, b.anchor.start)
    both = {a.kind, b.kind} == {Kind.FIGURE} and not (a.is_given or b.is_given) and {a.metric, b.metric} <= LOSSES
    return near and both and not a.scene.passage.has("reporting.said", a.end, b.start)


def _are_joined(a: Mention, b: Mention) -> bool:
    """Whether nothing but a comma or a word such as "and" stands between two figures."""
    if a.kind is not Kind.FIGURE or b.kind is not Kind.FIGURE or a.is_given or b.is_given:
        return False
    passage = a.scene.passage
    gap = passage.plain[a.end : b.start]
    for hit in passage.hits("cue.and").within(a.end, b.start):
        gap = gap.replace(passage.plain[hit.start : hit.end], " ", 1)
    return a.end <= b.start and not any(c.isalpha() for c in gap) and not set(gap) & set(".;:")


def _mood(mention: Mention, since: int, until: int, *, estimated: bool) -> Modality:
    """Return the modality of a mention by the words between the mentions before and behind it."""
    if mention.metric == "no_comment":
        return Modality.ASSERTED
    if mention.metric == "denial" or not mention.polarity or _is_denied(mention, since):
        return Modality.DENIED
    if _has(mention, "conditional", since, until):
        return Modality.CONDITIONAL
    hedged = _has(mention, "hedged", since, until)
    figure = mention.kind is Kind.FIGURE
    if mention.modality is Modality.PLANNED or _is_planned(mention, since, until):
        return Modality.HEDGED if hedged and not (estimated and figure) else Modality.PLANNED
    known = mention.is_given and mention.metric in _MOVES  # "4,000 of the 12,000 sent": only the 4,000 are estimated
    if known:
        hedged = mention.scene.passage.has("modality.hedged", mention.start - _BESIDE * 2, mention.end)
    if hedged or (estimated and figure and not known):
        return Modality.HEDGED
    return Modality.ASSERTED


def evidence_of(mention: Mention, modality: Modality) -> Span:
    """Return where the words of a mention stand, with the word of its mood where that is beside ("may have ...")."""
    start, end = mention.start, mention.end
    sections = _SHOWN.get(modality)
    if sections is None or mention.kind is not Kind.STATUS or mention.metric in SPOKEN:
        return Span(start, end)
    passage, span = mention.scene.passage, mention.scene.span
    for section in sections:
        for hit in passage.hits(section).within(max(span.start, start - 3 * _BESIDE), min(span.end, end + 3 * _BESIDE)):
            gap = passage.plain[min(end, hit.end) : max(start, hit.start)]
            beside = hit.end <= start or hit.start >= end
            if beside and len(gap) <= _BESIDE and not _MARKS & set(gap):
                return Span(min(start, hit.start), max(end, hit.end))
    return Span(start, end)


def _is_denied(mention: Mention, since: int) -> bool:
    passage, span = mention.scene.passage, mention.scene.span
    if mention.metric in SPOKEN or not mention.scene.has_any(_NEGATIONS):
        return False
    if mention.kind is Kind.FIGURE and passage.has("modality.denied", max(since, span.start), mention.anchor.start):
        return True
    if mention.metric == _MORE and _is_unlikely(mention, since):
        return True
    if mention.metric in _OWN_NEGATION or mention.kind is Kind.FIGURE:
        return False
    clause = mention.scene.clause(mention.anchor.start, mention.anchor.end)
    start = max(clause.start, since, mention.anchor.start - _NOT_REACH)
    by_parts = BY_ITS_PARTS in mention.reasons  # a phrase says itself whether it denies
    if mention.metric == _CONFIRMED and by_parts and passage.has("modality.not", *mention.anchor):
        return True
    if any(not _hedges(hit, passage) for hit in passage.hits("modality.not").within(start, mention.anchor.start)):
        return True
    if _is_of_nobody(mention, max(clause.start, since)):
        return True
    if not passage.lexicon.is_dense:
        return False
    end = mention.anchor.end
    behind = passage.hits("modality.not").within(end, min(clause.end, end + _NOT_BEHIND))
    return any(not (_MARKS & set(passage.plain[end : hit.start]) or _hedges(hit, passage)) for hit in behind)


def _is_of_nobody(mention: Mention, start: int) -> bool:
    """Whether a clause opens with those of whom it is not so: "No unit of theirs has been withdrawn"."""
    passage, anchor = mention.scene.passage, mention.anchor
    for hit in passage.hits("modality.not").within(start, anchor.start):
        gap = passage.plain[hit.end : anchor.start]
        if len(gap) > _HEAD or _MARKS & set(gap) or any(word in passage.lexicon.that for word in gap.lower().split()):
            continue
        people = any(passage.has(name, hit.end, min(anchor.start, hit.end + _HEAD // 2)) for name in _NOBODIES)
        if people and _opens_a_clause(hit, start, passage) and not _hedges(hit, passage):
            return True
    return False


def _opens_a_clause(hit: Hit, start: int, passage: Passage) -> bool:
    """Whether only a mark, "that" or a verb of saying stands before a word."""
    before = passage.plain[start : hit.start].rstrip(' "«“„')
    if not before or before[-1] in _MARKS or before.split()[-1].lower() in passage.lexicon.that:
        return True
    return any(verb.end == start + len(before) for verb in passage.hits("reporting.said").within(start, hit.start))


def _is_unlikely(mention: Mention, since: int) -> bool:
    """Whether reinforcements are told not to come, or no sign of them is seen; who does not rule them out hedges."""
    passage, anchor = mention.scene.passage, mention.anchor
    clause = mention.scene.clause(anchor.start, anchor.end)
    left, right = max(clause.start, since, anchor.start - _HEAD), anchor.end
    if passage.lexicon.is_dense:
        left, right = anchor.start, min(clause.end, anchor.end + _TAIL // 2)
    for hit in passage.together(("modality.not", "modality.denied")).within(left, right):
        gap = (
            passage.plain[anchor.end : hit.start] if passage.lexicon.is_dense else passage.plain[hit.end : anchor.start]
        )
        if not _MARKS & set(gap) and not _hedges(hit, passage):
            return True
    return False


def _hedges(negation: Hit, passage: Passage) -> bool:
    """Whether a negation is part of a hedge ("does not rule out", "sans doute")."""
    around = passage.hits("modality.hedged").within(negation.start - 2 * _BESIDE, negation.end + 2 * _BESIDE)
    return any(hit.start <= negation.end and negation.start <= hit.end for hit in around)


def _is_planned(mention: Mention, since: int, until: int) -> bool:
    if mention.metric == "reinforcements_planned":
        return True
    return mention.metric in _WISHES and _has(mention, "planned", since, until)


def _tail_end(mention: Mention) -> int:
    """How far behind a mention its own mood may stand: to the next comma where verbs come early."""
    passage = mention.scene.passage
    if passage.lexicon.verb_final:
        return mention.end + 2 * _TAIL
    if mention.metric == _HOME:
        return mention.end  # "900 men who came home could be sent again": only that they go is not sure
    comma = passage.plain.find(",", mention.end, mention.end + _TAIL)
    return comma if comma >= 0 else mention.end + _TAIL


def _has(mention: Mention, key: str, since: int, until: int) -> bool:
    """Whether a modal word of `key` stands in the mention's own stretch of the sentence.

    A word that hedges alone and plans with its verb ("sollen entsandt werden") is a plan.
    """
    passage, scene = mention.scene.passage, mention.scene
    if not scene.has(f"modality.{key}"):
        return False
    figure = mention.kind is Kind.FIGURE
    if key == "conditional":
        if mention.metric == _SUICIDE or (figure and passage.lexicon.verb_final):
            return False
        if figure:  # only what stands under a condition told before it ("if all held shells that would be 9 million")
            return passage.has(
                "modality.conditional", max(scene.span.start, since, mention.start - _HEAD), mention.start
            )
        if mention.metric not in _CONDITIONED:
            clause = scene.clause(mention.start, mention.end)
            return passage.has("modality.conditional", max(clause.start, since), min(clause.end, until))
        # Where verbs come last the condition stands before what hangs on it.
        tail = _TAIL_OWN if passage.lexicon.verb_final else _TAIL_CONDITIONAL
        left, right = scene.span.start, min(scene.span.end, mention.end + tail)
    else:
        clause = scene.clause(mention.start, mention.end)
        left = max(clause.start, mention.start - 2 * _HEAD)
        right = min(clause.end, _tail_end(mention))
    start, end = max(left, since), max(mention.end, min(right, until))
    found = passage.hits(f"modality.{key}").within(min(start, mention.start), end)
    if key != "hedged" or not found:
        return bool(found)
    plans = scene.hits("modality.planned")
    return any(not any(_holds(p, hit) for p in plans) for hit in found)


def _holds(plan: Hit, hedge: Hit) -> bool:
    """Whether a word that hedges is only a part of one that plans."""
    return plan.start <= hedge.start and hedge.end <= plan.end and plan[:2] != hedge[:2]
