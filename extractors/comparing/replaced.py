"""What took the place of a claim that no like claim of the other version is: a partner that alignment cannot see.

A number may be heard of another metric where only what stands around its sentence changed; a source that could not
confirm a thing now tells it; one that told it now denies it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.comparing.alignment import ALIGNED, alike, same_value
from extractors.comparing.edits import tokens
from extractors.comparing.keys import TROOPS, is_denied, is_real, unit_class, words_of
from extractors.comparing.moods import ONLY_SAID
from extractors.comparing.numerals import shows
from extractors.posts import Posts
from extractors.values import ChangeKind, Claim, Kind

_FRAME = 3  # words before a number that make its frame
_FRAME_LETTERS = 6  # of these words together, in the tightest script
_LIMITS = 2  # words between the frame and the number that may differ: "fewer than", "about"
_NEAR = 400  # characters between what was told and its denial
_MERELY_THERE = TROOPS | {"workers_sent"}  # what people are taken for of whom no word tells more
_CONFIRMED = "confirmed_deployment"
_DENIAL = "denial"
_TOLD_BY_WORD = ONLY_SAID | {_CONFIRMED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """Two claims of which the later took the earlier one's place.

    `meant`: the one that says of what; `change` is None where their numbers tell it.
    """

    gone: Claim
    new: Claim
    meant: Claim
    change: ChangeKind | None


def replacements(gone: Sequence[Claim], new: Sequence[Claim], posts: Posts) -> list[Replaced]:
    """Returns what took the place of what; each claim is in one of them at most, and posts are kept apart."""
    taken: set[int] = set()
    found = []
    for old in gone:
        for later in new:
            free = not taken & {id(old), id(later)} and not posts.are_apart(old, later)
            one = _replacement(old, later) if free else None
            if one is not None:
                taken |= {id(old), id(later)}
                found.append(one)
    return found


def _replacement(old: Claim, new: Claim) -> Replaced | None:
    if old.kind is not new.kind or old.where is not new.where:
        return None
    if old.kind is Kind.FIGURE:
        return _in_one_frame(old, new)
    if old.source is None or old.source != new.source:
        return None
    return _in_doubt(old, new) or _in_denial(old, new)


def _in_doubt(old: Claim, new: Claim) -> Replaced | None:
    """A source that could not confirm something tells it now, or no longer does."""
    if alike(words_of(old), words_of(new)) < ALIGNED:
        return None
    if _cannot_confirm(old) and _stands(new):
        return Replaced(gone=old, new=new, meant=new, change=ChangeKind.FIRMED)
    if _stands(old) and _cannot_confirm(new):
        return Replaced(gone=old, new=new, meant=old, change=ChangeKind.HEDGED)
    return None


def _in_denial(old: Claim, new: Claim) -> Replaced | None:
    """A source denies in a word what it told, or tells what it denied, at about the same place of the text."""
    if abs(old.start - new.start) > _NEAR:
        return None
    if new.metric == _DENIAL and _may_be_denied(old):
        return Replaced(gone=old, new=new, meant=old, change=ChangeKind.DENIED)
    if old.metric == _DENIAL and _may_be_denied(new):
        return Replaced(gone=old, new=new, meant=new, change=ChangeKind.REVERSED)
    return None


def _cannot_confirm(claim: Claim) -> bool:
    return claim.metric == _CONFIRMED and is_denied(claim)


def _stands(claim: Claim) -> bool:
    return claim.metric not in _TOLD_BY_WORD and is_real(claim) and not is_denied(claim)


def _may_be_denied(claim: Claim) -> bool:
    return claim.metric not in _TOLD_BY_WORD and not is_denied(claim)


def _in_one_frame(old: Claim, new: Claim) -> Replaced | None:
    """Two numbers behind the same words: whatever the reader made of them, the one replaced the other."""
    if same_value(old, new) or not any(_is_frame(*pair) for pair in _frames(old, new)):
        return None
    return Replaced(gone=old, new=new, meant=_surer(old, new), change=None)


def _frames(old: Claim, new: Claim) -> Iterator[tuple[list[str], list[str]]]:
    """The words before the number in both sentences, with and without up to two that limit it."""
    before, after = _before_number(old), _before_number(new)
    for i in range(_LIMITS + 1):
        for j in range(_LIMITS + 1):
            yield before[: len(before) - i], after[: len(after) - j]


def _is_frame(before: list[str], after: list[str]) -> bool:
    frame = before[-_FRAME:]
    return bool(frame) and frame == after[-_FRAME:] and sum(map(len, frame)) >= _FRAME_LETTERS


def _before_number(claim: Claim) -> list[str]:
    """The words of a claim's sentence before the first number that is its own; none where it is not in digits."""
    words = tokens(words_of(claim))
    for i, word in enumerate(words):
        if word.isdigit() and shows(" ".join(words[i : i + 2]), replace(claim, low=_first_end(claim), high=None)):
            return words[:i]
    return []


def _first_end(claim: Claim) -> float | None:
    return claim.high if claim.low is None else claim.low


def _surer(old: Claim, new: Claim) -> Claim:
    """The claim that was read with less doubt; of two alike the one of which words tell what happened to whom."""
    return min((old, new), key=lambda c: (c.band, c.metric in _MERELY_THERE, unit_class(c) == "people"))
