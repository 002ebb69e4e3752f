"""Writes the proof of one alert: a folder with a page to read, the raw pages as WARC, and a sealed manifest.

proof.html    for people; opens offline and loads nothing
pages.warc.gz every look at the articles concerned, with the pages as they came
manifest.json the alert, both texts in full, and the SHA-256 of everything
seal.txt      the SHA-256 of the manifest: one line to note down, print, or have stamped by a third party
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version as installed_version
from pathlib import Path

from flows.alerts.marks import standing_record
from flows.archive.exporting import write_archive
from flows.proof.evidence import Evidence, NoProofError, evidence_of, exhibit_record
from flows.proof.links import ArchiveLink, links_of
from flows.proof.page import proof_page
from flows.records import Record, instant
from flows.watching.values import Watch

FORM = "claimwatch-proof/1"
PAGE, PAGES, MANIFEST, SEAL = "proof.html", "pages.warc.gz", "manifest.json", "seal.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A bundle that was written; `missing` counts pages that are not kept any more."""

    folder: Path
    seal: str
    missing: int


def write_proof(watch: Watch, home: Path, key: str, out: Path, *, now: datetime) -> Written:
    """Write the proof of the alert whose key begins with `key` into a new folder under `out`.

    Raises:
        NoProofError: the alert rests on no article, or the folder is there already.
        flows.errors.FlowError: no alert of the watch, or more than one, has that key.
        warehouse.errors.NotFound: nothing was collected yet.
        warehouse.errors.Corrupt: a kept page is not what it was.
        OSError: the folder cannot be written.
    """
    evidence = evidence_of(home, watch.id, key)
    folder = out / f"proof-{str(evidence.alert['key'])[:12]}"
    if folder.exists():
        raise NoProofError(f"{folder} is there already: remove it, or name another place with --out.")
    links = links_of(home, str(evidence.alert["key"]))
    folder.mkdir(parents=True)
    write_archive(watch, home, folder / PAGES, evidence.visits, now=now)
    (folder / PAGE).write_text(proof_page(evidence, links, now=now), encoding="utf-8")
    manifest = _manifest_bytes(watch, evidence, links, folder, now)
    (folder / MANIFEST).write_bytes(manifest)
    seal = sha256(manifest).hexdigest()
    (folder / SEAL).write_text(f"{seal}  {MANIFEST}\n", encoding="ascii")
    missing = sum(exhibit.page is None for exhibit in evidence.exhibits)
    return Written(folder=folder, seal=seal, missing=missing)


def _manifest_bytes(
    watch: Watch, evidence: Evidence, links: Sequence[ArchiveLink], folder: Path, now: datetime
) -> bytes:
    """Return the manifest as JSON with sorted keys, so that equal proofs are equal bytes."""
    record: Record = {
        "form": FORM,
        "made_at": instant(now),
        "made_by": f"claimwatch {installed_version('claimwatch')}",
        "watch": watch.id,
        "title": watch.title,
        "alert": evidence.alert,
        "standing": standing_record(evidence.standing),
        "exhibits": [exhibit_record(exhibit) for exhibit in evidence.exhibits],
        "archive_links": [link.record() for link in links],
        "files": {name: sha256((folder / name).read_bytes()).hexdigest() for name in (PAGE, PAGES)},
    }
    return (json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
