"""Checks a proof without the warehouse that made it: hashes, words in texts, texts in pages; says what is wrong.

A bundle comes from anywhere: whatever it holds may be damaged or forged, and is read as such.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # ships no types
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from extractors.pages import EXTRACTOR
from flows.archive.streams import DamagedError, unpacked
from flows.collection.kept import extract_body
from flows.errors import FlowError
from flows.proof.bundle import FORM, MANIFEST, PAGE, PAGES, SEAL
from flows.proof.evidence import text_sha256
from flows.records import Record, parse_instant
from warehouse.answers import VersionText
from warehouse.rows import ExtractionOutcome, VersionRow

MAX_FILE = 200_000_000
MAX_PAGE = 8_000_000


class NotABundleError(FlowError):
    """The folder is no proof that this code can read."""


class Verdict(StrEnum):
    """How a check ended; UNSURE where it could not be made."""

    HOLDS = "holds"
    FAILS = "fails"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked: what, how it ended, and what was seen."""

    what: str
    verdict: Verdict
    detail: str = ""

    def record(self) -> Record:
        """Return it as JSON-ready values."""
        return {"what": self.what, "verdict": str(self.verdict), "detail": self.detail}


def verify(folder: Path) -> tuple[Check, ...]:
    """Return every check of a bundle, in a fixed order.

    Raises:
        NotABundleError: there is no manifest of a form that this code reads; nothing could be checked.
    """
    manifest, sealed = _manifest(folder)
    pages = _pages(folder / PAGES)
    checks = [sealed, *_files(folder, manifest)]
    if isinstance(pages, Check):
        checks.append(pages)
        pages = {}
    try:
        for exhibit in _list(manifest.get("exhibits")):
            checks += _exhibit(exhibit, pages)
    except (KeyError, ValueError, TypeError) as error:
        checks.append(_failed("the manifest's exhibits", f"cannot be read ({type(error).__name__}: {error})"))
    return tuple(checks)


def _manifest(folder: Path) -> tuple[Record, Check]:
    body = _read(folder / MANIFEST)
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotABundleError(f"{folder / MANIFEST} is no JSON ({error}): the proof is damaged.") from error
    if not isinstance(record, dict) or record.get("form") != FORM:
        raise NotABundleError(f"{folder / MANIFEST} is not of the form {FORM}, which this release reads.")
    seal = _read(folder / SEAL).decode("utf-8", "replace")
    digest = sha256(body).hexdigest()
    if seal != f"{digest}  {MANIFEST}\n":
        return record, _failed(SEAL, f"does not seal this manifest, whose SHA-256 is {digest}")
    return record, Check(what=SEAL, verdict=Verdict.HOLDS, detail=digest)


def _files(folder: Path, manifest: Mapping[str, object]) -> Iterator[Check]:
    told = manifest.get("files")
    for name in (PAGE, PAGES):
        wanted = told.get(name) if isinstance(told, dict) else None
        found = sha256(_read(folder / name)).hexdigest()
        if wanted == found:
            yield Check(what=name, verdict=Verdict.HOLDS, detail=found)
        else:
            yield _failed(name, f"has the SHA-256 {found}, the manifest says {wanted}")


def _exhibit(exhibit: Record, pages: Mapping[str, bytes]) -> Iterator[Check]:
    """Check one side: the text's hash, the claim's place in it, the page, and that the text follows from the page."""
    side, title, text = (str(exhibit[name]) for name in ("side", "title", "text"))
    name = f"{side}, version {exhibit['version_id']}"
    found = text_sha256(title, text)
    if found == exhibit["text_sha256"]:
        yield Check(what=f"{name}: text", verdict=Verdict.HOLDS, detail=found)
    else:
        yield _failed(f"{name}: text", f"has the SHA-256 {found}, the manifest says {exhibit['text_sha256']}")
    digest = exhibit["page_sha256"]
    page = pages.get(str(digest))
    if page is None:
        yield _words(name, exhibit, None)
        kind = _failed if exhibit["page_bytes"] is not None else _unsure
        yield kind(f"{name}: page", f"{digest} is not in {PAGES}")
        return
    yield Check(what=f"{name}: page", verdict=Verdict.HOLDS, detail=str(digest))
    stored = _version(exhibit)
    plain = extract_body(page, stored, str(exhibit["outlet_name"]))
    led = plain if plain.outcome is ExtractionOutcome.SAME else extract_body(page, stored, "", is_anchored=True)
    texts = [one.article.text for one in (plain, led) if one.article is not None]
    yield _words(name, exhibit, texts)
    yield _follows(name, exhibit, is_same=led.outcome is ExtractionOutcome.SAME)


def _words(name: str, exhibit: Record, extracted: list[str] | None) -> Check:
    """Check that the claim's words stand where they are said to stand."""
    claim = exhibit.get("claim")
    if not isinstance(claim, dict):
        return _unsure(f"{name}: words", "there is no claim on this side")
    start, end = int(str(claim["start"])), int(str(claim["end"]))
    field = str(exhibit["title"] if claim["where"] == "title" else exhibit["text"])
    if field[start:end] == claim["quote"] and claim["quote"]:
        return Check(what=f"{name}: words", verdict=Verdict.HOLDS, detail=f"{claim['quote']!r} at {start} to {end}")
    if any(str(claim["sentence"]) in text for text in extracted or ()):
        return Check(
            what=f"{name}: words",
            verdict=Verdict.HOLDS,
            detail=f"{claim['quote']!r} in the page as it is extracted today",
        )
    return _failed(f"{name}: words", f"{claim['quote']!r} does not stand at {start} to {end}")


def _follows(name: str, exhibit: Record, *, is_same: bool) -> Check:
    what = f"{name}: text from page"
    if is_same:
        return Check(what=what, verdict=Verdict.HOLDS, detail=f"extracted again by {EXTRACTOR}")
    if exhibit["extractor"] != EXTRACTOR:
        return _unsure(what, f"taken by {exhibit['extractor']}; {EXTRACTOR} takes another text from this page")
    return _failed(what, f"{EXTRACTOR} takes another text from this page")


def _version(exhibit: Record) -> VersionText:
    """Return an exhibit as the version that an extraction is held against."""
    return VersionText(
        version=VersionRow(
            article_id=0,
            watch="",
            outlet=str(exhibit["outlet"]),
            language=str(exhibit["language"]),
            seen_at=_instant(exhibit["seen_at"]) or datetime(1970, 1, 1, tzinfo=UTC),
            content_hash="",
            hash_version="",
            title=str(exhibit["title"]),
            text=str(exhibit["text"]),
            extractor=str(exhibit["extractor"]),
            run_id="",
            published_at=_instant(exhibit["published_at"]),
            modified_at=_instant(exhibit["modified_at"]),
            content_type=None if exhibit["content_type"] is None else str(exhibit["content_type"]),
        ),
        url=str(exhibit["url"]),
        publisher=str(exhibit["publisher"]),
        is_baseline=False,
    )


def _instant(value: object) -> datetime | None:
    return None if value is None else parse_instant(str(value))


def _pages(path: Path) -> dict[str, bytes] | Check:
    """Return SHA-256 -> page of an archive's responses, or the check that says why it cannot be read."""
    found: dict[str, bytes] = {}
    try:
        with unpacked(path, MAX_FILE) as stream:
            for record in ArchiveIterator(BytesIO(stream.read())):
                if record.rec_type == "response":
                    body = record.content_stream().read(MAX_PAGE + 1)
                    found[sha256(body).hexdigest()] = body
    except (DamagedError, ArchiveLoadFailed, OSError, ValueError) as error:
        return _failed(PAGES, f"cannot be read ({type(error).__name__}: {error})")
    return found


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise NotABundleError(f"{path} is larger than {MAX_FILE:,} bytes: this is no proof of ours.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotABundleError(f"{path} is missing: name the folder that claimwatch proof wrote.") from error


def _list(value: object) -> list[Record]:
    if not isinstance(value, list) or not value:
        message = "there is none"
        raise ValueError(message)
    return value


def _failed(what: str, detail: str) -> Check:
    return Check(what=what, verdict=Verdict.FAILS, detail=detail)


def _unsure(what: str, detail: str) -> Check:
    return Check(what=what, verdict=Verdict.UNSURE, detail=detail)
