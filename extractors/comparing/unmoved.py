"""What two wordings hold alike although the reader heard two things: then nothing shows that a fact was edited.

Names of speakers, words for the dead and the wounded, words that limit a report to one's own sector: where both
versions have the same of them, an article was reworded.
"""

from collections import Counter
from types import MappingProxyType

from extractors.comparing.alignment import ALIGNED, Pair
from extractors.comparing.edits import tokens
from extractors.comparing.evidence import (
    NAMED_BEFORE,
    Texts,
    in_its_place,
    likest_sentence,
    named_already,
    still_named,
)
from extractors.comparing.keys import CONFUSED, is_denied, restriction_of, words_of
from extractors.comparing.moods import negated, words_in
from extractors.errors import LexiconError
from extractors.lexicon import load_lexicon
from extractors.texts import normalise
from extractors.values import Claim, Kind

_OWN_SECTOR = ("cue.own_sector",)
_OF_LOSSES = frozenset({"killed", "wounded"})
_NUMBERS = ("numerals", "vague")
# The idea without which a status is not told; which words tell it is for the lexicon to say.
_IDEAS = MappingProxyType(
    {
        "withdrawn_from_front": ("concept.leave",),
        "returned_to_front": ("concept.back",),
        "not_seen": ("concept.see",),
        "ill_prepared": ("concept.skill",),
        "reinforcements_planned": ("concept.more",),
        "suicide_to_avoid_capture": ("concept.kill_self",),
        "confirmed_deployment": ("concept.admit",),
        "no_comment": ("concept.evade",),
        "treaty": ("concept.pact",),
    }
)
_STEM = 5  # letters: where the endings of a language begin, mostly
_HALF = 0.5  # of the words that limit: with one verb exchanged they still do


def speakers_moved(pair: Pair, texts: Texts) -> bool:
    """Tells whether the names of a text show that one speaker left and another took his place.

    Who left was named by the claim, or is named less often now; who came is named by the claim, or more often than
    before. A speaker whom neither version names in a way that is known (an officer without a name) shows nothing.
    """
    if texts.unchanged or texts.translated:
        return True
    one, other = pair.before.source, pair.after.source
    before, after = (Counter(name for name, _ in names) for names in (texts.names_before, texts.names_after))
    left = named_already(one, pair.before, texts, before=NAMED_BEFORE) or _some_fewer(one, other, before, after)
    came = still_named(other, pair.after, texts, before=NAMED_BEFORE) or _some_fewer(other, one, after, before)
    return left and came


def _some_fewer(name: str | None, other: str | None, here: Counter[str], there: Counter[str]) -> bool:
    """Whether one of a speaker's names stands here more often than there, or none is known at all."""
    own = set((name or "").split("+")) - set((other or "").split("+")) - {""}
    known = [one for one in own if here[one] or there[one]]
    return not known or any(here[one] > there[one] for one in known)


def lost_its_speaker(pair: Pair, texts: Texts) -> bool:
    """Tells whether a claim without speaker is the one that had him; else he may be named for it elsewhere."""
    if texts.unchanged or texts.translated or pair.likeness >= ALIGNED:
        return True
    still = {name for name, _ in texts.names_after}
    return still.isdisjoint((pair.before.source or "").split("+"))


def kinds_alike(pair: Pair, texts: Texts) -> bool:
    """Tells whether both sentences speak of the same of dead, wounded and losses, whatever the number was bound to.

    Dead and wounded are losses, as long as no number came or went with the words.
    """
    before, after = (_kinds(words_of(claim), texts.before.language) for claim in (pair.before, pair.after))
    if before == after:
        return bool(before)
    numbers = [{token for token in tokens(words_of(claim)) if token.isdigit()} for claim in (pair.before, pair.after)]
    return numbers[0] == numbers[1] and _summed(before) == _summed(after)


def _kinds(sentence: str, language: str) -> frozenset[str]:
    """Which of the kinds of loss a sentence speaks of."""
    try:
        matcher = load_lexicon(language).matchers["trigger"]
    except LexiconError:
        return frozenset()
    kinds = (hit.label.partition(".")[0] for hit in matcher.finditer(normalise(sentence)))
    return frozenset(CONFUSED.intersection(kinds))


def _summed(kinds: frozenset[str]) -> frozenset[str]:
    return kinds - _OF_LOSSES | {"casualties"} if kinds >= _OF_LOSSES else kinds


def limited_alike(pair: Pair, language: str) -> bool:
    """Tells whether what limits one claim to a sector stands in both sentences, with most of its words."""
    limited, free = (pair.after, pair.before) if restriction_of(pair.after) else (pair.before, pair.after)
    try:
        limits = words_in(words_of(limited), language, _OWN_SECTOR)
    except LexiconError:
        return False
    wanted, there = {stem for limit in limits for stem in _stems(limit.word)}, _stems(words_of(free))
    return bool(wanted) and len(wanted & there) > _HALF * len(wanted)


def stood_or_stands(pair: Pair, texts: Texts) -> bool:
    """Tells whether the words for a status stood in the earlier text already, or still stand in the later one."""
    if texts.unchanged or texts.translated:
        return False
    stood = stands_in(pair.after, likest_sentence(words_of(pair.after), texts.flat_before))
    return stood or stands_in(pair.before, likest_sentence(words_of(pair.before), texts.flat_after))


def denied_already(claim: Claim, texts: Texts) -> bool:
    """Tells whether the place of a later denial held words for the same status and a "not" before.

    Where the reader heard the status itself there, or its speaker keep silent, he had not denied it yet.
    """
    if claim.kind is not Kind.STATUS or texts.unchanged or texts.translated:
        return False
    place, language = in_its_place(claim, texts.after, texts.before, texts.flat_before), texts.after.language
    told = (old for old in texts.told_before if " ".join(old.quote.split()) in place)
    if any(old.metric == "no_comment" or (old.metric == claim.metric and not is_denied(old)) for old in told):
        return False
    return negated(place, language) and _speaks_of(claim.metric, place, language)


def still_spoken_of(claim: Claim, texts: Texts) -> bool:
    """Tells whether the place of an earlier status still holds words for it, and a "not" where it was denied."""
    if claim.kind is not Kind.STATUS or texts.unchanged or texts.translated:
        return False
    place, language = in_its_place(claim, texts.before, texts.after, texts.flat_after), texts.before.language
    return _speaks_of(claim.metric, place, language) and (not is_denied(claim) or negated(place, language))


def _speaks_of(status: str, text: str, language: str) -> bool:
    """Whether a text has words for a status."""
    try:
        return bool(words_in(text, language, (f"status.{status}", *_IDEAS.get(status, ()))))
    except LexiconError:
        return False


def stands_in(claim: Claim, text: str) -> bool:
    """Tells whether every word and number of a claim's quote stands in a text, in whatever order."""
    words = set(tokens(claim.quote))
    return bool(words) and words <= set(tokens(text))


def number_stands(claim: Claim, text: str, language: str) -> bool:
    """Tells whether a text has a figure's number, in the same words or digits, and most of its other words."""
    try:
        number, there = (_numbers(words, language) for words in (claim.quote, text))
    except LexiconError:
        return False
    words = _stems(words_of(claim))
    return bool(number) and number <= there and len(words & _stems(text)) > _HALF * len(words)


def _numbers(text: str, language: str) -> set[str]:
    in_words = {word.word for word in words_in(text, language, _NUMBERS)}
    return in_words | {token for token in tokens(text) if token.isdigit()}


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in tokens(text)}
