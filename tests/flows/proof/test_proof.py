"""A proof holds what an editor needs, checks out where nothing was touched, and says what is wrong where it was."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.errors import FlowError
from flows.judging.marking import mark_alert, withdraw_claim
from flows.proof.bundle import MANIFEST, PAGE, PAGES, SEAL, Written, write_proof
from flows.proof.claimreview import Review, claim_review
from flows.proof.evidence import NoProofError, evidence_of, text_sha256
from flows.proof.verifying import Check, NotABundleError, Verdict, verify
from flows.records import Record
from tests.flows.collection.newsstand import MONDAY, Desk
from tests.flows.proof.conftest import LATER
from warehouse.people import AlertMark

Forge = Callable[[Record], None]


def failed(checks: tuple[Check, ...]) -> list[str]:
    return [check.what for check in checks if check.verdict is Verdict.FAILS]


def test_a_proof_that_nobody_touched_holds_in_every_point(written: Written) -> None:
    checks = verify(written.folder)
    assert {check.verdict for check in checks} == {Verdict.HOLDS}
    assert [check.what.partition(", version")[0] for check in checks] == [
        *(SEAL, PAGE, PAGES),
        *("before",) * 4,
        *("after",) * 4,
    ]
    assert written.missing == 0


def test_the_page_shows_both_sides_and_loads_nothing(written: Written) -> None:
    page = unescape((written.folder / PAGE).read_text("utf-8"))
    for said in ("about 1,000", "1,500", "2025-01-27T08:00:00Z", "2025-01-27T10:00:00Z", "killed"):
        assert said in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert 'src="' not in page


def test_the_same_alert_gives_the_same_proof(office: Desk, key: str, tmp_path: Path) -> None:
    seals = {write_proof(office.watch, office.home, key[:8], tmp_path / place, now=LATER).seal for place in "ab"}
    assert len(seals) == 1


def test_a_proof_is_not_written_over(office: Desk, key: str, written: Written) -> None:
    with pytest.raises(NoProofError, match="is there already"):
        write_proof(office.watch, office.home, key, written.folder.parent, now=LATER)


@pytest.mark.parametrize("wrong", ["", "abc", "f" * 32])
def test_a_key_that_names_no_alert_says_where_keys_are(office: Desk, wrong: str) -> None:
    with pytest.raises(FlowError, match="claimwatch alerts"):
        evidence_of(office.home, office.watch.id, wrong)


def test_a_key_of_another_watch_names_it(office: Desk, key: str) -> None:
    with pytest.raises(FlowError, match=f"--watch {office.watch.id}"):
        evidence_of(office.home, "harbour", key)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_byte_that_was_changed_is_found(written: Written, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from((MANIFEST, PAGE, PAGES, SEAL)))
    path = written.folder / name
    good = path.read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    bad = bytearray(good)
    bad[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(bad))
    try:
        assert failed(verify(written.folder))
    except NotABundleError:
        pass  # the manifest itself could not be read: told, and nothing is believed
    finally:
        path.write_bytes(good)


def _other_number(manifest: Record) -> None:
    after = manifest["exhibits"][1]  # type: ignore[index]
    after["text"] = after["text"].replace("1,500", "9,500")
    after["claim"]["quote"] = after["claim"]["quote"].replace("1,500", "9,500")
    after["claim"]["sentence"] = after["claim"]["sentence"].replace("1,500", "9,500")
    after["text_sha256"] = text_sha256(after["title"], after["text"])


def _other_place(manifest: Record) -> None:
    manifest["exhibits"][1]["claim"]["start"] += 3  # type: ignore[index]


def _other_page(manifest: Record) -> None:
    manifest["exhibits"][1]["page_sha256"] = "0" * 64  # type: ignore[index]


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        pytest.param(_other_number, "text from page", id="another number, hashes made anew"),
        pytest.param(_other_place, "words", id="the words stand elsewhere"),
        pytest.param(_other_page, "page", id="a page that is not there"),
    ],
)
def test_a_forgery_with_right_hashes_is_found(written: Written, forge: Forge, found: str) -> None:
    manifest = json.loads((written.folder / MANIFEST).read_bytes())
    forge(manifest)
    body = json.dumps(manifest, ensure_ascii=False).encode()
    (written.folder / MANIFEST).write_bytes(body)
    (written.folder / SEAL).write_text(f"{sha256(body).hexdigest()}  {MANIFEST}\n")
    assert any(what.endswith(found) for what in failed(verify(written.folder)))


def test_a_folder_that_is_no_proof_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotABundleError, match="name the folder"):
        verify(tmp_path)


def test_a_page_that_was_cleaned_away_is_said_and_its_hash_stays(office: Desk, key: str, tmp_path: Path) -> None:
    raw = next(office.home.glob("raw/*/*.gz"))
    kept = raw.read_bytes()
    raw.unlink()
    try:
        written = write_proof(office.watch, office.home, key, tmp_path, now=LATER)
    finally:
        raw.write_bytes(kept)
    checks = verify(written.folder)
    assert written.missing == 1
    assert failed(checks) == []
    assert [check.verdict for check in checks].count(Verdict.UNSURE) == 1
    assert raw.name.removesuffix(".gz") in (written.folder / MANIFEST).read_text("utf-8")


def test_a_review_says_who_said_what_where_and_rates_only_if_the_reviewer_does(office: Desk, key: str) -> None:
    evidence = evidence_of(office.home, office.watch.id, key)
    plain = claim_review(evidence, Review(author="Harbour Checks"))
    rated = claim_review(evidence, Review(author="Harbour Checks", rating="Unproven"))
    assert plain["@type"] == "ClaimReview"
    assert plain["author"] == {"@type": "Organization", "name": "Harbour Checks"}
    assert "about 1,500" in str(plain["claimReviewed"])
    item = plain["itemReviewed"]
    assert isinstance(item, dict)
    assert "1,500" in item["text"]
    assert [work["publisher"]["name"] for work in item["appearance"]] == ["The Courier", "The Courier"]
    assert "reviewRating" not in plain
    assert rated["reviewRating"] == {"@type": "Rating", "alternateName": "Unproven"}
    assert plain["datePublished"] == MONDAY.date().isoformat()


def test_what_people_said_of_an_alert_goes_with_its_proof(office: Desk, key: str, tmp_path: Path) -> None:
    own = replace(office, home=tmp_path / "home")
    copytree(office.home, own.home)
    claim_id = office.alerts()[0]["after"]["claim_id"]  # type: ignore[index]
    mark_alert(own.home, key, AlertMark.WRONG, by="Ada", note="last year's", now=LATER)
    withdraw_claim(own.watch, own.home, claim_id, by="Ada", note="", now=LATER)  # type: ignore[arg-type]
    written = write_proof(own.watch, own.home, key, tmp_path, now=LATER)
    page = unescape((written.folder / PAGE).read_text("utf-8"))
    assert "marked wrong by Ada: last year's" in page
    assert "a claim of it was misread and withdrawn" in page
    assert json.loads((written.folder / MANIFEST).read_bytes())["standing"]["mark"] == "wrong"
    assert failed(verify(written.folder)) == []
    with pytest.raises(NoProofError, match="misread and withdrawn"):
        claim_review(evidence_of(own.home, own.watch.id, key), Review(author="Harbour Checks"))
