"""Italian, the tenth language, which is data alone: numbers in every style, and an article from end to end."""

import pytest

from extractors.claims import Reader
from extractors.lexicon import load_lexicon
from extractors.values import Article, Claim
from flows.watching.known import find_watch
from tests.extractors.stories import small_story

SMALL = Reader(small_story())
MEASURES = (
    "killed",
    "wounded",
    "missing",
    "captured",
    "casualties",
    "share_lost",
    "troops_deployed",
    "troops_at_front",
)
ARTICLE = """Circa trecento soldati nordcoreani sono stati uccisi e 2.700 feriti nel Kursk. \
Lo ha riferito lunedì l’intelligence sudcoreana.

Secondo il Pentagono, dei 12mila militari inviati restano al fronte tra gli 8.000 e i 9.000 uomini. \
Le truppe sarebbero state ritirate dalla prima linea per qualche giorno.

Zelensky ha ammesso che i nordcoreani sono tornati all’attacco e che l’esercito russo perde in media \
1.200 soldati al giorno. La Corea del Nord intende inviare altri 3.000 soldati, ha aggiunto.

Il Cremlino si è rifiutato di commentare. Il 9 gennaio, alle 10:30, a Kiev è stato mostrato un fucile \
calibro 7,62 pagato 2.000 dollari a un soldato di 26 anni."""
WANTED = {
    ("killed", 300, 300, "approx", "north_korea", "south_korea_nis", "asserted"),
    ("wounded", 2700, 2700, "exact", "north_korea", "south_korea_nis", "asserted"),
    ("troops_deployed", 12000, 12000, "exact", "north_korea", "pentagon", "asserted"),
    ("troops_at_front", 8000, 9000, "range", "north_korea", "pentagon", "asserted"),
    ("withdrawn_from_front", None, None, None, "north_korea", "pentagon", "hedged"),
    ("returned_to_front", None, None, None, "north_korea", "zelensky", "asserted"),
    ("casualties", 1200, 1200, "approx", "russia", "zelensky", "asserted"),
    ("reinforcements", 3000, 3000, "exact", "north_korea", "zelensky", "planned"),
    ("no_comment", None, None, None, "russia", "kremlin", "asserted"),
}


def an_article(text: str) -> Article:
    return Article(url="https://gazzetta.example/a", outlet="gazzetta", language="it", title="", text=text)


def shown(claim: Claim) -> tuple[object, ...]:
    bound = claim.bound.value if claim.bound else None
    return (claim.metric, claim.low, claim.high, bound, claim.subject, claim.source, claim.modality.value)


@pytest.mark.parametrize(
    ("written", "low", "high", "bound"),
    [
        ("11.000", 11000, 11000, "exact"),
        ("11 000", 11000, 11000, "exact"),
        ("11 mila", 11000, 11000, "exact"),
        ("11mila", 11000, 11000, "exact"),
        ("undicimila", 11000, 11000, "exact"),
        ("millecinquecento", 1500, 1500, "exact"),
        ("duecentocinquantatré", 253, 253, "exact"),
        ("ventotto", 28, 28, "exact"),
        ("centoventimila", 120000, 120000, "exact"),
        ("1,1 milioni di", 1100000, 1100000, "exact"),
        ("un migliaio di", 1000, 1000, "approx"),
        ("una decina di", 10, 10, "approx"),
        ("una ventina di", 20, 20, "approx"),
        ("mezzo migliaio di", 500, 500, "approx"),
        ("circa 600", 600, 600, "approx"),
        ("quasi mille", 1000, 1000, "approx"),
        ("oltre mille", 1000, None, "more_than"),
        ("più di 3.000", 3000, None, "more_than"),
        ("almeno cento", 100, None, "at_least"),
        ("non meno di 200", 200, None, "at_least"),
        ("fino a 4.000", None, 4000, "at_most"),
        ("meno di 100", None, 100, "fewer_than"),
        ("tra i 3.000 e i 4.000", 3000, 4000, "range"),
        ("dai 10 ai 12mila", 10000, 12000, "range"),
        ("tra mille e duemila", 1000, 2000, "range"),
        ("tre o quattromila", 3000, 4000, "range"),
        ("centinaia di", None, None, "vague"),
        ("diverse decine di", None, None, "vague"),
    ],
)
def test_a_number_of_dead_is_read_in_each_way_of_writing_it(
    written: str, low: int | None, high: int | None, bound: str
) -> None:
    (claim,) = SMALL.read(an_article(f"Sono morti {written} soldati nordcoreani.")).claims
    assert shown(claim)[:4] == ("killed", low, high, bound)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Il 40% dei soldati nordcoreani è stato ucciso o ferito.", 40),
        ("Un terzo dei soldati nordcoreani è stato ucciso o ferito.", 33.3),
        ("Metà dei soldati nordcoreani è stata uccisa o ferita.", 50),
    ],
)
def test_a_share_is_read_in_percent(text: str, share: float) -> None:
    (claim,) = SMALL.read(an_article(text)).claims
    assert (claim.metric, claim.low, claim.unit) == ("share_lost", share, "percent")


@pytest.mark.parametrize(
    "text",
    [
        "Un terzo contingente di soldati nordcoreani, dicono, è in Russia.",
        "Il soldato nordcoreano, di 26 anni, ha camminato per 40 chilometri.",
        "A metà gennaio, alle 10:30, il reparto nordcoreano ha ricevuto 2.000 dollari.",
    ],
    ids=["an-ordinal", "an-age-and-a-way", "a-date-a-time-and-money"],
)
def test_what_counts_nobody_is_no_figure(text: str) -> None:
    assert not {claim.metric for claim in SMALL.read(an_article(text)).claims} & set(MEASURES)


def test_units_are_people_only_behind_a_word_that_counts_people() -> None:
    (losses,) = SMALL.read(an_article("Le perdite nordcoreane sono stimate a circa 4.700 unità.")).claims
    assert (losses.metric, losses.low) == ("casualties", 4700)
    assert not SMALL.read(an_article("Tre unità nordcoreane sono in Russia.")).claims


def test_troops_that_others_send_back_to_the_front_are_back() -> None:
    (claim,) = SMALL.read(an_article("La Russia ha rischierato gli effettivi nordcoreani, dice il Pentagono.")).claims
    assert shown(claim) == ("returned_to_front", None, None, None, "north_korea", "pentagon", "asserted")


def test_an_article_is_read_with_its_sides_sources_and_moods() -> None:
    claims = SMALL.read(an_article(ARTICLE)).claims
    assert {shown(claim) for claim in claims} == WANTED
    assert all(ARTICLE[claim.start : claim.end] == claim.quote for claim in claims)


def test_the_shipped_story_reads_the_same_article_alike() -> None:
    claims = Reader(find_watch("north-korea-in-russia").story).read(an_article(ARTICLE)).claims
    assert {shown(claim) for claim in claims} == WANTED


def test_the_lexicon_has_examples_of_every_status_and_of_each_figure_of_people() -> None:
    told = {claim["metric"] for example in load_lexicon("it").examples for claim in example.claims}
    assert told >= {*MEASURES, "returned_home", "workers_sent", "reinforcements", "area_km2", "weapons"}
    assert told >= {"withdrawn_from_front", "returned_to_front", "not_seen", "denial", "no_comment", "treaty"}
    assert told >= {"confirmed_deployment", "reinforcements_planned", "ill_prepared", "suicide_to_avoid_capture"}
