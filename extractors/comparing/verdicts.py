"""What an alignment means: each real difference becomes one change, with advice and a sentence.

A pair yields at most one change of what is said, one of how surely, and one of who says it. A claim without partner is
added, removed, or a denial of what the text said before.
"""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from extractors.comparing.alignment import ALIGNED, FRAMED, Alignment, Pair
from extractors.comparing.evidence import (
    NAMED_BEFORE,
    Texts,
    is_gone,
    is_new,
    is_touched,
    likest_sentence,
    named_already,
    neighbours_intact,
    only_bound_otherwise,
    only_numbers_edited,
    place_is_of_one_version,
    prominent,
    same_words,
    same_words_for_it,
    speaker_replaced,
    still_named,
    still_told,
    stood_already,
)
from extractors.comparing.keys import (
    OPPOSITES,
    TROOPS,
    family,
    is_denied,
    is_fresh,
    is_real,
    key_of,
    place_of,
    restriction_of,
    told_for_another,
    words_of,
)
from extractors.comparing.moods import ONLY_SAID, denied_in_both, doubted, doubted_alike, negated
from extractors.comparing.replaced import Replaced, replacements
from extractors.comparing.unheard import unheard
from extractors.comparing.unmoved import (
    denied_already,
    kinds_alike,
    limited_alike,
    lost_its_speaker,
    number_stands,
    speakers_moved,
    still_spoken_of,
    stood_or_stands,
)
from extractors.comparing.wording import tell, tell_alone
from extractors.intervals import ValueRelation, disjoint, lost_power_of_ten, relate_values
from extractors.posts import Posts
from extractors.reading.sides import SIDE_FROM_AFAR
from extractors.second.attributor import LEARNT
from extractors.second.reader import DIFFERS
from extractors.values import SOURCE_IN_GENERAL, Bound, Change, ChangeKind, Claim, Field, Kind, Modality

_MOVES = MappingProxyType(
    {
        ValueRelation.RAISED: ChangeKind.RAISED,
        ValueRelation.LOWERED: ChangeKind.LOWERED,
        ValueRelation.NARROWED: ChangeKind.NARROWED,
        ValueRelation.WIDENED: ChangeKind.WIDENED,
    }
)
_SURENESS = MappingProxyType(
    {
        Modality.DENIED: 0,
        Modality.CONDITIONAL: 1,
        Modality.HEDGED: 2,
        Modality.PLANNED: 3,
        Modality.ASSERTED: 4,
    }
)
_ONE_WORD = 0.85  # of likeness: a sentence in which only a word or two were exchanged
_POWERS = frozenset({10.0, 100.0, 1_000.0, 10_000.0})
_SENT = TROOPS | {"workers_sent"}  # soldiers or builders, as the sentence has it
_OF_MOOD = frozenset({ChangeKind.HEDGED, ChangeKind.FIRMED, ChangeKind.DENIED, ChangeKind.REVERSED})
# What a translator cannot do by choosing another word.
_SURVIVES_TRANSLATION = frozenset(
    {
        ChangeKind.RAISED,
        ChangeKind.LOWERED,
        ChangeKind.DRIFTED,
        ChangeKind.DENIED,
        ChangeKind.REVERSED,
    }
)


def judge(alignment: Alignment, texts: Texts, posts: Posts) -> tuple[Change, ...]:
    """Returns the changes of an alignment: first of the pairs, then what went, then what came."""
    changes: list[Change] = []
    for pair in alignment.pairs:
        changes += _judge_pair(pair, texts)
    changes += _by_words_of_doubt(alignment, changes, texts)
    gone, new, turned = _turns(alignment, texts, posts)
    changes += turned
    removed = (_removed(c, texts) for c in gone if is_gone(c, texts, new))
    changes += [_by_its_sentence(change, texts, new) for change in removed]
    earlier = (*(pair.before for pair in alignment.pairs), *gone)
    arrived = (_arrived(c, earlier, texts) for c in new if is_new(c, texts, gone))
    changes += [_by_its_sentence(change, texts, gone) for change in arrived]
    return _one_each(_calm(change, texts) for change in changes)


def _by_its_sentence(change: Change, texts: Texts, others: tuple[Claim, ...]) -> Change:
    """A claim that came or went, or what else its sentence in the other version tells; never instead of an alert."""
    claim = change.before or change.after
    if change.alert or claim is None or change.change not in (ChangeKind.REMOVED, ChangeKind.ADDED):
        return change
    return unheard(claim, texts, others, gone=change.after is None) or change


def _turns(
    alignment: Alignment, texts: Texts, posts: Posts
) -> tuple[tuple[Claim, ...], tuple[Claim, ...], list[Change]]:
    """What still went and came once each claim that took the place of another is told as a change of it."""
    if texts.translated or texts.unchanged:
        return alignment.gone, alignment.new, []
    replaced = replacements(alignment.gone, alignment.new, posts)
    found = [(one, change) for one in replaced if (change := _turn(one)) is not None]
    told = {id(claim) for one, _ in found for claim in (one.gone, one.new)}
    gone, new = (tuple(c for c in claims if id(c) not in told) for claims in (alignment.gone, alignment.new))
    return gone, new, [change for _, change in found]


def _turn(one: Replaced) -> Change | None:
    """One claim in the place of another: a note, as the reader heard two things, unless both are numbers of one."""
    meant = one.meant
    gone, new = (replace(c, metric=meant.metric, subject=meant.subject, unit=meant.unit) for c in (one.gone, one.new))
    kind = one.change or _moved(Pair(before=gone, after=new, likeness=0.0))
    if told_for_another(one.gone.metric, one.new.metric) and {gone.low, gone.high} & {new.low, new.high} - {None}:
        kind = ChangeKind.DRIFTED
    if kind is None:
        return None
    fresh = is_fresh(one.gone) and is_fresh(one.new) and one.gone.metric == one.new.metric
    why = tell(kind, gone, new)
    return Change(metric=meant.metric, change=kind, before=one.gone, after=one.new, alert=fresh, why=why)


def _judge_pair(pair: Pair, texts: Texts) -> list[Change]:
    before, after = pair.before, pair.after
    if not is_touched(before, after, texts):
        return []
    found = []
    if not same_words(before, after, texts):
        found += _said(pair, texts)
    found += [_speaker(pair, texts)]
    return [change for change in found if change is not None]


def _said(pair: Pair, texts: Texts) -> list[Change | None]:
    """What is said and, if that is not another thing altogether, how surely; one of the two may alert."""
    if only_numbers_edited(pair.before, pair.after, texts):
        drift = _change(ChangeKind.DRIFTED, pair, alert=True) if _slip_of_zeros(pair) else None
        return [drift or _value(pair, texts)]
    other = _metric(pair, texts) or _polarity(pair, texts)
    if other is not None:
        return [other]
    said, surely = _value(pair, texts) or _scope(pair, texts), _sureness(pair, texts)
    return [said, surely if said is None or surely is None else replace(surely, alert=False)]


def _metric(pair: Pair, texts: Texts) -> Change | None:
    before, after = pair.before, pair.after
    if before.kind is Kind.FIGURE and texts.translated and before.metric == after.metric:
        power = lost_power_of_ten(before, after)
        return None if power is None else _change(ChangeKind.DRIFTED, pair, alert=True)
    if before.subject != after.subject and before.kind is Kind.FIGURE:
        return _of_another(pair, texts)
    if before.metric == after.metric:
        return _change(ChangeKind.DRIFTED, pair, alert=True) if _slip_of_zeros(pair) else None
    if before.kind is Kind.STATUS:
        # Of two speakers one may have been heard for the other's sentence.
        sure = before.source == after.source and not stood_or_stands(pair, texts)
        return _change(ChangeKind.REVERSED, pair, alert=sure)
    if told_for_another(before.metric, after.metric):
        if same_words_for_it(before, after, texts):
            return None
        if not _of_one_text(texts) and kinds_alike(pair, texts):
            return _change(ChangeKind.DRIFTED, pair, alert=False)
        # In a sentence written anew the reader may have bound the number to another word.
        return _change(ChangeKind.DRIFTED, pair, alert=texts.translated or pair.likeness >= FRAMED)
    if family(before.metric) != family(after.metric):
        return _of_another(pair, texts)
    # One number of troops told as sent, then as at the front: worth a note, too often the reader's doubt.
    moved = relate_values(before, after)[0] in _MOVES
    return None if moved else _change(ChangeKind.RESCOPED, pair, alert=False)


def _of_another(pair: Pair, texts: Texts) -> Change:
    """One number in one sentence, now of another side or of another kind: an edit of a word, or the reader's doubt."""
    before, after = pair.before, pair.after
    sure = "other" not in (before.subject, after.subject) and DIFFERS not in (*before.reasons, *after.reasons)
    sure = sure and not {before.metric, after.metric} <= _SENT  # "25,000 more could be put to work"
    if SIDE_FROM_AFAR in (*before.reasons, *after.reasons):
        sure = False  # neither sentence says whose they are
    if before.subject != after.subject and still_named(before.subject, after, texts):
        sure = False
    if before.subject != after.subject and named_already(after.subject, before, texts):
        sure = False
    return _change(ChangeKind.RESCOPED, pair, alert=sure and pair.likeness >= _ONE_WORD)


def _slip_of_zeros(pair: Pair) -> bool:
    """Whether one sentence gives the same digits, off by a power of ten: no world moves so."""
    before, after = pair.before, pair.after
    if before.kind is Kind.STATUS or pair.likeness < ALIGNED or Bound.VAGUE in (before.bound, after.bound):
        return False
    ends = ((before.low, after.low), (before.high, after.high))
    if any((one is None) is not (other is None) for one, other in ends):
        return False
    ratios = {max(a, b) / min(a, b) for a, b in ends if a and b}
    return len(ratios) == 1 and ratios <= _POWERS


def _polarity(pair: Pair, texts: Texts) -> Change | None:
    if is_denied(pair.before) == is_denied(pair.after):
        return None
    kind = ChangeKind.DENIED if is_denied(pair.after) else ChangeKind.REVERSED
    # "Does not confirm it", with its words in another order: a "not" in both, which the reader bound in one only.
    misread = not _of_one_text(texts) and denied_in_both(pair, texts.before.language)
    return _change(kind, pair, alert=not misread)


def _of_one_text(texts: Texts) -> bool:
    """Whether the words cannot be held against each other: one text, read anew, or two languages."""
    return texts.unchanged or texts.translated


def _value(pair: Pair, texts: Texts) -> Change | None:
    kind = _moved(pair)
    if kind is None or only_bound_otherwise(pair.before, pair.after, texts):
        return None
    return _move(pair, kind)


def _moved(pair: Pair) -> ChangeKind | None:
    before, after = pair.before, pair.after
    if before.kind is Kind.STATUS:
        return None
    return _MOVES.get(relate_values(before, after)[0])


def _move(pair: Pair, kind: ChangeKind) -> Change:
    before, after = pair.before, pair.after
    history = bool(before.as_of and after.as_of and after.as_of < before.as_of)
    alert = kind is not ChangeKind.WIDENED and not history and not _same_named(before, after)
    return _change(kind, pair, alert=alert)


def _same_named(before: Claim, after: Claim) -> bool:
    """Whether only the limit's word went, and the number stayed: "up to 8,000", then 8,000."""
    named = {before.low, before.high} & {after.low, after.high} - {None}
    open_end = None in (before.low, before.high, after.low, after.high)
    return bool(named) and open_end


def _scope(pair: Pair, texts: Texts) -> Change | None:
    before, after = pair.before, pair.after
    if restriction_of(before) != restriction_of(after):
        sure = texts.unchanged or pair.likeness >= FRAMED
        sure = sure and (_of_one_text(texts) or not limited_alike(pair, texts.before.language))
        return _change(ChangeKind.RESCOPED, pair, alert=sure)
    periods, figure = {before.period, after.period}, before.kind is Kind.FIGURE
    moved = (figure and len(periods) > 1 and None not in periods) or _place_moved(pair, texts)
    return _change(ChangeKind.RESCOPED, pair, alert=False) if moved else None


def _place_moved(pair: Pair, texts: Texts) -> bool:
    """Whether another place is told; one that comes or goes counts where the sentence was only edited."""
    places = (place_of(pair.before), place_of(pair.after))
    if None not in places:
        return places[0] != places[1]
    if places[0] == places[1] or pair.likeness < ALIGNED or texts.translated:
        return False
    return pair.before.kind is Kind.STATUS or place_is_of_one_version(pair.before, pair.after, texts)


def _sureness(pair: Pair, texts: Texts) -> Change | None:
    step = _SURENESS[pair.after.modality] - _SURENESS[pair.before.modality]
    if step == 0 or pair.after.metric == "denial":
        return None
    kind = ChangeKind.FIRMED if step > 0 else ChangeKind.HEDGED
    # A sentence written anew is one in which the reader may find another mood.
    sure = pair.before.kind is Kind.STATUS and pair.before.metric not in ONLY_SAID and pair.likeness >= FRAMED
    sure = sure and (_of_one_text(texts) or not doubted_alike(pair, texts.before.language))
    return _change(kind, pair, alert=sure)


def _by_words_of_doubt(alignment: Alignment, told: Iterable[Change], texts: Texts) -> list[Change]:
    """Notes of words of doubt that came or went in sentences in which the reader finds every mood as it was.

    Where a claim of such a sentence went, came or changed its mood, that explains the word.
    """
    if texts.translated or texts.unchanged:
        return []
    moods = (change for change in told if change.change in _OF_MOOD)
    explained = {words_of(c) for change in moods for c in (change.before, change.after) if c is not None}
    explained |= {words_of(claim) for claim in (*alignment.gone, *alignment.new)}
    shared: dict[tuple[str, str], list[Pair]] = {}
    for pair in alignment.pairs:
        sentences = (words_of(pair.before), words_of(pair.after))
        if sentences[0] != sentences[1] and explained.isdisjoint(sentences):
            shared.setdefault(sentences, []).append(pair)
    found = (doubted(pairs, texts.before.language) for pairs in shared.values())
    return [_change(kind, pair, alert=False) for pair, kind in filter(None, found)]


def _speaker(pair: Pair, texts: Texts) -> Change | None:
    before, after = pair.before, pair.after
    if before.source == after.source or not speaker_replaced(before, after, texts):
        return None
    # That a text names who says it at last is no news, nor who says so too; that it no longer does, is.
    one, other = (set((claim.source or "").split("+")) for claim in (before, after))
    news = before.source is not None and not (one <= other or other <= one)
    # A sentence written anew may mislead the reader; one that lost its speaker has changed by just that.
    nobody = after.source is None and (after.via is None or after.via != before.via)
    nobody = nobody and words_of(before) != words_of(after)
    nobody = nobody and before.metric not in ONLY_SAID  # no refusal without one who refuses: the reader lost him
    nobody = nobody and lost_its_speaker(pair, texts)
    nobody = nobody and (texts.unchanged or LEARNT not in after.reasons)  # "nobody" was guessed
    sure = texts.unchanged or nobody or (after.source is not None and pair.likeness >= FRAMED)
    # "According to the papers he announced ...": who is named all along may be the one in both.
    still = still_named(before.source, after, texts, before=NAMED_BEFORE)
    sure = sure and not (still or named_already(after.source, before, texts, before=NAMED_BEFORE))
    sure = sure and speakers_moved(pair, texts)
    # A headline names a speaker in its own way, or leaves him to the text.
    sure = sure and before.where is after.where
    # "South Korea's presidential office" may be the "Seoul" of the next version, whoever that is taken for.
    sure = sure and SOURCE_IN_GENERAL not in (*before.reasons, *after.reasons)
    return _change(ChangeKind.REATTRIBUTED, pair, alert=news and sure)


def _change(kind: ChangeKind, pair: Pair, *, alert: bool) -> Change:
    before, after = pair.before, pair.after
    return Change(
        metric=before.metric,
        change=kind,
        before=before,
        after=after,
        alert=alert and is_fresh(before) and is_fresh(after),
        why=tell(kind, before, after),
    )


def _removed(claim: Claim, texts: Texts) -> Change:
    alert = is_fresh(claim) and prominent(claim) and neighbours_intact(claim, texts) and not still_told(claim, texts)
    alert = alert and not still_spoken_of(claim, texts)
    if alert and claim.kind is Kind.FIGURE and not _of_one_text(texts):
        title = claim.where is Field.TITLE
        place = texts.after.title if title else likest_sentence(words_of(claim), texts.flat_after)
        alert = not number_stands(claim, place, texts.before.language)
    return _alone(ChangeKind.REMOVED, claim, alert=alert)


def _arrived(claim: Claim, earlier: tuple[Claim, ...], texts: Texts) -> Change:
    """A new claim is added, unless the text said otherwise before."""
    if claim.metric == "confirmed_deployment" and is_denied(claim):
        return _alone(ChangeKind.ADDED, claim, alert=False)  # one more who cannot confirm it; that denies nobody
    if is_denied(claim):
        against = any(old.metric == claim.metric and old.kind is claim.kind and not is_denied(old) for old in earlier)
        # "Is not able to confirm it", reworded.
        stood = negated(stood_already(claim, texts), texts.after.language) or denied_already(claim, texts)
        return _alone(ChangeKind.DENIED, claim, alert=against and is_fresh(claim) and not stood)
    for old in earlier:
        pair = Pair(before=old, after=claim, likeness=0.0)
        if _turned(old, claim):
            # Who else told it before makes it no news: the reader may hear now one, now the other for it.
            return _change(ChangeKind.REVERSED, pair, alert=not _is_told_by_anybody(claim, earlier))
        if claim.where is Field.TITLE and _headline_moved(old, claim) and not _in_old_headline(claim, texts):
            kind = _moved(pair)
            return _alone(ChangeKind.ADDED, claim, alert=False) if kind is None else _move(pair, kind)
    return _alone(ChangeKind.ADDED, claim, alert=False)


def _is_told_by_anybody(claim: Claim, earlier: Iterable[Claim]) -> bool:
    return any(old.metric == claim.metric and not is_denied(old) for old in earlier)


def _turned(old: Claim, new: Claim) -> bool:
    """Whether the same speaker now says the opposite of what the text still tells."""
    opposite = {old.metric, new.metric} == OPPOSITES
    same = old.source == new.source and old.source is not None and old.subject == new.subject
    return opposite and same and all(is_real(c) and not is_denied(c) for c in (old, new))


def _headline_moved(old: Claim, new: Claim) -> bool:
    """Whether a headline now gives another number than the body, which stays as it was."""
    if old.kind is Kind.STATUS or (None not in (old.source, new.source) and old.source != new.source):
        return False
    bare = replace(old, role=None, phase=None), replace(new, role=None, phase=None)
    return key_of(bare[0]) == key_of(bare[1]) and disjoint(old, new)


def _in_old_headline(claim: Claim, texts: Texts) -> bool:
    """Whether the earlier headline had the number and most of the words, in another order."""
    return not _of_one_text(texts) and number_stands(claim, texts.before.title, texts.before.language)


def _alone(kind: ChangeKind, claim: Claim, *, alert: bool) -> Change:
    gone = kind is ChangeKind.REMOVED
    return Change(
        metric=claim.metric,
        change=kind,
        before=claim if gone else None,
        after=None if gone else claim,
        alert=alert,
        why=tell_alone(kind, claim),
    )


def _calm(change: Change, texts: Texts) -> Change:
    """Across languages only what no choice of words explains may alert."""
    if not texts.translated or not change.alert:
        return change
    plain = change.change in _SURVIVES_TRANSLATION
    if change.change in (ChangeKind.RAISED, ChangeKind.LOWERED):
        plain = bool(change.before and change.after and disjoint(change.before, change.after))
    return change if plain else replace(change, alert=False)


def _one_each(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Keeps one of the changes that tell one difference, an alerting one before a quiet one."""
    kept: dict[tuple[object, ...], Change] = {}
    for change in changes:
        same = _same_difference(change)
        if same not in kept or (change.alert and not kept[same].alert):
            kept[same] = change
    return tuple(change for change in kept.values() if not _retraction(change, kept.values()))


def _same_difference(change: Change) -> tuple[object, ...]:
    before, after = change.before, change.after
    if before is None or after is None or before.kind is Kind.STATUS:
        return (change.change, id(before), id(after))
    ends = (before.low, before.high, after.low, after.high)
    return (change.change, family(change.metric), before.subject, ends)


def _retraction(change: Change, others: Iterable[Change]) -> bool:
    """Whether a denial only takes back the number that another change has replaced already."""
    claim = change.after
    if change.change is not ChangeKind.DENIED or claim is None or claim.kind is Kind.STATUS:
        return False
    return any(
        other.change in _MOVES.values()
        and other.before is not None
        and family(other.metric) == family(change.metric)
        and (other.before.low, other.before.high) == (claim.low, claim.high)
        for other in others
    )
