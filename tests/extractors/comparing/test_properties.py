"""Properties of comparing two versions that hold for any claims."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values import Bound, ChangeKind, Claim, Modality
from tests.builders import figure, status
from tests.extractors.test_changes import changes

K = ChangeKind
SOURCES = st.sampled_from([None, "south_korea_nis", "zelensky"])
WORDS = st.sampled_from(["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"])
SENTENCES = st.lists(WORDS, min_size=3, max_size=7).map(" ".join)
FIGURES = st.builds(
    lambda metric, number, bound, source, sentence, modality: figure(
        metric, number, number, bound=bound, source=source, sentence=sentence, modality=modality
    ),
    st.sampled_from(["killed", "casualties", "wounded", "troops_deployed", "troops_at_front"]),
    st.sampled_from([300.0, 600.0, 1000.0, 4000.0]),
    st.sampled_from([Bound.EXACT, Bound.APPROX, Bound.MORE_THAN, Bound.AT_MOST, Bound.RANGE]),
    SOURCES,
    SENTENCES,
    st.sampled_from(Modality),
)
STATUSES = st.builds(
    lambda metric, modality, source, sentence: status(metric, modality, source=source, sentence=sentence),
    st.sampled_from(["withdrawn_from_front", "returned_to_front", "not_seen"]),
    st.sampled_from(Modality),
    SOURCES,
    SENTENCES,
)
CLAIMS = st.lists(FIGURES | STATUSES, max_size=6)
MIRRORS = {
    K.RAISED: {K.LOWERED},
    K.LOWERED: {K.RAISED},
    K.NARROWED: {K.WIDENED},
    K.WIDENED: {K.NARROWED},
    K.HEDGED: {K.FIRMED},
    K.FIRMED: {K.HEDGED},
    K.DENIED: {K.REVERSED},
    K.REVERSED: {K.REVERSED, K.DENIED},
    K.RESCOPED: {K.RESCOPED},
    K.REATTRIBUTED: {K.REATTRIBUTED},
    K.DRIFTED: {K.DRIFTED},
}


@settings(deadline=None)
@given(CLAIMS)
def test_text_compared_with_itself_has_no_change(claims: list[Claim]) -> None:
    assert changes(claims, claims) == ()


@settings(deadline=None)
@given(CLAIMS, st.randoms())
def test_text_compared_with_its_reordered_self_has_no_change(claims: list[Claim], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert changes(claims, shuffled) == ()


@settings(deadline=None)
@given(FIGURES | STATUSES, FIGURES | STATUSES)
def test_swapping_the_versions_mirrors_what_happened_to_a_claim(one: Claim, other: Claim) -> None:
    there = [c for c in changes([one], [other]) if c.before and c.after]
    back = [c for c in changes([other], [one]) if c.before and c.after]
    assert len(there) == len(back)
    for change, mirrored in zip(there, back, strict=True):
        assert mirrored.change in MIRRORS[change.change]


@settings(deadline=None)
@given(CLAIMS, CLAIMS)
def test_any_two_readings_are_compared_and_each_claim_tells_one_story(before: list[Claim], after: list[Claim]) -> None:
    found = changes(before, after)
    assert all(change.why.endswith(".") for change in found)
    assert all(not change.alert for change in found if change.change is K.ADDED)
    beside = (K.REATTRIBUTED, K.HEDGED, K.FIRMED)
    said = [id(c.before) for c in found if c.before and c.change not in beside]
    turned = [id(c.before) for c in found if c.before and c.change is K.REVERSED]
    assert len(said) - len(set(said)) <= len(turned)
