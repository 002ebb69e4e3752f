"""How real a status is, and the words that show it."""

import pytest

from extractors.values import Modality
from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "text", "modality", "word"),
    [
        pytest.param("en", "North Korean troops may have been withdrawn from the front.", "hedged", "may", id="en-may"),
        pytest.param(
            "en", "North Korean troops have likely been withdrawn from the front.", "hedged", "likely", id="en-likely"
        ),
        pytest.param(
            "en", "North Korean troops have not been withdrawn from the front.", "denied", "not", id="en-not"
        ),
        pytest.param(
            "ko", "북한군이 전선에서 철수한 것으로 보인다고 합참이 밝혔다.", "hedged", "것으로 보", id="ko-seems"
        ),
        pytest.param(
            "ja", "北朝鮮軍は前線から撤退した可能性があると米国防総省は述べた。", "hedged", "可能性", id="ja-possible"
        ),
    ],
)  # fmt: skip
def test_the_evidence_of_a_status_holds_the_word_that_makes_its_mood(
    language: str, text: str, modality: str, word: str
) -> None:
    claim = next(c for c in claims(text, language) if c.metric == "withdrawn_from_front")
    assert claim.modality is Modality(modality)
    assert word in claim.quote
    assert text[claim.start : claim.end] == claim.quote


def test_a_condition_of_the_next_clause_is_not_that_of_the_one_before() -> None:
    text = "북한군은 전선에서 철수했지만 추가 훈련을 마치면 다시 투입될 수 있다고 미국 관리들은 밝혔다."
    moods = {c.metric: c.modality for c in claims(text, "ko")}
    assert moods == {"withdrawn_from_front": "asserted", "returned_to_front": "conditional"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        pytest.param("3.000 Nordkoreaner sollen im März nach Russland entsandt werden.", "planned", id="plan"),
        pytest.param(
            "Bis zum Winter sollen 3.000 Nordkoreaner nach Russland kommen.", "planned", id="around-its-number"
        ),
        pytest.param("3.000 Nordkoreaner sollen nach Russland entsandt worden sein.", "hedged", id="hearsay"),
    ],
)
def test_a_german_sollen_plans_where_its_verb_is_still_to_come(text: str, modality: str) -> None:
    (claim,) = claims(text, "de")
    assert claim.modality is Modality(modality)


def test_who_would_be_deployed_by_a_month_to_come_is_planned() -> None:
    (claim,) = claims("South Korea's spy agency said 10,000 North Korean troops would be deployed by December.")
    assert (claim.low, claim.modality) == (10_000, "planned")


def test_the_plan_of_a_number_in_words_is_not_that_of_the_one_before() -> None:
    text = "Разведка доложила о трёх тысячах переброшенных солдат КНДР, а к декабрю ждёт уже десять тысяч."
    assert [(c.low, c.modality) for c in claims(text, "ru")] == [(3000, "asserted"), (10000, "planned")]


def test_to_report_is_not_to_seem() -> None:
    (claim,) = claims("국정원은 북한군 300명이 사망한 것으로 보고했다.", "ko")
    assert claim.modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("ko", "국정원은 북한군 피해가 사망 300명, 부상 2700명으로 추산된다고 밝혔다.", id="ko-behind"),
        pytest.param("ja", "国家情報院は北朝鮮兵の死者300人、負傷者2700人と推定されると述べた。", id="ja-behind"),
        pytest.param("zh", "据国家情报院估计,朝鲜士兵死亡300人,受伤2700人。", id="zh-before"),
        pytest.param("en", "The NIS said that likely 300 North Koreans were killed and 2,700 wounded.", id="en-before"),
    ],
)
def test_figures_side_by_side_share_their_hedge(language: str, text: str) -> None:
    assert {c.metric: c.modality for c in claims(text, language)} == {"killed": "hedged", "wounded": "hedged"}


def test_a_correction_denies_only_the_wrong_number() -> None:
    text = "An earlier version of this article said North Korea had sent 11,000 soldiers; it sent 12,000 soldiers."
    assert [(c.low, c.modality) for c in claims(text)] == [(11000, "denied"), (12000, "asserted")]


@pytest.mark.parametrize(
    ("language", "text", "moods"),
    [
        pytest.param(
            "en", "Kim will send 1,000 sappers to clear mines and 5,000 military builders to Kursk.",
            ["planned", "planned"], id="en-plans-are-shared",
        ),
        pytest.param(
            "en", "The NIS estimates that 4,000 of the 12,000 North Koreans sent have been killed.",
            ["hedged", "asserted"], id="en-what-is-known-is-not-estimated",
        ),
        pytest.param(
            "fr", "La Corée du Nord aurait perdu 3 800 hommes, dont 1 500 tués.", ["hedged", "hedged"], id="fr-a-part",
        ),
        pytest.param(
            "ko", "국정원은 북한군 300명이 숨지고 부상자는 2700명에 이르는 것으로 추정된다고 밝혔다.",
            ["hedged", "hedged"], id="ko-one-verb-for-a-list",
        ),
    ],
)  # fmt: skip
def test_figures_of_one_sentence_and_their_moods(language: str, text: str, moods: list[str]) -> None:
    assert [str(c.modality) for c in claims(text, language) if c.kind == "figure"] == moods


@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        pytest.param("en", "The NIS ruled out that a fourth contingent of North Koreans was being assembled.", "denied",
                     id="en-ruled-out"),
        pytest.param("fr", "Rien n'indique qu'un troisième contingent nord-coréen soit en préparation, a dit le NIS.",
                     "denied", id="fr-nothing-points-to-it"),
        pytest.param("ko", "국정원은 북한의 3차 파병 움직임은 아직 없다고 했다.", "denied", id="ko-no-move"),
        pytest.param("ja", "国情院は、北朝鮮の3回目の派兵の兆候は今のところないと述べた。", "denied", id="ja-no-sign"),
        pytest.param("en", "The NIS did not rule out that North Korea would send another contingent.", "hedged",
                     id="en-not-ruled-out"),
    ],
)  # fmt: skip
def test_reinforcements_of_which_no_sign_is_seen_are_denied(language: str, text: str, modality: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.modality) == ("reinforcements_planned", modality)


def test_a_hedge_of_a_negative_word_denies_nothing() -> None:
    (claim,) = claims("Les soldats nord-coréens ont sans doute été retirés du front, a dit le NIS.", "fr")
    assert (claim.metric, claim.modality) == ("withdrawn_from_front", "hedged")


def test_two_groups_share_the_plan_that_stands_behind_both() -> None:
    text = "Mille sapeurs et cinq mille ouvriers nord-coréens doivent gagner la région de Koursk, a annoncé Moscou."
    assert [(c.low, c.modality) for c in claims(text, "fr")] == [(1000, "planned"), (5000, "planned")]


@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        pytest.param("en", "No North Korean unit has been withdrawn from the front.", "denied", id="en-no-unit"),
        pytest.param("en", "None of the North Korean brigades has left the front.", "denied", id="en-none-of"),
        pytest.param(
            "en", "Russia said no North Korean unit had been withdrawn from the front.", "denied", id="en-behind-a-verb"
        ),
        pytest.param(
            "en", "No, the North Korean soldiers have been withdrawn from the front.", "asserted", id="en-no-comma"
        ),
        pytest.param(
            "en", "The army saw no drones as the North Koreans left the front.", "asserted", id="en-no-other-thing"
        ),
        pytest.param("de", "Keine nordkoreanische Einheit ist von der Front abgezogen worden.", "denied", id="de"),
        pytest.param("es", "Ninguna unidad norcoreana ha sido retirada del frente.", "denied", id="es"),
        pytest.param(
            "es", "No cabe duda de que los soldados norcoreanos han sido retirados del frente.", "asserted", id="es-que"
        ),
        pytest.param("fr", "Aucune unité nord-coréenne n'a été retirée du front.", "denied", id="fr"),
    ],
)  # fmt: skip
def test_what_is_told_of_nobody_is_denied(language: str, text: str, modality: str) -> None:
    moods = {c.metric: str(c.modality) for c in claims(text, language) if c.kind == "status"}
    assert moods == {"withdrawn_from_front": modality}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "There is no proof that North Koreans have returned to the front.", id="en-no-proof"),
        pytest.param("en", "Nothing suggests that North Korean soldiers have returned to the front.", id="en-nothing"),
        pytest.param("fr", "Rien ne prouve que les soldats nord-coréens soient retournés au front.", id="fr"),
        pytest.param("es", "No hay pruebas de que los soldados norcoreanos hayan regresado al frente.", id="es"),
        pytest.param("ru", "Нет доказательств, что солдаты КНДР вернулись на фронт, заявил Пентагон.", id="ru"),
        pytest.param("uk", "Немає доказів, що солдати КНДР повернулися на фронт, заявив Пентагон.", id="uk"),
        pytest.param("ko", "북한군이 전선에 복귀했다는 증거는 없다고 국정원이 밝혔다.", id="ko"),
        pytest.param("ja", "北朝鮮兵が前線に復帰した証拠はないと国家情報院は述べた。", id="ja"),
    ],
)  # fmt: skip
def test_what_there_is_no_proof_of_is_denied(language: str, text: str) -> None:
    moods = {c.metric: str(c.modality) for c in claims(text, language) if c.kind == "status"}
    assert moods["returned_to_front"] == "denied"


def test_who_refuses_to_do_a_thing_has_not_done_it() -> None:
    text = "North Korea refuses to withdraw its soldiers from the front."
    assert [(c.metric, str(c.modality)) for c in claims(text, "en")] == [("withdrawn_from_front", "denied")]


@pytest.mark.parametrize(
    ("language", "text", "mood"),
    [
        ("en", "The North Korean troops have yet to withdraw from Kursk.", "denied"),
        ("en", "It is a myth that North Korean troops have been withdrawn from Kursk.", "denied"),
        ("en", "Nobody believes that the North Koreans have left the front.", "denied"),
        ("en", "Pyongyang plans to withdraw its troops from Kursk.", "planned"),
        ("en", "The alleged withdrawal of the North Korean troops surprised Kyiv.", "hedged"),
        ("fr", "Loin de se retirer, les soldats nord-coréens tiennent leurs positions.", "denied"),
        ("fr", "Les troupes nord-coréennes vont quitter le front en mars, selon Séoul.", "planned"),
        ("de", "Pjöngjang weigert sich, seine Soldaten von der Front abzuziehen.", "denied"),
        ("de", "Statt sich zurückzuziehen, halten die Nordkoreaner ihre Stellungen.", "denied"),
        ("es", "Las tropas norcoreanas se resisten a abandonar el frente.", "denied"),
        ("ru", "Неправда, что северокорейские войска отведены с фронта.", "denied"),
        ("uk", "Неправда, що північнокорейські війська відведені з фронту.", "denied"),
        ("ko", "북한군은 철수를 거부하고 있다.", "denied"),
        ("ja", "北朝鮮部隊は撤退を拒んでいる。", "denied"),
        ("zh", "朝鲜军队拒绝撤离前线。", "denied"),
        ("en", "The North Korean troops have withdrawn from the front, Kyiv said.", "asserted"),
        ("ru", "Северокорейские войска отведены с фронта.", "asserted"),
        ("zh", "朝鲜军队已撤离前线。", "asserted"),
    ],
)  # fmt: skip
def test_a_withdrawal_is_a_fact_only_where_it_is_told_as_one(language: str, text: str, mood: str) -> None:
    moods = {c.metric: str(c.modality) for c in claims(text, language) if c.kind == "status"}
    assert moods["withdrawn_from_front"] == mood
