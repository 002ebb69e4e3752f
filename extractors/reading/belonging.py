"""Whether what a text tells belongs to the story at all, by whom and what the text and the paragraph name.

A feed may bring other news: another war's retreat, a strike, a flood. Where nobody of the story is named nothing of it
is told, however alike the words are.
"""

from dataclasses import dataclass

from extractors.reading.marks import Passage
from extractors.reading.scenes import Mention
from extractors.reading.statuses import OF_THE_FRONT, SPOKEN
from extractors.second.attributor import LEARNT
from extractors.values import Claim, Kind, Story, changed

MAIN_ALONE = "main_actor_alone"
OF_NOBODY = "paragraph_of_nobody"
_TOLD_BY_ONE = SPOKEN | {"confirmed_deployment"}
_NEED_SOMEBODY = _TOLD_BY_ONE | OF_THE_FRONT | {"treaty"}
_NAMES = ("sources", "actors", "places")
_NAMED = frozenset(_NAMES)
_TEASER = 100  # letters of a first paragraph that says little
_TEASER_DENSE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What an article names: the main actor, who speaks for it or a place of the story; and anybody else.

    `opens_elsewhere`: whether neither its title nor its first paragraph names any of the former. Such an article is
    about something else, and only what it tells in a paragraph that names them is the story's.
    """

    main: str
    ours: frozenset[str]
    names_main: bool
    names_others: bool
    opens_elsewhere: bool


def ours_of(story: Story) -> frozenset[str]:
    """Return the main actor, who speaks for it and the places of the story."""
    speakers = (source.id for source in story.sources if source.speaks_for == story.main_actor)
    return frozenset((story.main_actor, *speakers, *(place.id for place in story.places)))


def naming_of(title: Passage, text: Passage, main: str, ours: frozenset[str]) -> Naming:
    """Return whom an article names in its title and text; `ours`: `ours_of` its story."""
    head = _named(title, 0, len(title.plain)) | _named(text, 0, _end_of_lead(text))
    named = head | _named(text, 0, len(text.plain))
    # Without a title little is known of what an article is about.
    opens_elsewhere = bool(title.plain) and head.isdisjoint(ours)
    return Naming(
        main=main,
        ours=ours,
        names_main=not named.isdisjoint(ours),
        names_others=not named <= {main},
        opens_elsewhere=opens_elsewhere,
    )


def _named(passage: Passage, start: int, end: int) -> set[str]:
    return {hit.label for section in _NAMES for hit in passage.hits(section).within(start, end)}


def in_story(claim: Claim, mention: Mention, naming: Naming) -> Claim | None:
    """Return a claim as it stands for the story, or None where it is no part of it.

    Where the main actor is never named, or only elsewhere in an article about something else, nobody is counted as its
    people and no status is about it; who is known to the watch is still heard declining or denying, where its own
    sentence says so. In the latter a number in a paragraph that names nobody we know counts anything. A status of the
    main actor where nobody else is named may be of its football team (`main_actor_alone`). Who denies, confirms or is
    silent in a paragraph that names nobody we know is somebody else (a mayor, a passenger), or the last speaker only in
    doubt (`paragraph_of_nobody`); as in doubt is a treaty there, or a status where no soldiers and no front are named
    either.
    """
    if claim.metric in _NEED_SOMEBODY and _stands_alone(mention):
        if claim.metric in _TOLD_BY_ONE:
            return _with(claim, OF_NOBODY) if naming.names_main and claim.source is not None else None
        if not _names_a_force(claim, mention):
            claim = _with(claim, OF_NOBODY)
    is_status = claim.kind is Kind.STATUS
    if not naming.names_main or (naming.opens_elsewhere and not _names_ours(mention, naming)):
        nameless = claim.source is None and not mention.scene.has("reporting.both")
        guessed = nameless or LEARNT in claim.reasons
        if is_status and (claim.metric not in SPOKEN or guessed):
            return None
        if claim.subject != naming.main:
            return claim
        return None if naming.names_main and _stands_alone(mention) else changed(claim, subject="other")
    if is_status and not naming.names_others:
        return _with(claim, MAIN_ALONE)
    return claim


def _with(claim: Claim, reason: str) -> Claim:
    return changed(claim, reasons=tuple(sorted({*claim.reasons, reason})))


def _stands_alone(mention: Mention) -> bool:
    """Whether no side, source or place of the story is named in the mention's paragraph."""
    passage, scene = mention.scene.passage, mention.scene
    start, end = _paragraph(passage, *scene.span)
    return not (scene.has_any(_NAMED) or any(passage.has(section, start, end) for section in _NAMES))


def _end_of_lead(text: Passage) -> int:
    """Where the first paragraph ends, or the second, if the first is a teaser of a line."""
    _, end = _paragraph(text, 0, 0)
    is_teaser = end <= (_TEASER_DENSE if text.lexicon.is_dense else _TEASER)
    return _paragraph(text, end + 2, end + 2)[1] if is_teaser else end


def _names_ours(mention: Mention, naming: Naming) -> bool:
    """Whether the mention's paragraph names the main actor, who speaks for it or a place of the story."""
    passage, span = mention.scene.passage, mention.scene.span
    return not _named(passage, *_paragraph(passage, *span)).isdisjoint(naming.ours)


def _names_a_force(claim: Claim, mention: Mention) -> bool:
    """Whether soldiers or a front are named: "the soldiers were taken off the line", of whom else in such a text."""
    passage = mention.scene.passage
    start, end = _paragraph(passage, *mention.scene.span)
    soldiers = any(hit.label != "people" for hit in passage.hits("person").within(start, end))
    return claim.metric in OF_THE_FRONT and (soldiers or passage.has("concept.front", start, end))


def _paragraph(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Where the paragraph of some words begins and ends."""
    before, after = passage.text.rfind("\n\n", 0, start), passage.text.find("\n\n", end)
    return max(before, 0), after if after >= 0 else len(passage.text)
