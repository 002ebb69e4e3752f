"""The bodies of states in the shipped watch are known by their office and by whatever says whose it is."""

import pytest

from extractors.claims import Reader
from extractors.values import SOURCE_IN_GENERAL, Article
from flows.watching.known import find_watch

READER = Reader(find_watch("north-korea-in-russia").story)

TOLD = [
    ("en", "London's defence ministry said 300 North Korean soldiers had been killed.", "uk_mod"),
    ("en", "The general staff in Seoul said 300 North Korean soldiers had been killed.", "south_korea_jcs"),
    ("de", "Moskaus Verteidigungsministerium teilte mit, 300 Nordkoreaner seien gefallen.", "russia_mod"),
    ("de", "Der Militärgeheimdienst in Kiew teilte mit, 300 Nordkoreaner seien gefallen.", "ukraine_gur"),
    ("fr", "Le ministère de la Défense à Séoul a annoncé que 300 Nord-Coréens avaient été tués.", "south_korea_mod"),
    ("es", "El Estado Mayor en Seúl informó de que 300 norcoreanos habían muerto.", "south_korea_jcs"),
    ("ru", "Минобороны Великобритании сообщило, что убиты 300 северокорейских солдат.", "uk_mod"),
    ("uk", "Міноборони РФ повідомило, що вбито 300 північнокорейських солдатів.", "russia_mod"),
    ("ko", "모스크바의 국방부는 북한군 300명이 숨졌다고 2일 밝혔다.", "russia_mod"),
    ("ja", "ソウルの情報機関は2日、北朝鮮兵300人が死亡したと発表した。", "south_korea_nis"),
    ("zh", "英方国防部2日表示，已有300名朝鲜士兵阵亡。", "uk_mod"),
]


@pytest.mark.parametrize(("language", "text", "source"), TOLD)
def test_a_body_is_known_by_its_state_and_its_office(language: str, text: str, source: str) -> None:
    article = Article(url="https://x.example/", outlet="x", language=language, title="", text=text)
    assert {claim.source for claim in READER.read(article).claims if claim.metric == "killed"} == {source}


def test_an_embassy_is_not_that_of_the_state_where_it_sits() -> None:
    text = "Das bestätigte die Botschaft in Moskau am Montag: 300 Nordkoreaner seien gefallen."
    article = Article(url="https://x.example/", outlet="x", language="de", title="", text=text)
    assert "russia_embassy" not in {claim.source for claim in READER.read(article).claims}


def test_a_government_as_a_whole_is_a_source_in_general_and_its_body_is_none() -> None:
    text = "{} said on Monday that 300 North Korean soldiers had been killed."
    told = {}
    for who in ("The Ukrainian government", "The Ukrainian general staff"):
        article = Article(url="https://x.example/", outlet="x", language="en", title="", text=text.format(who))
        told[who] = {SOURCE_IN_GENERAL in claim.reasons for claim in READER.read(article).claims}
    assert told == {"The Ukrainian government": {True}, "The Ukrainian general staff": {False}}
