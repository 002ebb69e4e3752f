"""What happened without a number: denied by a predicate behind it, or only asked about."""

import pytest

from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en", "Reports that North Korean troops have been withdrawn from the front are wrong, the Pentagon said.",
            id="en",
        ),
        pytest.param(
            "de", "Berichte, wonach die nordkoreanischen Truppen von der Front abgezogen wurden, sind falsch, "
            "teilte das Pentagon mit.", id="de",
        ),
        pytest.param(
            "ru", "Сообщения о том, что северокорейские войска выведены с фронта, являются ошибочными, "
            "заявил Пентагон.", id="ru",
        ),
    ],
)  # fmt: skip
def test_a_report_that_is_called_wrong_is_denied(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.modality, claim.source) == ("withdrawn_from_front", "denied", "pentagon")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en", "Reports that North Korean troops had been withdrawn were rejected by the Kremlin.", id="en"
        ),
        pytest.param("de", "Berichten über einen Abzug der Nordkoreaner ist der Kreml entgegengetreten.", id="de"),
        pytest.param(
            "de", "Meldungen, wonach die Nordkoreaner abgezogen wurden, wies der Kreml zurück.", id="de-clause"
        ),
        pytest.param(
            "fr", "Les rumeurs d'un retrait des Nord-Coréens, le Kremlin les a qualifiées de fausses.", id="fr"
        ),
        pytest.param("es", "Las versiones sobre una retirada de los norcoreanos las negó el Kremlin.", id="es"),
        pytest.param("ru", "Слухи об отводе северокорейцев с передовой в Кремле назвали ложью.", id="ru"),
        pytest.param("uk", "Чутки, що північнокорейців відвели з передової, у Кремлі назвали вигадкою.", id="uk"),
        pytest.param("zh", "关于朝鲜士兵已经撤离前线的说法，克里姆林宫予以否认。", id="zh"),
    ],
)
def test_who_rejects_a_report_named_before_him_denies_what_it_tells(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.modality, claim.source) == ("withdrawn_from_front", "denied", "kremlin")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Claims that 4,000 North Koreans had been killed were rejected by the Kremlin.", id="en"),
        pytest.param("de", "Behauptungen, dass 4000 Nordkoreaner gefallen seien, wies der Kreml zurück.", id="de"),
        pytest.param(
            "fr", "Les informations faisant état de 4 000 Nord-Coréens tués ont été démenties par le Kremlin.", id="fr"
        ),
        pytest.param("ru", "Данные о 4000 убитых северокорейцах в Кремле опровергли.", id="ru"),
        pytest.param("uk", "Повідомлення про 4000 убитих північнокорейців у Кремлі спростували.", id="uk"),
    ],
)
def test_who_rejects_a_report_of_a_number_denies_that_number(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.modality, claim.source) == ("killed", "denied", "kremlin")


@pytest.mark.parametrize(
    ("language", "text", "metric", "modality"),
    [
        pytest.param(
            "de", "Abgezogen seien die Nordkoreaner nicht, sagte ein Sprecher des Pentagons.", "withdrawn_from_front",
            "denied", id="de-not-withdrawn",
        ),
        pytest.param(
            "de", "Von Abzug könne man bei den Nordkoreanern nicht sprechen, so das Pentagon.", "withdrawn_from_front",
            "denied", id="de-no-talk-of-it",
        ),
        pytest.param(
            "fr", "Le Pentagone refuse, lui, de parler de repli des Nord-Coréens.", "withdrawn_from_front", "denied",
            id="fr-no-talk-of-it",
        ),
        pytest.param(
            "en", "Claims that North Korean losses had passed 6,000 were brushed aside in Moscow as fantasy.",
            "casualties", "denied", id="en-brushed-aside",
        ),
        pytest.param("es", "Nueve soldados norcoreanos ofrendaron la vida.", "killed", "asserted", id="es-gave-life"),
        pytest.param(
            "fr", "Le gouverneur a annoncé pour mai l'arrivée de 600 bâtisseurs nord-coréens.", "workers_sent",
            "planned", id="fr-announced-for",
        ),
    ],
)  # fmt: skip
def test_a_move_a_loss_or_a_plan_in_other_words(language: str, text: str, metric: str, modality: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.modality) == (metric, modality)


def test_who_was_moved_to_the_front_was_not_withdrawn() -> None:
    assert not claims("Las tropas norcoreanas fueron reubicadas en primera línea, según el NIS.", "es")


@pytest.mark.parametrize(
    "text",
    [
        "The report that the North Koreans withdrew from the front angered Moscow, and Peskov denied a rift.",
        "Reports that North Korean soldiers withdrew from the front came on Friday, Budanov said, denying a rout.",
        "Kyiv said the North Koreans withdrew from the front; Peskov denied reports of a rift.",
    ],
    ids=["another-clause", "who-told-it-between", "report-behind"],
)
def test_a_report_is_not_denied_by_a_denial_of_something_else(text: str) -> None:
    claim = next(c for c in claims(text) if c.metric == "withdrawn_from_front")
    assert claim.modality == "asserted"


def test_who_is_contradicted_by_somebody_else_denied_nothing() -> None:
    text = "The NIS said the North Koreans have been withdrawn from the front, but the Kremlin called it untrue."
    claim = next(c for c in claims(text) if c.metric == "withdrawn_from_front")
    assert (claim.modality, claim.source) == ("asserted", "south_korea_nis")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en", "The Kremlin declined to comment on reports that North Korean soldiers had been withdrawn.", id="en"
        ),
        pytest.param(
            "ru", "Кремль не стал комментировать сведения о покинувших фронт северокорейских солдатах.", id="ru"
        ),
        pytest.param("ko", "크렘린궁은 북한군 철수 보도에 대해 논평을 거부했다.", id="ko"),
    ],
)
def test_what_somebody_will_not_comment_on_is_no_report(language: str, text: str) -> None:
    assert [(c.metric, c.source) for c in claims(text, language)] == [("no_comment", "kremlin")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The Kremlin denied that 300 North Koreans had been killed.", id="en"),
        pytest.param("fr", "Le Kremlin a démenti que 300 Nord-Coréens aient été tués.", id="fr"),
        pytest.param("de", "Der Kreml bestritt, dass 300 Nordkoreaner getötet worden seien.", id="de"),
        pytest.param("es", "El Kremlin negó que hubieran muerto 300 norcoreanos.", id="es"),
        pytest.param("ru", "В Кремле опровергли гибель 300 северокорейских солдат.", id="ru"),
        pytest.param("uk", "У Кремлі заперечили загибель 300 північнокорейських солдатів.", id="uk"),
        pytest.param("ko", "크렘린궁은 북한군 300명이 사망했다는 보도를 부인했다.", id="ko"),
        pytest.param("zh", "克里姆林宫否认300名朝鲜士兵阵亡。", id="zh"),
        pytest.param("ja", "クレムリンは北朝鮮兵300人が死亡したとの報道を否定した。", id="ja"),
    ],
)
def test_a_number_that_is_denied_is_no_assertion_and_the_denial_says_no_more(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.low, claim.modality, claim.source) == ("killed", 300, "denied", "kremlin")


def test_who_neither_confirms_nor_denies_confirms_nothing() -> None:
    text = "Peskow wollte den Einsatz nordkoreanischer Soldaten weder bestätigen noch dementieren."
    assert [(c.metric, c.source) for c in claims(text, "de")] == [("no_comment", "kremlin")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The Pentagon could not confirm that the North Koreans were back at the front.", id="en"),
        pytest.param(
            "en", "The Pentagon was unable to verify that the North Koreans were back at the front.", id="en-verify"
        ),
        pytest.param("fr", "Le Pentagone ne peut confirmer que les Nord-Coréens sont de retour au front.", id="fr"),
        pytest.param("es", "El Pentágono no pudo confirmar que los norcoreanos hayan vuelto al frente.", id="es"),
        pytest.param(
            "de", "Das Pentagon konnte nicht bestätigen, dass Nordkoreaner an die Front zurückgekehrt sind.", id="de"
        ),
        pytest.param("ru", "Пентагон не смог подтвердить, что северокорейцы вернулись на фронт.", id="ru"),
        pytest.param("uk", "Пентагон не зміг підтвердити, що північнокорейці повернулися на фронт.", id="uk"),
        pytest.param("zh", "五角大楼表示，无法证实朝鲜军队重返前线。", id="zh"),
        pytest.param("ja", "国防総省は、北朝鮮兵が前線に復帰したことは確認できていないとした。", id="ja"),
        pytest.param("ko", "펜타곤은 북한군이 전선에 복귀했는지 확인할 수 없다고 밝혔다.", id="ko"),
    ],
)  # fmt: skip
def test_what_somebody_cannot_confirm_is_that_status_denied(language: str, text: str) -> None:
    found = [(c.metric, c.modality) for c in claims(text, language)]
    assert found == [("returned_to_front", "denied")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en", "The Pentagon could not confirm or deny that the North Koreans had left the front.", id="en"
        ),
        pytest.param("fr", "Le Pentagone n'a ni confirmé ni démenti le retrait des soldats nord-coréens.", id="fr"),
        pytest.param("es", "El Pentágono no confirmó ni desmintió la retirada de los norcoreanos.", id="es"),
    ],
)
def test_who_neither_confirms_nor_denies_is_silent(language: str, text: str) -> None:
    assert [c.metric for c in claims(text, language)] == ["no_comment"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Pyongyang had not acknowledged the deployment of its troops until late April.", id="en"),
        pytest.param("fr", "Pyongyang n'a reconnu l'envoi de ses troupes qu'à la fin d'avril.", id="fr"),
        pytest.param("es", "Pionyang no reconoció el envío de sus tropas hasta finales de abril.", id="es"),
    ],
)
def test_what_was_confirmed_only_late_is_confirmed(language: str, text: str) -> None:
    assert [(c.metric, c.modality) for c in claims(text, language)] == [("confirmed_deployment", "asserted")]


def test_a_day_between_the_words_of_a_refusal_to_confirm_makes_no_confirmation() -> None:
    text = "Le Pentagone n'était pas en mesure, mardi, de confirmer que des soldats nord-coréens se battent à Koursk."
    assert [(c.metric, c.modality) for c in claims(text, "fr")] == [("confirmed_deployment", "denied")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Whether North Korea will send more troops, the Pentagon would not say.", id="en"),
        pytest.param("de", "Ob weitere nordkoreanische Soldaten folgen, wollte das Pentagon nicht sagen.", id="de"),
    ],
)
def test_what_somebody_would_not_say_is_not_told(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.source) == ("no_comment", "pentagon")


def test_two_are_silent_in_one_sentence() -> None:
    text = "크렘린궁은 북한군에 대한 언급을 피했고 미 국방부도 답하지 않았다."
    assert [(c.metric, c.source) for c in claims(text, "ko")] == [("no_comment", "kremlin"), ("no_comment", "pentagon")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The Kremlin did not name a figure for the North Korean dead.", id="en"),
        pytest.param("es", "El Kremlin no detalló los planes norcoreanos.", id="es"),
        pytest.param("ru", "Кремль не стал рассуждать о северокорейских солдатах.", id="ru"),
        pytest.param("ko", "크렘린궁은 북한군 문제를 거론하지 않았다.", id="ko"),
        pytest.param("zh", "克里姆林宫未就朝鲜士兵作出说明。", id="zh"),
    ],
)
def test_who_does_not_tell_is_silent(language: str, text: str) -> None:
    assert ("no_comment", "kremlin") in [(c.metric, c.source) for c in claims(text, language)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ein Beamter des Pentagon, der nicht namentlich genannt werden wollte, sprach von Nordkoreanern.",
                     id="anonymous"),
    ],
)  # fmt: skip
def test_who_will_not_be_named_is_not_silent(text: str) -> None:
    assert [c for c in claims(text, "de") if c.metric == "no_comment"] == []


def test_a_side_that_gets_reinforcements_is_not_who_sends_them() -> None:
    text = "Зеленський попередив: Північна Корея надішле росіянам ще війська."
    (claim,) = claims(text, "uk")
    assert (claim.metric, claim.subject) == ("reinforcements_planned", "north_korea")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Asked whether more North Korean soldiers would be sent, he smiled.", id="en-asked"),
        pytest.param("en", "It is unclear whether the North Koreans have left the front line.", id="en-unclear"),
        pytest.param("en", "South Korea called on Pyongyang to withdraw its troops at once.", id="en-a-demand"),
        pytest.param("en", "North Korea had sent troops to fight for Russia.", id="en-sent-to-fight-is-no-return"),
        pytest.param("de", "Unklar ist, ob weitere nordkoreanische Soldaten geschickt werden.", id="de-unclear"),
        pytest.param("de", "Seoul forderte Pjöngjang auf, seine Truppen abzuziehen.", id="de-a-demand"),
        pytest.param("de", "Die Nordkoreaner helfen, die Häuser wieder aufzubauen.", id="de-building-is-no-return"),
    ],
)
def test_what_is_asked_or_demanded_is_no_status(language: str, text: str) -> None:
    moved = {"withdrawn_from_front", "returned_to_front", "reinforcements_planned"}
    assert not [c.metric for c in claims(text, language) if c.metric in moved]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        pytest.param(
            "uk", "Північнокорейські солдати знову воюють на Курщині, підтвердив Зеленський.",
            [("returned_to_front", "asserted")], id="uk-who-confirms-a-return-confirms-that",
        ),
        pytest.param(
            "uk", "Поповнення з КНДР у ГУР не відкидають.", [("reinforcements_planned", "hedged")],
            id="uk-not-ruled-out",
        ),
        pytest.param(
            "uk", "Перші підрозділи армії КНДР 23 жовтня зафіксовано в Курській області, повідомило ГУР.",
            [("confirmed_deployment", "asserted")], id="uk-the-first-were-noted",
        ),
        pytest.param(
            "ru", "Отвод северокорейцев с передовой в Сеуле отрицают.", [("withdrawn_from_front", "denied")],
            id="ru-a-withdrawal-that-is-denied",
        ),
    ],
)  # fmt: skip
def test_slavic_statuses(language: str, text: str, told: list[tuple[str, str]]) -> None:
    assert [(c.metric, str(c.modality)) for c in claims(text, language) if c.metric != "no_comment"] == told


@pytest.mark.parametrize(
    ("language", "text", "metric"),
    [
        pytest.param("uk", "Росія знову вивела військових КНДР на передову.", "returned_to_front", id="uk-front"),
        pytest.param("ru", "Россия снова вывела военных КНДР на передовую.", "returned_to_front", id="ru-front"),
        pytest.param("uk", "Росія вивела військових КНДР з передової в тил.", "withdrawn_from_front", id="uk-rear"),
        pytest.param("ru", "Россия вывела военных КНДР с передовой в тыл.", "withdrawn_from_front", id="ru-rear"),
    ],
)
def test_who_is_led_out_to_the_front_has_not_left_it(language: str, text: str, metric: str) -> None:
    assert [claim.metric for claim in claims(text, language)] == [metric]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The Pentagon was unable to confirm plans for another North Korean deployment.", id="en"),
        pytest.param("de", "Das Pentagon konnte nicht bestätigen, dass Nordkorea weitere Truppen schickt.", id="de"),
        pytest.param("ru", "Пентагон не смог подтвердить, что КНДР готовит отправку новых войск.", id="ru"),
    ],
)  # fmt: skip
def test_plans_that_nobody_can_confirm_are_denied(language: str, text: str) -> None:
    found = [(c.metric, c.modality, c.source) for c in claims(text, language)]
    assert found == [("reinforcements_planned", "denied", "pentagon")]


def test_members_of_a_parliament_are_no_losses() -> None:
    (claim,) = claims("Two members of parliament said that total North Korean casualties stood at about 4,700.")
    assert (claim.metric, claim.low) == ("casualties", 4700)


def test_who_stands_up_to_a_report_denies_it() -> None:
    (claim,) = claims("Der Kreml trat Berichten über einen Abzug der Nordkoreaner aus Kursk entgegen.", "de")
    assert (claim.metric, claim.modality) == ("withdrawn_from_front", "denied")
