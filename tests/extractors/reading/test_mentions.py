"""What people are sent for: those who clear mines, build or work are workers, whatever they are called."""

import pytest

from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Pyongyang will send 1,200 men to clear mines in Kursk, Zelensky said.", id="en-mines"),
        pytest.param("en", "Some 1,200 North Koreans work on building sites in Kursk, Zelensky said.", id="en-sites"),
        pytest.param("fr", "Pyongyang enverra 1 200 hommes reconstruire la région, a dit Zelensky.", id="fr"),
        pytest.param("es", "Pionyang enviará 1.200 hombres para reconstruir la región, dijo Zelenski.", id="es"),
        pytest.param("de", "Pjöngjang schickt 1200 Mann, die Minen räumen sollen, sagte Selenskyj.", id="de"),
        pytest.param("uk", "Пхеньян відправить 1200 військових розміновувати поля, сказав Зеленський.", id="uk"),
        pytest.param("ru", "Пхеньян отправит 1200 человек на разминирование области, сказал Зеленский.", id="ru"),
        pytest.param("ko", "북한이 지뢰 제거에 병력 1200명을 보낼 것이라고 젤렌스키가 말했다.", id="ko"),
        pytest.param("zh", "泽连斯基说，朝鲜将派遣1200名士兵排雷。", id="zh"),
        pytest.param("ja", "ゼレンスキー氏は、北朝鮮が地雷除去のため兵士1200人を派遣すると述べた。", id="ja"),
    ],
)
def test_people_who_are_sent_to_work_are_workers(language: str, text: str) -> None:
    (claim,) = (c for c in claims(text, language) if c.kind == "figure")
    assert (claim.metric, claim.low) == ("workers_sent", 1200)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1,200 North Korean soldiers fight in Kursk or clear mines, Zelensky said.", id="who-fight-too"),
        pytest.param("1,200 North Koreans were sent and sappers clear mines there, Zelensky said.", id="others-work"),
        pytest.param("1,200 North Koreans were sent, Zelensky said. The region will be rebuilt.", id="in-another"),
    ],
)
def test_people_beside_whom_others_work_are_troops(text: str) -> None:
    (claim,) = (c for c in claims(text) if c.low == 1200)
    assert claim.metric in ("troops_deployed", "troops_at_front")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "North Korea sent 6,000 men, Zelensky said. A thousand of them are sappers.", id="en"),
        pytest.param("fr", "Pyongyang a envoyé 6 000 hommes. Mille d'entre eux sont des sapeurs.", id="fr"),
        pytest.param("es", "Pionyang envió 6.000 hombres, dijo Zelenski. Mil de ellos son zapadores.", id="es"),
    ],
)  # fmt: skip
def test_a_part_that_is_called_by_its_trade_is_of_that_trade(language: str, text: str) -> None:
    assert ("workers_sent", 1000) in [(c.metric, c.low) for c in claims(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "North Korea plans to send 5,000 men, of whom 700 sappers have already arrived.", id="en"),
        pytest.param("de", "Nordkorea plant, 5000 Mann zu schicken, von denen 700 Pioniere bereits da sind.", id="de"),
        pytest.param("fr", "Pyongyang compte envoyer 5 000 hommes, dont 700 sapeurs sont déjà arrivés.", id="fr"),
        pytest.param("es", "Pionyang prevé enviar 5.000 hombres, de los que 700 zapadores ya han llegado.", id="es"),
        pytest.param("ru", "КНДР намерена отправить 5000 человек, из них 700 сапёров уже прибыли.", id="ru"),
        pytest.param("uk", "КНДР планує відправити 5000 осіб, з них 700 саперів уже прибули.", id="uk"),
        pytest.param("ko", "북한은 5천 명을 보낼 계획이며, 이 중 공병 700명은 이미 도착했다.", id="ko"),
        pytest.param("ja", "北朝鮮は5000人を送る計画で、このうち工兵700人はすでに到着した。", id="ja"),
        pytest.param("zh", "朝鲜计划派遣5000人，其中700名工兵已经抵达。", id="zh"),
    ],
)
def test_of_those_who_are_to_go_the_part_that_is_there_already_is_no_plan(language: str, text: str) -> None:
    found = {c.low: c.modality for c in claims(text, language) if c.kind == "figure"}
    assert found == {5000: "planned", 700: "asserted"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "North Korea is already preparing to send 3,000 more soldiers.", id="en"),
        pytest.param("ko", "북한은 이미 3천 명을 추가로 보낼 계획을 세웠다.", id="ko"),
    ],
)
def test_what_is_planned_already_is_a_plan(language: str, text: str) -> None:
    (claim,) = (c for c in claims(text, language) if c.kind == "figure")
    assert claim.modality == "planned"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Of the 6,000 North Korean sappers promised last summer, 1,500 have arrived.", id="en"),
        pytest.param("fr", "Sur les 6.000 sapeurs nord-coréens promis cet été, 1.500 sont arrivés.", id="fr"),
        pytest.param(
            "de", "Von den 6.000 Pionieren, die Kim versprochen hatte, sind erst 1.500 eingetroffen.", id="de"
        ),
        pytest.param("ko", "북한이 약속한 공병 6000명 가운데 도착한 공병은 1500명이다.", id="ko-before-it"),
        pytest.param("zh", "朝鲜承诺的6000名工兵中，目前仅到了1500人。", id="zh-before-it"),
    ],
)
def test_of_those_who_were_promised_only_the_part_that_came_is_a_fact(language: str, text: str) -> None:
    found = {c.low: c.modality for c in claims(text, language)}
    assert found == {6000: "planned", 1500: "asserted"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The 900 North Koreans who returned home could be sent out again.", id="en"),
        pytest.param("fr", "Les 900 Nord-Coréens rentrés au pays pourraient repartir au printemps.", id="fr"),
    ],
)
def test_who_came_home_and_may_go_again_did_come_home(language: str, text: str) -> None:
    claim = next(c for c in claims(text, language) if c.metric == "returned_home")
    assert claim.modality == "asserted"


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        pytest.param("합참은 북한이 1000명을 추가 파병했다고 밝혔다.", "asserted", id="done"),
        pytest.param("합참은 북한이 지난달 1000명을 추가로 파병했다고 밝혔다.", "asserted", id="done-last-month"),
        pytest.param("합참은 북한이 1000명을 추가로 파병하기로 했다고 밝혔다.", "planned", id="decided"),
        pytest.param("합참은 북한이 1000명을 추가 파병할 것이라고 밝혔다.", "planned", id="to-come"),
        pytest.param("합참은 북한이 1000명 추가 파병을 준비하고 있다고 밝혔다.", "planned", id="prepared"),
    ],
)
def test_a_korean_reinforcement_that_was_sent_is_no_plan(text: str, mood: str) -> None:
    (claim,) = (c for c in claims(text, "ko") if c.kind == "figure")
    assert (claim.metric, claim.modality) == ("reinforcements", mood)
