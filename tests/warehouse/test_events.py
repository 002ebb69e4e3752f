"""Who carries an alert's event, since when its articles tell it, and whose text they print."""

import pytest

from tests.warehouse.examples import NOON, WATCH, after, article, claim, reading, version
from warehouse import write
from warehouse.events import CarrierRow, add_carriers, carriers_of, first_told, origins_of, recent_versions
from warehouse.rows import Mark, MarkRow

HARBOUR, HILL = "http://harbour.example/1", "http://hill.example/1"


@pytest.fixture
def articles(con):
    """One article of each of two outlets."""
    return write.add_articles(con, [article(), article(url=HILL, outlet="hill", publisher="hill")])


def stored(con, article_id, hours, text, **given):
    """The version with its only claim, a figure."""
    (row,) = write.add_versions(
        con, [version(article_id=article_id, seen_at=after(hours), content_hash=text, text=text, **given)]
    )
    told = {"low": float(text), "high": float(text)}
    ids = write.add_readings(
        con, [reading(version_id=row.version_id)], [claim(version_id=row.version_id, article_id=article_id, **told)]
    )
    return row.version_id, ids[row.version_id][0]


def carrier(hours, outlet="harbour", **given):
    common = {
        "watch": WATCH,
        "event_key": "event",
        "alert_key": "alert",
        "side": "after",
        "outlet": outlet,
        "publisher": outlet,
        "language": "en",
        "url": HARBOUR,
        "version_id": 1,
        "carried_at": after(hours),
        "run_id": "run-1",
    }
    return CarrierRow(**{**common, **given})


def test_carriers_come_in_the_order_of_time_with_how_far_they_are_behind(con, articles):
    first, _ = stored(con, articles[HARBOUR], 0, "40")
    print_, told = stored(con, articles[HILL], 2, "41", outlet="hill")
    add_carriers(con, [carrier(0, version_id=first)])
    add_carriers(con, [carrier(2, "hill", version_id=print_, claim_id=told, via="harbour")])
    one, other = carriers_of(con, ["alert", "unknown"])["alert"]
    assert [(c.outlet, c.lag_s, c.via) for c in (one, other)] == [("harbour", 0, None), ("hill", 7200, "harbour")]
    assert (one.quote, bool(other.quote)) == ("", True)
    assert carriers_of(con, ["unknown"]) == {}


def test_each_outlet_carries_a_side_once_and_at_its_earliest(con, articles):
    number, _ = stored(con, articles[HARBOUR], 0, "40")
    add_carriers(con, [carrier(3, version_id=number), carrier(1, version_id=number)])
    add_carriers(con, [carrier(0, version_id=number), carrier(2, version_id=number, side="before")])
    add_carriers(con, [])
    found = carriers_of(con, ["alert"])["alert"]
    assert [(c.side, c.carried_at, c.lag_s) for c in found] == [("after", after(1), 0), ("before", after(2), 0)]


def test_an_article_tells_a_figure_since_its_publication_or_since_the_edit_that_brought_it(con, articles):
    number = articles[HARBOUR]
    _, first = stored(con, number, 0, "40", published_at=after(-5))
    _, edited = stored(con, number, 2, "41", published_at=after(-5))
    _, again = stored(con, number, 4, "41.0", published_at=after(-5))
    assert first_told(con, [first, edited, again, 999]) == {first: after(-5), edited: after(2), again: after(2)}


def test_a_date_of_publication_that_lies_ahead_is_not_believed(con, articles):
    _, told = stored(con, articles[HARBOUR], 0, "40", published_at=after(9))
    assert first_told(con, [told]) == {told: NOON}


def copy_of(version_id, original):
    return MarkRow(
        watch=WATCH,
        version_id=version_id,
        mark=Mark.COPY,
        marked_at=NOON,
        run_id="run-1",
        of_version_id=original,
        detail="",
    )


@pytest.mark.parametrize("is_round", [False, True], ids=["found later", "each a copy of the other"])
def test_prints_of_a_print_have_one_origin(con, articles, is_round):
    articles |= write.add_articles(con, [article(url="http://wire.example/1", outlet="wire")])
    first, print_, wire = (stored(con, number, 0, "40")[0] for number in articles.values())
    write.add_marks(con, [copy_of(print_, first), copy_of(first, print_ if is_round else wire)])
    origins = origins_of(con, [first, print_])
    assert origins[first] == origins[print_]


def test_a_copy_stays_one_when_its_text_is_edited(con, articles):
    first, _ = stored(con, articles[HARBOUR], 0, "40")
    print_, _ = stored(con, articles[HILL], 1, "41", outlet="hill")
    edited, _ = stored(con, articles[HILL], 2, "42", outlet="hill")
    write.add_marks(con, [copy_of(print_, first)])
    corrected, _ = stored(con, articles[HARBOUR], 3, "43")
    assert origins_of(con, [first, print_, edited, corrected, 99]) == dict.fromkeys(
        (first, print_, edited, corrected), articles[HARBOUR]
    )
    add_carriers(con, [carrier(0, version_id=first), carrier(2, "hill", version_id=edited)])
    assert [c.copy_of for c in carriers_of(con, ["alert"])["alert"]] == [None, "harbour"]


def test_recent_versions_are_the_newest_of_each_article_in_these_languages(con, articles):
    stored(con, articles[HARBOUR], 0, "40")
    newest, _ = stored(con, articles[HARBOUR], 2, "41")
    stored(con, articles[HILL], 2, "42", language="fr")
    assert [row.version_id for row in recent_versions(con, WATCH, NOON, after(3), ["en"])] == [newest]
    assert recent_versions(con, WATCH, after(3), after(9), ["en", "fr"]) == ()
    assert recent_versions(con, WATCH, NOON, after(1), ["ko"]) == ()
