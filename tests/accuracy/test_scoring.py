"""The scorer itself: what counts as right, as missing and as too much."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.values import Band, Bound, Change, ChangeKind, Claim, Field, Kind, Modality
from tests.accuracy.batches import HERE, Label, digest, load_batch
from tests.accuracy.scoring import f_score, score_article, score_revision

SAME_AS = {"south_korea_nis": "south_korea_nis", "south_korea_government": "south_korea_nis", "kremlin": "kremlin"}


def a_label(**changed: object) -> Label:
    return {
        "kind": "figure",
        "metric": "killed",
        "low": 300,
        "high": 300,
        "bound": "approx",
        "unit": "soldiers",
        "subject": "north_korea",
        "source": "south_korea_nis",
        "modality": "asserted",
        "evidence": "about 300 soldiers died",
        **changed,
    }


def a_claim(
    metric: str = "killed",
    value: float | None = 300,
    bound: Bound | None = Bound.APPROX,
    kind: Kind = Kind.FIGURE,
    source: str | None = "south_korea_nis",
    source_text: str | None = None,
    subject: str = "north_korea",
    modality: Modality = Modality.ASSERTED,
    where: Field = Field.TEXT,
) -> Claim:
    return Claim(
        kind=kind,
        metric=metric,
        quote="about 300",
        where=where,
        start=0,
        end=9,
        low=value,
        high=value,
        bound=bound,
        unit="persons" if kind is Kind.FIGURE else None,
        subject=subject,
        modality=modality,
        source=source,
        source_text=source_text,
    )


@pytest.mark.parametrize(
    ("claim", "label", "figure", "value"),
    [
        pytest.param(a_claim(), a_label(), 1.0, 1.0, id="right"),
        pytest.param(a_claim(bound=Bound.EXACT), a_label(), 1.0, 1.0, id="a bare number is of one class with about"),
        pytest.param(a_claim(metric="wounded"), a_label(), 0.0, 1.0, id="another metric, the value is right"),
        pytest.param(a_claim(subject="russia"), a_label(), 0.0, 1.0, id="another side"),
        pytest.param(a_claim(value=3000), a_label(), 0.0, 0.0, id="another value"),
        pytest.param(
            a_claim(metric="reinforcements"), a_label(metric="troops_deployed"), 1.0, 1.0, id="one family of metrics"
        ),
        pytest.param(a_claim(bound=Bound.AT_LEAST), a_label(), 0.0, 1.0, id="another class of bound"),
    ],
)
def test_a_figure_is_right_in_all_its_parts(claim: Claim, label: Label, figure: float, value: float) -> None:
    counts = score_article([claim], [label], SAME_AS)

    assert (f_score(counts, "figure"), f_score(counts, "value")) == (figure, value)


def test_what_is_missing_and_what_is_too_much_both_lower_f() -> None:
    found_one_of_two = score_article([a_claim()], [a_label(), a_label(metric="wounded", low=5, high=5)], SAME_AS)
    one_too_much = score_article([a_claim(), a_claim(metric="wounded", value=5)], [a_label()], SAME_AS)

    assert f_score(found_one_of_two, "figure") == f_score(one_too_much, "figure") == pytest.approx(2 / 3)


def test_a_claim_of_the_title_is_no_mistake() -> None:
    counts = score_article([a_claim(where=Field.TITLE)], [], SAME_AS)

    assert f_score(counts, "figure") == 1.0
    assert counts["figure.found"] == 0


def test_open_ended_labels_count_neither_way() -> None:
    brigades = a_label(metric="troops_deployed", low=4, high=4, unit="brigades")
    missed = score_article([], [brigades, a_label(metric="other")], SAME_AS)
    found = score_article([a_claim(metric="troops_deployed", value=4)], [brigades], SAME_AS)

    assert missed["figure.there"] == found["figure.there"] == found["figure.found"] == 0


def test_a_status_needs_its_mood_and_its_source_is_scored_apart() -> None:
    label = a_label(kind="status", metric="not_seen", low=None, high=None, bound=None, unit=None, modality="hedged")
    claim = a_claim(metric="not_seen", kind=Kind.STATUS, value=None, bound=None)

    counts = score_article([claim], [label], SAME_AS)

    assert f_score(counts, "status") == 0.0
    assert f_score(counts, "status_metric") == f_score(counts, "source") == 1.0
    assert f_score(counts, "modality") == 0.0


@pytest.mark.parametrize(
    ("source", "source_text", "wanted", "right"),
    [
        pytest.param("south_korea_nis", None, "south_korea_government", 1.0, id="ids that count as one"),
        pytest.param(None, None, None, 1.0, id="the outlet's own voice"),
        pytest.param(None, "Dr. Unknown", "unknown_expert", 1.0, id="a stranger kept as text"),
        pytest.param(None, "The Kremlin's man", "kremlin", 0.0, id="a known source not recognised"),
        pytest.param("kremlin", None, None, 0.0, id="a source where there is none"),
    ],
)
def test_sources_are_compared_as_the_story_counts_them(
    source: str | None, source_text: str | None, wanted: str | None, right: float
) -> None:
    counts = score_article([a_claim(source=source, source_text=source_text)], [a_label(source=wanted)], SAME_AS)

    assert f_score(counts, "source") == right


def test_trust_counts_right_claims_under_their_band_and_the_second_readers_opinion() -> None:
    sure = replace(a_claim(), band=Band.A, reasons=("two_readers_agree",))
    wrong = replace(a_claim(metric="wounded", value=5), band=Band.C, reasons=("second_reader_differs",))

    counts = score_article([sure, wrong], [a_label()], SAME_AS)

    assert (counts["band A.right"], counts["band A.there"]) == (1, 1)
    assert (counts["band C.right"], counts["band C.there"]) == (0, 1)
    assert (counts["two_readers_agree.right"], counts["second_reader_differs.right"]) == (1, 0)


def a_change(kind: ChangeKind, metric: str = "killed", *, alert: bool = True) -> Change:
    return Change(metric=metric, change=kind, before=a_claim(), after=a_claim(), alert=alert, why="")


def test_changes_are_found_once_each_and_alerts_beside_them_are_spurious() -> None:
    wanted: list[Label] = [{"metric": "killed", "change": "raised"}]
    changes = [a_change(ChangeKind.RAISED), a_change(ChangeKind.RAISED), a_change(ChangeKind.HEDGED, alert=False)]

    counts = score_revision(changes, wanted)

    assert (counts["change.right"], counts["change.there"], counts["spurious"]) == (1, 1, 1)
    assert counts["unchanged"] == 0


def test_an_alert_on_an_unchanged_revision_is_counted() -> None:
    assert score_revision([a_change(ChangeKind.RAISED)], [])["unchanged_with_alert"] == 1
    assert score_revision([a_change(ChangeKind.FIRMED, alert=False)], [])["unchanged_with_alert"] == 0


def test_a_batch_is_read_and_its_digest_follows_its_words(tmp_path: Path) -> None:
    line = (
        '{"id": "en-01", "lang": "en", "outlet": "The Lamp", "published": "2025-01-31", "title": "T", '
        '"text": "About 300 soldiers died.", "labels": []}\n'
    )
    (tmp_path / "en.articles.jsonl").write_text(line)
    before = digest(tmp_path)
    batch = load_batch(tmp_path)
    (tmp_path / "en.articles.jsonl").write_text(line.replace("300", "301"))

    assert batch.articles[0].article.published_at == datetime(2025, 1, 31, tzinfo=UTC)
    assert not batch.revisions
    assert not batch.pairs
    assert before != digest(tmp_path)


def test_the_shipped_batches_are_the_ones_whose_hash_was_committed_first() -> None:
    committed = dict(line.split() for line in (HERE / "digests.txt").read_text().splitlines() if line.strip())
    shipped = {folder.name: digest(folder) for folder in HERE.iterdir() if folder.is_dir()}

    assert shipped.items() <= committed.items()
