"""The page: everything is on it, and nothing from outside can do anything on it."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.report.content import (
    Across,
    Carrier,
    FigureSeries,
    OutletCoverage,
    ReportAlert,
    ReportContent,
    ReportIssue,
    ReportRun,
    Severity,
    Suppressed,
)
from flows.report.diffs import Row
from flows.report.page import MAX_ALERTS, MAX_SIDE_BY_SIDE, MAX_TELLINGS, figures, lede, render
from flows.report.safety import content_policy
from flows.report.sides import anchor, clip, marked
from flows.report.words import Piece
from tests.flows.report.sample import (
    MADE_AT,
    START,
    content,
    figure_of_killed,
    in_each_language,
    killed,
    point,
    raised,
    side,
    taken_down,
    told_as_killed,
)

HOSTILE = "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}{% raw %}\u202e\x00\ud800"
HOSTILE_URL = "javascript:alert(3)"


def parsed(report: ReportContent) -> LexborHTMLParser:
    return LexborHTMLParser(render(report))


def hostile() -> ReportContent:
    """A report whose every text and address comes from an enemy."""
    gloss = killed(
        1000, metric=HOSTILE, subject=HOSTILE, unit=HOSTILE, source=HOSTILE, via=HOSTILE, period=HOSTILE, place=HOSTILE
    )
    enemy = replace(
        side("en", f"x {HOSTILE} y", HOSTILE, 1),
        language=HOSTILE,
        outlet=HOSTILE,
        url=HOSTILE_URL,
        title=HOSTILE,
        context=HOSTILE,
        gloss=gloss,
    )
    alert = replace(
        raised(),
        key=HOSTILE,
        kind=HOSTILE,
        headline=HOSTILE,
        question=HOSTILE,
        why=HOSTILE,
        event=HOSTILE,
        before=enemy,
        after=replace(enemy, sentence=f"z {HOSTILE}"),
        carriers=(Carrier(outlet=HOSTILE, language=HOSTILE, url=HOSTILE_URL),),
    )
    telling = replace(
        point("en", 1, gloss, (900, 1100)), outlet=HOSTILE, language=HOSTILE, quote=HOSTILE, url=HOSTILE_URL
    )
    return ReportContent(
        title=HOSTILE,
        watch=HOSTILE,
        made_at=MADE_AT,
        covers_from=START,
        time_zone=UTC,
        alerts=(alert,),
        series=(FigureSeries(title=HOSTILE, unit=HOSTILE, points=(telling,)),),
        coverage=(
            OutletCoverage(
                outlet=HOSTILE, language=HOSTILE, country=HOSTILE, publisher=HOSTILE + "x", problems=(HOSTILE,)
            ),
        ),
        suppressed=(
            Suppressed(
                at=START,
                outlet=HOSTILE,
                headline=HOSTILE,
                reason=HOSTILE,
                kind=HOSTILE,
                before=HOSTILE,
                after=HOSTILE,
                language=HOSTILE,
                url=HOSTILE_URL,
            ),
        ),
        issues=(ReportIssue(at=START, where=HOSTILE, kind=HOSTILE, text=HOSTILE, url=HOSTILE_URL),),
        runs=(ReportRun(flow=HOSTILE, started_at=START, state=HOSTILE),),
    )


def test_hostile_text_makes_no_element_no_handler_and_no_link() -> None:
    plain, enemy = parsed(content()), parsed(hostile())
    assert len(enemy.css("script")) == len(plain.css("script")) == 3
    assert len(enemy.css("style")) == 2
    assert not enemy.css("img, iframe, object, embed, form, base")
    for node in enemy.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), node.html
            assert name != "style", "an inline style would break the policy"
            assert "script:" not in (value or ""), node.html
    assert all((node.attributes["href"] or "").startswith(("#", "data:,")) for node in enemy.css("[href]"))


def test_hostile_text_is_shown_as_text_and_never_run_as_a_template() -> None:
    page = render(hostile())
    assert page.count("{{7*7}}") > 20
    assert page.encode("utf-8")
    assert "\x00" not in page
    assert "\u202e" not in page


def test_the_policy_covers_the_style_and_script_that_are_on_the_page() -> None:
    page = parsed(content())
    styles, scripts = ([node.text() for node in page.css(name)] for name in ("style", "script"))
    policy = page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"]
    assert policy == content_policy(styles=styles, scripts=scripts)


def test_a_report_with_nothing_in_it_says_so() -> None:
    empty = ReportContent(title="A flood", watch="flood", made_at=MADE_AT, covers_from=START, time_zone=UTC)
    page = parsed(empty)
    assert len(page.css("section > .none")) == 7
    assert not page.css("table")
    assert lede(empty) == "No alerts in the last day. No outlet has been read yet."


def test_the_same_content_gives_the_same_page() -> None:
    assert render(content()) == render(content())


def test_every_alert_has_a_place_of_its_own() -> None:
    page = parsed(content())
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for alert in content().alerts:
        assert anchor(alert.key) in ids


def test_every_link_on_the_page_has_its_target() -> None:
    page = parsed(content())
    ids = {node.attributes["id"] for node in page.css("[id]")}
    inside = [node.attributes["href"] or "" for node in page.css('a[href^="#"]')]
    assert {href[1:] for href in inside} <= ids
    assert {node.attributes["data-row"] for node in page.css("[data-row]")} <= ids


def test_an_odd_key_gets_a_stable_and_harmless_id() -> None:
    assert anchor("ab12") == "alert-ab12"
    assert anchor('a" onclick="x') == anchor('a" onclick="x')
    assert anchor('a" onclick="x').removeprefix("alert-").isalnum()


@pytest.mark.parametrize("alert", in_each_language(), ids=lambda alert: alert.before.language)
def test_quotes_stand_in_their_language_with_the_changed_words_marked(alert: ReportAlert) -> None:
    assert alert.before is not None
    assert alert.after is not None
    page = parsed(replace(content(), alerts=(alert,)))
    quotes = page.css("blockquote")
    assert [q.attributes["lang"] for q in quotes] == [alert.before.language, alert.after.language]
    assert [q.text().strip() for q in quotes] == [alert.before.sentence, alert.after.sentence]
    assert page.css("blockquote ins")


def test_two_languages_are_not_compared_word_by_word() -> None:
    before, after = marked(told_as_killed())
    assert not any(piece.is_changed for piece in before + after)
    assert "".join(p.text for p in before if p.is_quoted) == "1,200 casualties"


def test_a_quote_that_is_not_in_its_sentence_is_shown_itself() -> None:
    odd = replace(taken_down(), before=side("fr", "une autre phrase", "les mots lus", 0))
    assert "".join(piece.text for piece in marked(odd)[0]) == "les mots lus"


def test_an_alert_leads_with_its_finding_and_says_why_and_what_the_outlet_owns_up_to() -> None:
    article = parsed(replace(content(), alerts=(raised(),))).css_first(".alert")
    assert article.css_first(".kicker b").text() == "Edit with a notice"
    assert [node.text() for node in article.css(".why li")] == list(raised().reasons)
    assert article.css_first(".notice q").text() == raised().notice
    assert article.css_first(".mark-of").text() == raised().marks[0]


def test_the_paragraphs_of_both_texts_stand_side_by_side_with_what_differs_marked() -> None:
    table = parsed(replace(content(), alerts=(raised(),))).css_first(".alert .diff")
    assert [[cell.text() for cell in row.css("td")] for row in table.css("tbody tr")] == [
        ["London puts losses at about 2,000 casualties.", "London now puts losses at about 2,600 casualties."],
        ["not there", "Correction: an earlier version gave the toll of the week before."],
    ]
    assert [node.text() for node in table.css("del, ins")][:3] == ["2,000", "now", "2,600"]


def test_carriers_are_told_with_their_lag_and_where_they_have_it_from() -> None:
    article = parsed(replace(content(), alerts=(raised(),))).css_first(".alert")
    words = article.css_first(".carriers").text()
    assert "Elbkurier (German, copies The Harbour Times, 5 h later)" in words
    assert "1 of all who tell it has it on its own" in words
    assert [node.text() for node in article.css(".chain li")][1] == "Elbkurier copies The Harbour Times"
    assert "They quote each other" in article.css_first(".chain .problem").text()


def test_the_matrix_flags_who_strays_from_its_source_and_leaves_blank_what_is_not_said() -> None:
    table = parsed(content()).css_first(".matrix")
    lines = {row.css_first("th").text().split()[0]: row for row in table.css("tbody tr")}
    assert len(lines) == 9
    korean, french = lines["한빛일보"], lines["Le"]
    assert "≠ now about 1,400" in korean.css_first(".flag").text()
    assert [len(row.css("td.blank")) for row in (korean, french)] == [0, 1]
    assert "Western officials via BBC" in korean.text()


def test_what_asks_for_a_person_and_how_right_the_alerts_were_are_on_the_page() -> None:
    page = parsed(content())
    assert "failed 4 times in a row" in page.css_first("#coverage .problem").text()
    cells = [[cell.text() for cell in row.css("th, td")] for row in page.css("#precision tbody tr")]
    assert cells == [
        ["All", "18", "1", "1", "5", "95% (75 to 99%)"],
        ["Many alerts at once", *"0001", "not marked yet"],
    ]


def test_runs_are_folded_by_day_newest_first_and_the_newest_day_is_open() -> None:
    days = parsed(content()).css(".runs")
    assert [day.css_first("summary").text() for day in days] == [
        "Fri 31 Jan: 1 run, 2 alerts, 1 with problems",
        "Mon 27 Jan: 1 run, no alerts, 1 with problems",
    ]
    assert ["open" in day.attributes for day in days] == [True, False]


def test_a_run_that_found_nothing_due_is_only_counted() -> None:
    idle = ReportRun(flow="collect", started_at=MADE_AT - timedelta(hours=1), ended_at=MADE_AT, state="Completed")
    busy = replace(idle, started_at=MADE_AT - timedelta(hours=2), visits=3)
    day = parsed(replace(content(), runs=(idle, busy))).css_first(".runs")
    assert day.css_first("summary").text() == "Fri 31 Jan: 2 runs, no alerts, 1 with nothing due"
    assert len(day.css("tbody tr")) == 1


def test_a_chart_that_leaves_out_old_tellings_begins_with_the_oldest_that_it_shows() -> None:
    many = tuple(
        point("en", hours / 20, killed(hours), (hours, hours)) for hours in range(1, MAX_TELLINGS + 400, 2)
    ) + tuple(point("de", hours / 20, killed(hours), (hours, hours)) for hours in range(1, MAX_TELLINGS + 400, 2))
    (view,) = figures(replace(content(), series=(FigureSeries(title="Killed", unit="", points=many),)))
    assert view.omitted == 400
    assert json.loads(view.zoom)["start"] == json.loads(view.zoom)["marks"][0][1] > START.timestamp()


@pytest.mark.parametrize("days", [3, 5, 9, 10, 20, 30, 50, 200])
def test_the_labels_of_an_axis_never_touch_and_are_two_at_least(days: int) -> None:
    (view, *_) = figures(replace(content(), covers_from=MADE_AT - timedelta(days=days)))
    for chart, size in ((view.wide, 760), (view.narrow, 340)):
        ticks = [node for node in LexborHTMLParser(chart).css("text.tick") if "text-anchor" not in node.attributes]
        labels = [(float(node.attributes["x"] or 0), node.text()) for node in ticks if "scale" not in node.text()]
        ends = [(x, x + 6.8 * len(words)) for x, words in labels]
        assert len(ends) >= 2
        assert all(end <= size for _, end in ends)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(ends))


def test_an_article_that_is_gone_has_one_side() -> None:
    page = parsed(replace(content(), alerts=(taken_down(),)))
    assert len(page.css("blockquote")) == 1
    assert "no longer there" in page.css_first(".ins-side").text()


@pytest.mark.parametrize(
    ("across", "words"),
    [
        (Across.REVISIONS, "Nothing of the kind was there."),
        (Across.SERIES, "Nobody had told it."),
        (Across.VISITS, "The page was gone."),
    ],
)
def test_a_side_that_is_missing_is_told_as_what_it_is(across: Across, words: str) -> None:
    page = parsed(replace(content(), alerts=(replace(raised(), before=None, across=across),)))
    assert page.css_first(".side .none").text() == words


def test_a_storm_lists_what_it_holds_and_shows_no_sides() -> None:
    storm = replace(raised(), across=Across.POLLS, before=None, finding="storm", members=("One", "and 9 more"))
    page = parsed(replace(content(), alerts=(storm,)))
    assert not page.css(".alert .side")
    assert [node.text() for node in page.css(".alert details li")][:2] == ["One", "and 9 more"]
    assert "One of its pages" in page.css_first(".alert .meta").text()


def test_alerts_come_by_day_of_the_reader_and_the_loud_ones_lead() -> None:
    loud = replace(raised(), key="loud", made_at=START + timedelta(hours=1))
    late = replace(raised(), key="late", severity=Severity.LOW, made_at=START + timedelta(hours=3))
    old = replace(raised(), key="old", made_at=START - timedelta(hours=20))
    page = parsed(replace(content(), alerts=(old, late, loud)))
    assert [node.attributes["id"] for node in page.css(".alert")] == ["alert-loud", "alert-late", "alert-old"]


def test_alerts_for_the_digest_come_after_those_of_the_day_that_woke_somebody() -> None:
    quiet = replace(raised(), key="quiet", made_at=START + timedelta(hours=2), is_quiet=True)
    plain = replace(raised(), key="plain", made_at=START + timedelta(hours=1), severity=Severity.NORMAL)
    page = parsed(replace(content(), alerts=(quiet, plain)))
    assert [node.attributes["id"] for node in page.css(".alert")] == ["alert-plain", "alert-quiet"]
    assert "for the digest" in page.css_first("#alert-quiet .kicker").text()
    fresh = replace(content(), made_at=START + timedelta(hours=3), alerts=(quiet, plain))
    assert lede(fresh).startswith("1 alert in the last day and 1 for the digest.")


def test_the_first_sentence_counts_alerts_and_outlets_in_trouble() -> None:
    fresh = replace(raised(), made_at=MADE_AT - timedelta(hours=1))
    report = replace(content(), alerts=(fresh, taken_down()))
    assert lede(report) == "1 alert in the last day, 1 before that. 9 outlets watched, 1 of them in trouble."


def test_times_stand_in_the_readers_zone_and_name_another_year() -> None:
    alert = replace(raised(), before=side("en", "", "q", 0, published_at=START.replace(year=2024)))
    page = parsed(replace(content(), alerts=(alert,)))
    words = page.css_first(".del-side .meta").text()
    assert "Mon 27 Jan, 10:00 EET" in words
    assert "Sat 27 Jan 2024, 10:00 EET" in words


def test_each_mark_of_a_chart_leads_to_the_row_with_its_quote() -> None:
    (view,) = figures(replace(content(), series=(figure_of_killed(),)))
    chart = LexborHTMLParser(view.wide)
    assert [n.attributes["data-row"] for n in chart.css("[data-row]")] == [row for row, _ in reversed(view.rows)]


def test_a_gap_in_polling_is_shaded_and_no_band_crosses_it() -> None:
    (view,) = figures(replace(content(), series=(figure_of_killed(),)))
    chart = LexborHTMLParser(view.wide)
    gap = chart.css_first("rect.gap").attributes
    left, right = float(gap["x"] or 0), float(gap["x"] or 0) + float(gap["width"] or 0)
    bands = [node.attributes for node in chart.css("rect.band")]
    assert bands
    for band in bands:
        start, end = float(band["x"] or 0), float(band["x"] or 0) + float(band["width"] or 0)
        assert end <= left + 0.2 or start >= right - 0.2


def test_a_figure_without_any_number_is_in_the_table_and_not_in_the_chart() -> None:
    nothing = replace(point("en", 1, killed(0, low=None, high=None), (None, None)), interval=None)
    (view,) = figures(replace(content(), series=(FigureSeries(title="Killed", unit="", points=(nothing,)),)))
    assert "data-row" not in view.wide
    assert len(view.rows) == 1


def test_a_figure_told_before_the_chart_begins_stands_at_its_left_edge_and_the_page_says_so() -> None:
    early = point("en", -40, killed(1000), (900.0, 1100.0))
    page = parsed(replace(content(), series=(FigureSeries(title="Killed", unit="", points=(early,)),)))
    assert "1 told before the chart begins" in page.css_first(".latest caption").text()
    assert page.css_first(".wide .m").attributes["transform"].startswith("translate(58.0 ")  # type: ignore[union-attr]


@pytest.mark.parametrize(("least", "is_said"), [(20, True), (900, False)])
def test_a_logarithmic_chart_says_that_it_is_one(least: float, is_said: bool) -> None:
    points = tuple(point("en", n, killed(value), (value, value)) for n, value in enumerate((least, 12000.0)))
    (view,) = figures(replace(content(), series=(FigureSeries(title="Killed", unit="", points=points),)))
    assert ("logarithmic scale" in view.wide) is is_said


def test_marks_at_one_place_step_aside_but_never_far_from_their_time() -> None:
    crowd = tuple(replace(point("en", 40, killed(1000), (1000.0, 1000.0)), outlet=f"Outlet {n}") for n in range(30))
    (view,) = figures(replace(content(), series=(FigureSeries(title="Killed", unit="", points=crowd),)))
    transforms = [node.attributes["transform"] or "" for node in LexborHTMLParser(view.wide).css(".m")]
    places = [float(text.removeprefix("translate(").split()[0]) for text in transforms]
    assert len(set(places)) == 7
    assert max(places) - min(places) < 70


def a_thousand_articles() -> ReportContent:
    """More of everything than the page holds, in long Chinese sentences."""
    long_quote = "乌克兰军事情报局称，约8000名朝鲜士兵仍在前线。" * 12
    articles = range(1000)
    telling = point("zh", 0, killed(1000, source="south_korea_nis"), (900, 1100))
    points = tuple(
        replace(
            telling,
            outlet=f"江岸新报 {n % 90}",
            told_at=START + timedelta(minutes=5 * n),
            gloss=killed(1000 + n),
            quote=long_quote,
            url=f"https://zh.example/{n}/" + "a" * 120,
        )
        for n in articles
    )
    wordy = replace(
        raised(),
        before=side("zh", long_quote, long_quote[:40], 0, context=long_quote * 4),
        after=side("zh", long_quote + "！", long_quote[:40], 3, context=long_quote * 4),
        passages=(Row(before=(Piece(text=long_quote),), after=(Piece(text=long_quote[::-1], is_changed=True),)),) * 5,
    )
    return replace(
        content(),
        alerts=tuple(replace(wordy, key=f"k{n}") for n in articles),
        series=tuple(FigureSeries(title=f"Figure {n}", unit="", points=points) for n in range(8)),
        coverage=content().coverage * 12,
        suppressed=content().suppressed * 1000,
        issues=content().issues * 1000,
        runs=content().runs * 500,
    )


def test_a_thousand_articles_stay_under_five_megabytes_and_the_page_says_what_it_left_out() -> None:
    page = render(a_thousand_articles())
    assert len(page.encode()) < 5_000_000
    assert f"{1000 - MAX_ALERTS} more older alerts not shown" in page
    assert "more older tellings not shown" in page
    assert page.count('class="stack diff"') == MAX_SIDE_BY_SIDE


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert clip("abcdef", 4) == "abc…"
    assert clip("abcd", 4) == "abcd"
