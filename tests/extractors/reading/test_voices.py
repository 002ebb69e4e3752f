"""Who speaks: before a colon, behind one, behind a conjunction, through a relay."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "title", "source"),
    [
        pytest.param("en", "Pentagon: 300 North Koreans killed", "pentagon", id="en-before"),
        pytest.param("en", "300 North Koreans killed: Pentagon", "pentagon", id="en-behind"),
        pytest.param("en", "300 North Koreans killed, Pentagon says", "pentagon", id="en-says"),
        pytest.param("en", "300 North Koreans killed - Pentagon", "pentagon", id="en-dash"),
        pytest.param("en", "The war: Pentagon: 300 North Koreans killed", "pentagon", id="en-behind-a-kicker"),
        pytest.param("ru", "Сырский: взято в плен 20 солдат КНДР", "syrskyi", id="ru-before"),
        pytest.param("uk", "Загинули 300 солдатів КНДР — Зеленський", "zelensky", id="uk-dash"),
        pytest.param("de", "Selenskyj: 300 nordkoreanische Soldaten getötet", "zelensky", id="de-before"),
        pytest.param("ko", "합참: 북한군 300명 사망", "south_korea_jcs", id="ko-before"),
        pytest.param("ko", "국정원 “북한군 300명 사망”", "south_korea_nis", id="ko-before-a-quotation"),
        pytest.param("ko", "“북한군 300명 사망”…합참", "south_korea_jcs", id="ko-behind-dots"),
        pytest.param("zh", "五角大楼：朝鲜士兵死亡300人", "pentagon", id="zh-before"),
        pytest.param("zh", "朝鲜士兵死亡300人：五角大楼", "pentagon", id="zh-behind"),
        pytest.param("ja", "「北朝鮮兵300人死亡」韓国国防省", "south_korea_mod", id="ja-behind-a-quotation"),
        pytest.param("ja", "北朝鮮兵300人死亡　米国防総省", "pentagon", id="ja-behind-a-space"),
    ],
)
def test_a_headline_names_its_source_beside_a_mark(language: str, title: str, source: str) -> None:
    (claim,) = claims("", language, title)
    assert claim.source == source


@pytest.mark.parametrize(
    ("language", "title"),
    [
        pytest.param("en", "300 North Koreans killed: a day at the Pentagon and in Kyiv", id="en-a-phrase"),
        pytest.param("en", "Letter to the Pentagon about the war: 300 North Koreans killed", id="en-inside-a-phrase"),
    ],
)
def test_a_name_inside_a_longer_phrase_is_no_speaker(language: str, title: str) -> None:
    (claim,) = claims("", language, title)
    assert claim.source is None


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "en", "Zelensky said that Syrskyi had reported 300 North Koreans killed.", "zelensky", id="en-that"
        ),
        pytest.param(
            "ru", "Зеленский заявил, что Сырский доложил о 300 погибших солдатах КНДР.", "zelensky", id="ru-that"
        ),
        pytest.param(
            "uk", "Зеленський заявив, що Сирський доповів про 300 загиблих солдатів КНДР.", "zelensky", id="uk-that"
        ),
        pytest.param(
            "de", "Selenskyj sagte, dass Syrskyj 300 getötete nordkoreanische Soldaten gemeldet habe.", "zelensky",
            id="de-that",
        ),
        pytest.param(
            "en", "Western officials, who speak of 300 killed North Korean soldiers, gave no details.",
            "western_officials", id="en-apposition",
        ),
        pytest.param(
            "ko", "이성권 의원은 국정원이 북한군 300명이 사망한 것으로 보고했다고 밝혔다.", "south_korea_nis",
            id="ko-a-lawmaker-relays",
        ),
        pytest.param(
            "en", "A lawmaker, citing the National Intelligence Service, said 300 North Koreans had been killed.",
            "south_korea_nis", id="en-a-lawmaker-relays",
        ),
    ],
)  # fmt: skip
def test_the_source_is_who_tells_the_outlet(language: str, text: str, source: str) -> None:
    claim = next(c for c in claims(text, language) if c.metric == "killed")
    assert claim.source == source


SILENT_BESIDE_A_SPEAKER = [
    ("en", "President Zelensky put North Korean losses at 4,000, but the Kremlin declined to comment."),
    ("en", "Zelensky said 4,000 North Koreans had been killed or wounded, while the Kremlin refused to comment."),
    ("en", "The Kremlin did not respond to a request, but Zelensky puts North Korean losses at 4,000."),
    ("de", "Selenskyj bezifferte die nordkoreanischen Verluste auf 4.000, der Kreml lehnte einen Kommentar ab."),
    ("fr", "Zelensky a évalué les pertes nord-coréennes à 4 000 hommes, mais le Kremlin a refusé de commenter."),
    ("es", "Zelenski cifró las bajas norcoreanas en 4.000, pero el Kremlin declinó hacer comentarios."),
    ("ru", "Зеленский оценил потери КНДР в 4000 человек, но Кремль отказался от комментариев."),
    ("uk", "Зеленський оцінив втрати КНДР у 4000 осіб, але Кремль відмовився коментувати."),
    ("ko", "크렘린궁은 논평을 거부했지만 젤렌스키 대통령은 북한군 사상자가 4000명이라고 밝혔다."),
    ("ko", "크렘린궁은 젤렌스키가 밝힌 북한군 사상자 4000명에 대해 논평을 거부했다."),
    ("zh", "克里姆林宫拒绝置评,泽连斯基表示,朝鲜士兵伤亡4000人。"),
    ("ja", "クレムリンはコメントを拒否したが、ゼレンスキー大統領は北朝鮮兵の死傷者が4000人だと述べた。"),
]


@pytest.mark.parametrize(("language", "text"), SILENT_BESIDE_A_SPEAKER)
def test_who_declines_to_comment_is_no_source_of_a_figure(language: str, text: str) -> None:
    found = {c.metric: (c.low, c.source) for c in claims(text, language)}
    assert found == {"casualties": (4000, "zelensky"), "no_comment": (None, "kremlin")}


def test_what_stands_beside_a_silence_alone_has_no_source() -> None:
    text = "The Kremlin declined to comment, but the North Korean soldiers have been withdrawn from the front."
    assert {c.metric: c.source for c in claims(text)} == {"no_comment": "kremlin", "withdrawn_from_front": None}


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        pytest.param(
            "The Kremlin refused to comment on Zelensky's 4,000 North Korean dead.", "no_comment", id="silent"
        ),
        pytest.param("The Kremlin denied Zelensky's 4,000 North Korean dead.", "denial", id="denied"),
    ],
)
def test_a_number_is_whose_it_is_called(text: str, metric: str) -> None:
    found = {c.metric: (c.source, str(c.modality)) for c in claims(text) if c.metric != metric}
    assert found == {"killed": ("zelensky", "asserted")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The Kremlin declined to comment, but said 300 North Koreans had been killed.", id="en-but"),
        pytest.param(
            "en", "The Kremlin said 300 North Koreans had been killed but declined to comment further.", id="en-first"
        ),
        pytest.param(
            "en", '"300 North Koreans were killed," said the Kremlin, which declined to comment further.', id="en-which"
        ),
        pytest.param(
            "en", "The Kremlin declined to comment. It said later that 300 North Koreans had been killed.", id="en-it"
        ),
        pytest.param("ko", "크렘린궁은 북한군 300명이 사망했다고 밝혔으나 더 이상의 논평을 거부했다.", id="ko-first"),
    ],
)
def test_who_is_silent_and_also_speaks_is_the_source(language: str, text: str) -> None:
    found = {c.metric: c.source for c in claims(text, language)}
    assert found == {"killed": "kremlin", "no_comment": "kremlin"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Kremlin declined to comment. Two North Koreans were captured."),
        ("en", "The Kremlin denied it. Two North Koreans were captured."),
        ("en", "The Kremlin denied that North Korean troops had been withdrawn. Two North Koreans were captured."),
        ("en", "Zelensky spoke at length. He declined to comment on losses. Two North Koreans were captured."),
        ("de", "Der Kreml lehnte einen Kommentar ab. Zwei nordkoreanische Soldaten wurden gefangen genommen."),
        ("fr", "Le Kremlin a refusé de commenter. Deux Nord-Coréens ont été capturés."),
        ("es", "El Kremlin declinó hacer comentarios. Dos norcoreanos fueron capturados."),
        ("ru", "Кремль отказался от комментариев. Двое солдат КНДР взяты в плен."),
        ("uk", "Кремль відмовився коментувати. Двох солдатів КНДР взято в полон."),
        ("ko", "크렘린궁은 논평을 거부했다. 북한군 2명이 생포됐다."),
        ("zh", "克里姆林宫拒绝置评。两名朝鲜士兵被俘。"),
        ("ja", "クレムリンはコメントを拒否した。北朝鮮兵2人が捕虜になった。"),
    ],
)
def test_a_silence_or_a_denial_is_not_carried_to_the_next_sentence(language: str, text: str) -> None:
    (captured,) = [c for c in claims(text, language) if c.metric == "captured"]
    assert captured.source is None


def test_who_denies_what_somebody_else_says_is_not_its_source() -> None:
    found = {c.metric: c.source for c in claims("Zelensky said 300 North Koreans were killed; the Kremlin denied it.")}
    assert found == {"killed": "zelensky", "denial": "kremlin"}


def test_whoever_speaks_in_another_clause_is_not_the_silent_one() -> None:
    text = "North Korea has never published its losses, while Zelensky speaks of 4,000 North Koreans killed."
    assert {c.metric: c.source for c in claims(text)} == {"no_comment": None, "killed": "zelensky"}


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "en", "North Korea has lost 2,500 soldiers. That is the conclusion of the British defence ministry.",
            "uk_mod", id="en-conclusion",
        ),
        pytest.param(
            "de", "Rund 2.500 nordkoreanische Soldaten sind gefallen. Das teilte das Pentagon am Mittwoch mit.",
            "pentagon", id="de-das-teilte-mit",
        ),
        pytest.param(
            "ru", "Погибли 2500 солдат КНДР. Об этом в среду сообщил Пентагон.", "pentagon", id="ru-ob-etom"
        ),
        pytest.param("es", "Murieron 2.500 norcoreanos. Así lo aseguró el Pentágono.", "pentagon", id="es-asi"),
        pytest.param(
            "en", '"We counted them. Two North Koreans were captured," said Syrskyi.', "syrskyi", id="a-whole-quotation"
        ),
        pytest.param(
            "en", "Two North Koreans were captured in Kursk. Syrskyi said so on Friday.", "syrskyi", id="a-lead"
        ),
    ],
)  # fmt: skip
def test_what_was_told_before_is_the_word_of_who_is_named_behind_it(language: str, text: str, source: str) -> None:
    claim = claims(text, language)[0]
    assert claim.source == source


def test_an_own_source_is_not_overwritten_by_the_next_one() -> None:
    found = claims("300 North Koreans were killed, Zelensky said. That is the conclusion of the Pentagon.")
    assert [c.source for c in found] == ["zelensky"]


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "en", "Zelensky was in Munich on Friday. He said 300 North Koreans had been killed.", "zelensky",
            id="en-he-who-was-only-named",
        ),
        pytest.param(
            "en", "The Pentagon said little.\nThe British defence ministry was asked too. The ministry said 300 North "
            "Koreans had been killed.", "uk_mod", id="en-the-name-with-this-noun",
        ),
        pytest.param(
            "fr", "Zelensky était vendredi à Munich. Selon lui, 300 Nord-Coréens ont été tués.", "zelensky", id="fr-lui"
        ),
        pytest.param(
            "ja", "英国防省は戦況を分析した。同省は北朝鮮兵300人が死亡したと述べた。", "uk_mod", id="ja-same"
        ),
    ],
)  # fmt: skip
def test_a_word_for_somebody_finds_whom_it_means(language: str, text: str, source: str) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert claim.source == source


def test_german_quotation_marks_close() -> None:
    text = "„Es gab Angriffe. Hunderte sind tot“, sagte Selenskyj.\nZwei Nordkoreaner wurden gefangen genommen."
    (captured,) = [c for c in claims(text, "de") if c.metric == "captured"]
    assert captured.source is None


def test_hearsay_goes_on_in_the_next_paragraph() -> None:
    text = "Der Generalstab meldete 300 Tote.\nZudem seien 12 nordkoreanische Soldaten gefangen genommen worden."
    (captured,) = [c for c in claims(text.replace("Der", "Der ukrainische"), "de") if c.metric == "captured"]
    assert captured.source == "ukraine_general_staff"


def test_a_side_that_confirms_is_its_government() -> None:
    (claim,) = claims("North Korea confirmed for the first time that it had sent troops to Russia.")
    assert (claim.metric, claim.source) == ("confirmed_deployment", "north_korea_government")


def test_the_officials_are_all_those_who_spoke() -> None:
    text = (
        "North Korean troops were pulled off the front line, Ukrainian and US officials told Reuters. "
        "They have not been seen at the front for two weeks, the officials said."
    )
    assert {c.source for c in claims(text, reader=READER)} == {"ukrainian_officials+us_officials"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Südkoreas Geheimdienst unterrichtete das Parlament. {} Abgeordnete nach der Anhörung.", id="bare"
        ),
        pytest.param("Südkoreas Geheimdienst unterrichtete das Parlament. {} zwei Abgeordnete in Seoul.", id="two"),
    ],
)
def test_members_of_parliament_relay_who_briefed_them(text: str) -> None:
    (claim,) = claims(text.format("300 Nordkoreaner seien gefallen, berichteten"), "de")
    assert (claim.source, claim.source_text) == ("south_korea_nis", None)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param('"We saw new assaults. {}," he said.', id="two-sentences"),
        pytest.param('"We saw new assaults... {}," he said.', id="dots"),
    ],
)
def test_whom_a_quotation_is_about_does_not_say_it(told: str) -> None:
    text = told.format("The Russian army and North Korean soldiers have been brought in again")
    (claim,) = claims(f"Zelensky spoke on Friday. {text}", reader=READER)
    assert (claim.metric, claim.source) == ("returned_to_front", "zelensky")


def test_a_word_for_the_speaker_between_commas_is_no_aside_to_the_name_before_it() -> None:
    text = "Russia's defence ministry claimed a village. Kyiv, it said, had lost 340 soldiers."
    (claim,) = [c for c in claims(text, reader=READER) if c.kind == "figure"]
    assert (claim.low, claim.subject, claim.source) == (340, "ukraine", "russia_mod")


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param("de", "300 Nordkoreaner sind nach westlichen Schätzungen gefallen.", "western_officials", id="de"),
        pytest.param("de", "Nach Kiewer Lesart sind 300 Nordkoreaner gefallen.", "ukraine_government", id="de-opening"),
        pytest.param("de", "Nach Moskau wurden 300 Nordkoreaner geschickt.", None, id="de-where-to"),
        pytest.param("en", "By Ukraine's count 300 North Koreans have been killed.", "ukraine_government", id="en"),
        pytest.param("en", "By December 300 North Koreans had been killed.", None, id="en-when"),
    ],
)
def test_whose_count_it_is_says_it(language: str, text: str, source: str | None) -> None:
    (claim,) = [c for c in claims(text, language, reader=READER) if c.kind == "figure"]
    assert claim.source == source
