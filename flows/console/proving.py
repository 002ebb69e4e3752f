"""Commands that show the evidence to others: proof writes it, verify checks it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console.exits import Exit, fail, told_errors
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, home_of, now
from flows.console.printing import print_json
from flows.records import printable
from flows.watching.known import find_watch

if TYPE_CHECKING:  # imported where it is needed, so that help comes at once
    from flows.proof.verifying import Verdict


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(proof)
    app.command()(verify)


def proof(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="The alert's key, or how it begins.")],
    out: Annotated[Path, typer.Option("--out", help="Where the folder of the proof is made.")] = Path(),
    claimreview: Annotated[
        str | None, typer.Option(metavar="REVIEWER", help="Print ClaimReview (JSON-LD) under this name instead.")
    ] = None,
    rating: Annotated[str, typer.Option(help="The reviewer's own verdict, for --claimreview; we give none.")] = "",
    url: Annotated[str, typer.Option(help="Where the review is published, for --claimreview.")] = "",
    watch: WatchOption = DEFAULT_WATCH,
    as_json: JsonOption = False,
) -> None:
    """Write the evidence of an alert as a folder.

    A page that opens offline, the raw pages as WARC, and a sealed manifest; docs/proof.md says more.
    """
    with told_errors():
        found = find_watch(watch)
        if claimreview is not None:
            from flows.proof.claimreview import Review, claim_review
            from flows.proof.evidence import evidence_of

            evidence = evidence_of(home_of(context), found.id, key)
            print_json(claim_review(evidence, Review(author=claimreview, url=url, rating=rating)))
            return
        from flows.proof.bundle import write_proof

        written = write_proof(found, home_of(context), key, out, now=now())
    if as_json:
        print_json({"folder": str(written.folder), "seal": written.seal, "missing_pages": written.missing})
        return
    typer.echo(f"{written.folder}/proof.html")
    typer.echo(f"seal {written.seal}")
    if written.missing:
        typer.secho(f"{written.missing} of the pages are not kept any more; their hashes are in the proof.", err=True)
    typer.echo(f"check it with: claimwatch verify {written.folder}")


def verify(
    folder: Annotated[Path, typer.Argument(help="The folder that `claimwatch proof` wrote.")],
    as_json: JsonOption = False,
) -> None:
    """Check a proof: its hashes, words and pages.

    Needs no warehouse and no network. What could not be checked is "unsure" and no failure; docs/proof.md says more.
    """
    from flows.proof.verifying import NotABundleError, Verdict
    from flows.proof.verifying import verify as checks_of

    with told_errors():
        try:
            checks = checks_of(folder)
        except NotABundleError as error:
            raise fail(str(error), Exit.FAILED) from error
    if as_json:
        print_json([check.record() for check in checks])
    else:
        for check in checks:
            colour = typer.colors.RED if check.verdict is Verdict.FAILS else None
            typer.secho(printable(f"{check.verdict:<7} {check.what}  {check.detail}"), fg=colour)
    failed = sum(check.verdict is Verdict.FAILS for check in checks)
    if not as_json:
        typer.echo(_summary([check.verdict for check in checks]))
    raise typer.Exit(Exit.FAILED if failed else Exit.DONE)


def _summary(verdicts: "Sequence[Verdict]") -> str:
    """Return how many checks ended how; of a verdict that did not occur nothing is said."""
    if set(verdicts) == {"holds"}:
        return f"All of {len(verdicts)} checks hold."
    counts = (f"{verdicts.count(verdict)} {_ENDS[verdict]}" for verdict in dict.fromkeys(verdicts))
    return f"Of {len(verdicts)} checks, {', '.join(counts)}."


_ENDS = {"holds": "hold", "fails": "failed", "unsure": "could not be made"}
