"""A status that the reader hears in one version only, though its sentence is still there: what the edit made of it.

A word of doubt or of denial that came or went is often what made the reader lose it. It never alerts: nobody heard the
other side of the change.
"""

from extractors.comparing.alignment import ALIGNED, alike
from extractors.comparing.evidence import Texts, likest_sentence
from extractors.comparing.keys import is_denied, words_of
from extractors.comparing.moods import ONLY_SAID, words_in
from extractors.comparing.wording import tell_unheard
from extractors.errors import LexiconError
from extractors.values import Change, ChangeKind, Claim, Kind

_DOUBT = ("modality.hedged", "modality.conditional", "reporting.estimated")
_DENIAL = ("modality.not", "modality.denied", "concept.none")
_WHOLE = 0.7  # of its length: a sentence that lost more lost what the status was told in


def unheard(claim: Claim, texts: Texts, others: tuple[Claim, ...], *, gone: bool) -> Change | None:
    """Returns what happened to a status without partner, told earlier (`gone`) or later; None where no word shows it.

    `others` are the claims of the other version without partner: one of that sentence is what is told there instead.
    """
    if claim.kind is Kind.FIGURE or claim.metric in ONLY_SAID or texts.translated or texts.unchanged:
        return None
    words = words_of(claim)
    sentence = likest_sentence(words, texts.flat_after if gone else texts.flat_before)
    short, long = sorted((len(words), len(sentence)))
    if alike(words, sentence) < ALIGNED or short < _WHOLE * long:
        return None
    if any(alike(words, words_of(other)) >= ALIGNED for other in others):
        return None
    kind = _edited(claim, sentence, texts.before.language, gone=gone)
    if kind is None:
        return None
    before, after = (claim, None) if gone else (None, claim)
    why = tell_unheard(kind, claim)
    return Change(metric=claim.metric, change=kind, before=before, after=after, alert=False, why=why)


def _edited(claim: Claim, sentence: str, language: str, *, gone: bool) -> ChangeKind | None:
    """What the words of doubt and denial say that one of two sentences has more of."""
    try:
        denials, doubts = (_more(claim, sentence, language, sections) for sections in (_DENIAL, _DOUBT))
    except LexiconError:
        return None
    if denials and (denials > 0) is is_denied(claim):
        return ChangeKind.REVERSED if is_denied(claim) is gone else ChangeKind.DENIED
    if doubts and not denials:
        return ChangeKind.FIRMED if (doubts > 0) is gone else ChangeKind.HEDGED
    return None


def _more(claim: Claim, sentence: str, language: str, sections: tuple[str, ...]) -> int:
    """How many more such words the claim's own sentence has."""
    return len(words_in(words_of(claim), language, sections)) - len(words_in(sentence, language, sections))
