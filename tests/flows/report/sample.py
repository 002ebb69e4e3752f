"""A made-up report in nine languages, in our own words, every part filled: for tests and for looking at."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from extractors.values import Bound, Modality
from flows.report.content import (
    Across,
    Carrier,
    Cited,
    ClaimGloss,
    FigurePoint,
    FigureSeries,
    Matrix,
    OutletCoverage,
    OutletLine,
    Precision,
    ReportAlert,
    ReportContent,
    ReportIssue,
    ReportRun,
    Said,
    Severity,
    Side,
    Suppressed,
    Window,
)
from flows.report.diffs import Text, side_by_side

START = datetime(2025, 1, 27, 8, 0, tzinfo=UTC)
MADE_AT = datetime(2025, 1, 31, 18, 0, tzinfo=UTC)

OUTLETS = {
    "en": "Northern Courier",
    "fr": "Le Phare du Matin",
    "de": "Elbkurier",
    "es": "La Gaceta del Puerto",
    "ko": "한빛일보",
    "uk": "Вісник Дніпра",
    "ru": "Утренний листок",
    "zh": "江岸新报",
    "ja": "みなと新聞",
}

QUOTES = {
    "en": "about a thousand of the North Koreans have been killed",
    "fr": "un millier de Nord-Coréens auraient été tués",
    "de": "rund tausend Nordkoreaner seien gefallen",
    "es": "cerca de mil norcoreanos han muerto",
    "ko": "북한군 약 1000명이 숨졌다",
    "uk": "загинуло близько тисячі північнокорейців",
    "ru": "погибло около тысячи северокорейцев",
    "zh": "约一千名朝鲜士兵阵亡",
    "ja": "北朝鮮兵およそ千人が死亡した",
}


def killed(number: float, **more: object) -> ClaimGloss:
    """A figure of killed soldiers, as Western officials give it unless told otherwise."""
    plain = ClaimGloss(
        metric="killed",
        subject="north_korea",
        low=number,
        high=number,
        bound=Bound.APPROX,
        source="western_officials",
        via="BBC",
        period="P3M",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # a test's shorthand


def side(language: str, sentence: str, quote: str, hours: float, **more: object) -> Side:
    """A side of the outlet of a language, seen some hours after the start."""
    plain = Side(
        outlet=OUTLETS[language],
        language=language,
        quote=quote,
        sentence=sentence,
        seen_at=START + timedelta(hours=hours),
        url=f"https://{language}.example/story",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # a test's shorthand


def raised() -> ReportAlert:
    """An English figure goes up between two revisions, with all that an alert can carry."""
    gloss = ClaimGloss(
        metric="casualties",
        subject="north_korea",
        low=2000,
        high=2000,
        bound=Bound.APPROX,
        source="UK Ministry of Defence",
    )
    return ReportAlert(
        key="3f9c2b7a51d04e68",
        kind="raised",
        severity=Severity.HIGH,
        headline="Northern Courier raises the casualty figure of the UK Ministry of Defence to about 2,600",
        question="casualties",
        made_at=START + timedelta(hours=34),
        why="Same source and same scope; the new figure lies outside the old one's interval (1,800 to 2,200).",
        before=side(
            "en",
            "London's defence ministry puts North Korean losses at about 2,000 casualties so far.",
            "about 2,000 casualties",
            0,
            published_at=START - timedelta(hours=3),
            gloss=gloss,
            context="The assessment came on Monday. London's defence ministry puts North Korean losses at about "
            "2,000 casualties so far. Moscow has not answered.",
        ),
        after=side(
            "en",
            "London's defence ministry now puts North Korean losses at about 2,600 casualties so far.",
            "about 2,600 casualties",
            34,
            gloss=replace(gloss, low=2600, high=2600),
            title="What we know about the fighting in Kursk",
        ),
        window=Window(opened_at=START + timedelta(hours=24), closed_at=START + timedelta(hours=34)),
        event="uk-mod-casualties",
        carriers=(
            Carrier(outlet="The Harbour Times", language="en", url="https://harbour.example/1"),
            Carrier(outlet="Elbkurier", language="de", lag=timedelta(hours=5), way="copies The Harbour Times"),
        ),
        cited=Cited(
            steps=(("Northern Courier", "names", "UK MoD"), ("Elbkurier", "copies", "The Harbour Times")),
            circles=(("The Harbour Times", "Elbkurier"),),
            origins=1,
        ),
        finding="open_edit",
        reasons=("The figure rose from about 2,000 to about 2,600.", "A correction came with it."),
        notice="Correction: an earlier version gave the toll of the week before.",
        marks=("marked right by Mira: checked with the ministry",),
        passages=side_by_side(
            Text(
                text="The assessment came on Monday.\n\nLondon puts losses at about 2,000 casualties.",
                figures=((60, 76),),
            ),
            Text(
                text="The assessment came on Monday.\n\nLondon now puts losses at about 2,600 casualties.\n\n"
                "Correction: an earlier version gave the toll of the week before."
            ),
        )[1:],
    )


def told_as_killed() -> ReportAlert:
    """Casualties in English have become killed in Chinese."""
    gloss = ClaimGloss(
        metric="casualties",
        subject="north_korea",
        low=1200,
        high=1200,
        bound=Bound.EXACT,
        source="US State Department",
    )
    return ReportAlert(
        key="c0ffee0000000002",
        kind="drifted",
        severity=Severity.HIGH,
        headline="江岸新报 tells as killed what Northern Courier gives as casualties",
        question="killed",
        made_at=START + timedelta(hours=58),
        why="One source, one number, two metrics: casualties count the wounded too.",
        across=Across.OUTLETS,
        before=side(
            "en",
            "The State Department spoke of 1,200 casualties among the North Koreans.",
            "1,200 casualties",
            48,
            gloss=gloss,
        ),
        after=side(
            "zh",
            "美国国务院表示，已有1200名朝鲜士兵阵亡。",
            "1200名朝鲜士兵阵亡",
            57,
            gloss=replace(gloss, metric="killed"),
        ),
    )


def in_each_language() -> tuple[ReportAlert, ...]:
    """One small change per language, so that every script and both word and character marking are seen."""
    pairs = {
        "fr": (
            "L'état-major ukrainien fait état de 1 200 blessés nord-coréens.",
            "1 200 blessés",
            "L'état-major ukrainien fait désormais état de 900 blessés nord-coréens.",
            "900 blessés",
        ),
        "de": (
            "Die Nato zählt zwischen 8.000 und 12.000 nordkoreanische Soldaten in Russland.",
            "zwischen 8.000 und 12.000 nordkoreanische Soldaten",
            "Die Nato zählt zwischen 10.000 und 11.000 nordkoreanische Soldaten in Russland.",
            "zwischen 10.000 und 11.000 nordkoreanische Soldaten",
        ),
        "es": (
            "Llegarán 3.000 soldados de refuerzo, según el Estado Mayor surcoreano.",
            "3.000 soldados de refuerzo",
            "Llegarán 3.000 soldados de refuerzo, según Budánov.",
            "3.000 soldados de refuerzo",
        ),
        "ko": (
            "합참은 북한군이 전선에서 철수한 것으로 추정된다고 밝혔다.",
            "철수한 것으로 추정된다",
            "합참은 북한군이 전선에서 철수했다고 확인했다.",
            "철수했다고 확인했다",
        ),
        "uk": (
            "Подоляк: КНДР повернула військових на фронт.",
            "повернула військових на фронт",
            "Подоляк заперечив, що КНДР повернула військових на фронт.",
            "заперечив, що КНДР повернула військових на фронт",
        ),
        "ru": (
            "Сырский: взято в плен 20 военных КНДР",
            "взято в плен 20 военных КНДР",
            "Сырский: взято в плен 12 военных КНДР",
            "взято в плен 12 военных КНДР",
        ),
        "zh": (
            "乌克兰军事情报局称，约8000名朝鲜士兵仍在前线。",
            "约8000名朝鲜士兵",
            "乌克兰军事情报局称，约1万名朝鲜士兵仍在前线。",
            "约1万名朝鲜士兵",
        ),
        "ja": (
            "韓国国防省によると、捕虜になった北朝鮮兵は2人。",
            "北朝鮮兵は2人",
            "韓国国防省によると、捕虜になった北朝鮮兵は4人に増えた。",
            "北朝鮮兵は4人",
        ),
    }
    kinds = {
        "fr": "lowered",
        "de": "narrowed",
        "es": "reattributed",
        "ko": "firmed",
        "uk": "denied",
        "ru": "lowered",
        "zh": "raised",
        "ja": "raised",
    }
    return tuple(
        ReportAlert(
            key=f"each-{language}",
            kind=kinds[language],
            severity=Severity.LOW if language == "fr" else Severity.NORMAL,
            headline=f"{OUTLETS[language]} changes what it reports",
            made_at=START + timedelta(hours=10 * at),
            why="The words that carry the claim are others than before.",
            before=side(language, before, old, 0),
            after=side(language, after, new, 10 * at),
        )
        for at, (language, (before, old, after, new)) in enumerate(pairs.items(), 1)
    )


def taken_down() -> ReportAlert:
    """An article answers that it is gone."""
    return ReportAlert(
        key="gone",
        kind="takedown",
        severity=Severity.NORMAL,
        headline="Le Phare du Matin has taken an article down",
        made_at=START + timedelta(hours=34),
        why="The address answers 410 (gone) at two looks, six hours apart.",
        before=side("fr", "", "un millier de morts en trois mois", 0, gloss=killed(1000)),
    )


def point(language: str, hours: float, gloss: ClaimGloss, interval: tuple[float | None, float | None]) -> FigurePoint:
    """A telling of the outlet of a language."""
    return FigurePoint(
        outlet=OUTLETS[language],
        language=language,
        told_at=START + timedelta(hours=hours),
        quote=QUOTES[language],
        gloss=gloss,
        interval=interval,
        url=f"https://{language}.example/story",
    )


def figure_of_killed() -> FigureSeries:
    """Killed: many sources, open and closed intervals, a vague one, and repetitions."""
    nis = killed(300, source="South Korea's NIS", via=None, period=None, bound=Bound.AT_LEAST, high=None)
    nis_later = replace(nis, low=600)
    kyiv = killed(4000, source="Zelensky", via=None, period=None, bound=Bound.AT_MOST, low=None)
    vague = killed(0, source="Pentagon", low=None, high=None, bound=Bound.VAGUE, via=None)
    west = [point(language, 2 + 5 * at, killed(1000), (900.0, 1100.0)) for at, language in enumerate(OUTLETS)]
    return FigureSeries(
        title="Killed, North Korea",
        unit="soldiers",
        points=(
            *west,
            *(replace(p, told_at=p.told_at + timedelta(hours=30)) for p in west[:3]),
            point("en", 60, killed(1400), (1250.0, 1550.0)),
            point("ko", 3, nis, (300.0, None)),
            point("ja", 20, nis, (300.0, None)),
            point("ko", 70, nis_later, (600.0, None)),
            point("uk", 30, kyiv, (None, 4000.0)),
            point("de", 45, vague, (200.0, 999.0)),
        ),
    )


def figure_of_troops() -> FigureSeries:
    """Troops sent: a ten-fold slip in Korean."""
    sent = ClaimGloss(
        metric="troops_deployed",
        subject="north_korea",
        low=12000,
        high=12000,
        bound=Bound.APPROX,
        source="Pentagon",
    )
    nato = replace(sent, source="NATO", low=8000, high=12000, bound=Bound.RANGE)
    return FigureSeries(
        title="Troops sent, North Korea",
        unit="soldiers",
        points=(
            point("en", 28, sent, (10800.0, 13200.0)),
            point("ko", 52, replace(sent, low=1200, high=1200), (1080.0, 1320.0)),
            point("de", 4, nato, (8000.0, 12000.0)),
            point("de", 58, replace(nato, low=10000, high=11000), (10000.0, 11000.0)),
            point("ru", 40, replace(sent, source=None, bound=Bound.MORE_THAN, high=None), (11000.0, None)),
        ),
    )


def coverage() -> tuple[OutletCoverage, ...]:
    """One outlet per language; the French one is in trouble, with a gap."""
    return tuple(
        OutletCoverage(
            outlet=name,
            language=language,
            country=language.upper(),
            publisher=f"{name} Media",
            polls=10,
            articles=4,
            versions=7,
            last_good_at=MADE_AT - timedelta(hours=48 if language == "fr" else 1),
            is_in_trouble=language == "fr",
            gaps=(Window(opened_at=MADE_AT - timedelta(hours=48), closed_at=MADE_AT),) if language == "fr" else (),
            problems=("answers a browser check instead of the article",) if language == "fr" else (),
        )
        for language, name in OUTLETS.items()
    )


def matrix() -> Matrix:
    """Each outlet on two questions; the Korean one strays from its source, the French one says nothing on one."""
    status = ClaimGloss(metric="withdrawn_from_front", source="isw", modality=Modality.HEDGED)

    def said(language: str, gloss: ClaimGloss, differs: str = "") -> Said:
        told_at = MADE_AT - timedelta(hours=len(language) * 20)
        return Said(told_at=told_at, gloss=gloss, quote=QUOTES[language], language=language, differs=differs)

    return Matrix(
        questions=("losses", "front"),
        lines=tuple(
            OutletLine(
                outlet=name,
                language=language,
                cells=(
                    (said(language, killed(1000), "now about 1,400" if language == "ko" else ""),),
                    () if language == "fr" else (said(language, status),),
                ),
            )
            for language, name in OUTLETS.items()
        ),
        since=START,
    )


def content() -> ReportContent:
    """The whole sample, in Kyiv's time."""
    return ReportContent(
        title="North Korean troops in Russia",
        watch="north-korea-in-russia",
        made_at=MADE_AT,
        covers_from=START,
        time_zone=ZoneInfo("Europe/Kyiv"),
        alerts=(raised(), told_as_killed(), *in_each_language(), taken_down()),
        series=(figure_of_killed(), figure_of_troops()),
        coverage=coverage(),
        suppressed=(
            Suppressed(
                at=START + timedelta(hours=40),
                outlet=OUTLETS["ko"],
                headline="The number is written in another way",
                reason="The same value in other digits: 1만1000 and 1만1천.",
                kind="rewording",
                before="1만1000명",
                after="1만1천명",
                language="ko",
                url="https://ko.example/story",
            ),
        ),
        issues=(
            ReportIssue(
                at=MADE_AT,
                where="https://fr.example/a-very-long-address/that-has-no-spaces/and-would-push-a-narrow-page-wide.html",
                kind="blocked",
                text="The page is a browser check, not an article; look at it by hand.",
                count=4,
                url="https://fr.example/a-very-long-address",
            ),
        ),
        runs=(
            ReportRun(
                flow="collect",
                started_at=MADE_AT - timedelta(minutes=2),
                ended_at=MADE_AT,
                state="Completed",
                feeds=22,
                articles=61,
                versions=9,
                alerts=2,
                issues=1,
            ),
            ReportRun(flow="collect", started_at=START, state="Crashed"),
        ),
        gaps=(Window(opened_at=START + timedelta(hours=76), closed_at=START + timedelta(hours=86)),),
        matrix=matrix(),
        precision=(
            Precision(kind="all", right=18, wrong=1, unsure=1, unmarked=5, share=18 / 19, low=0.75, high=0.99),
            Precision(kind="storm", right=0, wrong=0, unsure=0, unmarked=1),
        ),
        health=("feed elbkurier-de failed 4 times in a row: no answer",),
    )
