"""Speakers whom the story does not know are kept as text; an office beside a known name is that name's."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        pytest.param(
            "en", "Dmytro Hnatiuk, who commands a company, said 300 North Koreans had been killed.", "Dmytro Hnatiuk",
            id="en-with-an-apposition",
        ),
        pytest.param(
            "en", "Łukasz Świerk, who commands a company, said 300 North Koreans had been killed.", "Łukasz Świerk",
            id="en-in-capitals-of-another-language",
        ),
        pytest.param(
            "it", "Il capitano Žiga Černe ha detto che 300 nordcoreani sono stati uccisi.", "Žiga Černe", id="it",
        ),
        pytest.param(
            "en", "A commander said 300 North Koreans had been killed.", "commander", id="en-an-office-without-a-name"
        ),
        pytest.param(
            "de", "Laut Oberst Reisner wurden 300 Nordkoreaner getötet.", "Oberst Reisner", id="de-office-and-surname"
        ),
        pytest.param(
            "ko", "이상규 한국국방연구원 연구위원은 북한군 300명이 전사했다고 말했다.",
            "이상규 한국국방연구원 연구위원", id="ko",
        ),
        pytest.param("ko", "북한군 300명이 전사했다고 유용원 의원은 말했다.", "유용원 의원", id="ko-not-over-a-verb"),
        pytest.param("zh", "军事专家李明表示,300名朝鲜士兵阵亡。", "军事专家李明", id="zh-name-behind"),
        pytest.param(
            "uk", "«Загинули 300 корейців із КНДР», — сказав командир взводу БпЛА 47-ї бригади.",
            "командир взводу БпЛА 47-ї бригади", id="uk-of-a-numbered-unit",
        ),
        pytest.param("ja", "慶応大の礒崎敦仁教授は、北朝鮮兵300人が死亡したと述べた。", "礒崎敦仁教授", id="ja"),
    ],
)  # fmt: skip
def test_an_unknown_speaker_is_kept_as_text(language: str, text: str, name: str) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert (claim.source, claim.source_text) == (None, name)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "uk", "Загинули 300 солдатів КНДР, сказав представник ГУР Андрій Юсов.", "ukraine_gur", id="uk"
        ),
        pytest.param("zh", "五角大楼发言人辛格说,300名朝鲜士兵阵亡。", "pentagon", id="zh"),
    ],
)  # fmt: skip
def test_whose_office_stands_beside_a_known_name_is_that_name(language: str, text: str, source: str) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert (claim.source, claim.source_text) == (source, None)


def test_an_article_makes_no_name_of_two_words() -> None:
    (claim,) = claims("The North has said that 300 North Koreans had been killed.")
    assert claim.source_text is None


def test_a_negation_is_no_part_of_an_office() -> None:
    found = claims("Сколько солдат КНДР погибло, лидер не уточнил.", "ru")
    assert [c.source_text for c in found if c.metric == "no_comment"] == ["лидер"]


@pytest.mark.parametrize(
    ("language", "text", "source", "name"),
    [
        pytest.param(
            "es", "Murieron veinte soldados norcoreanos en la aldea de Mala Vidra, informaron este lunes las Fuerzas "
            "de Operaciones Especiales de Ucrania.", "ukrainian_special_forces", None,
            id="a-place-before-the-comma-says-nothing",
        ),
        pytest.param(
            "fr", '"Trois cents Nord-Coréens ont été tués", raconte à Reuters un sergent qui sert là-bas.',
            None, "sergent qui sert là-bas", id="an-outlet-between",
        ),
        pytest.param(
            "es", "«Han muerto aquí 300 norcoreanos», afirma Vitali, jefe de pelotón.", None, "Vitali",
            id="a-first-name-before-an-office",
        ),
        pytest.param(
            "es", "Unos 300 soldados norcoreanos han muerto, según un comunicado oficial.", None, None,
            id="an-adjective-is-no-office",
        ),
    ],
)  # fmt: skip
def test_who_stands_behind_the_verb_speaks(language: str, text: str, source: str | None, name: str | None) -> None:
    (claim,) = claims(text, language, reader=READER)
    assert (claim.source, claim.source_text) == (source, name)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        pytest.param(
            "en", "A sergeant with Ukraine's 95th brigade told us that 300 North Koreans had been killed.",
            "sergeant with Ukraine's 95th brigade", id="en-with-his-unit",
        ),
        pytest.param(
            "en", "An officer who asked not to be named said 300 North Koreans had been killed.",
            "officer who asked not to be named", id="en-told-by-a-clause",
        ),
        pytest.param(
            "en", "300 North Koreans had been killed, said a senior Ukrainian officer.", "officer",
            id="en-of-a-state-behind-the-verb",
        ),
        pytest.param(
            "fr", "Un ancien militaire affirme que 300 Nord-Coréens ont été tués.", "ancien militaire", id="fr-a-trade"
        ),
        pytest.param(
            "de", "300 Nordkoreaner seien gefallen, berichtet ein Unteroffizier aus Sumy.", "Unteroffizier aus Sumy",
            id="de-a-rank",
        ),
        pytest.param(
            "es", "Según un vecino, han muerto 300 norcoreanos.", "vecino", id="es-who-lives-there"
        ),
    ],
)  # fmt: skip
def test_whoever_speaks_by_rank_or_trade_is_kept_as_text(language: str, text: str, name: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.source, claim.source_text) == (None, name)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en",
            "300 of Kim's troops were killed, according to Ukraine's general staff, cited by AFP.",
            id="en",
        ),
        pytest.param("fr", "300 hommes de Kim ont été tués, d'après l'état-major ukrainien cité par l'AFP.", id="fr"),
    ],
)
def test_of_whom_an_army_is_does_not_speak(language: str, text: str) -> None:
    assert {claim.source for claim in claims(text, language, reader=READER)} == {"ukraine_general_staff"}
