"""Who is silent, where others are named in the same sentence."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "uk", "У Кремлі на прохання пояснити дані Сеула про північнокорейських солдатів не відгукнулися.",
            "kremlin", id="uk-whose-data-it-is",
        ),
        pytest.param(
            "uk", "Посольство КНДР у Москві на лист редакції не відповіло.",
            "north_korea_embassy", id="uk-where-it-stands",
        ),
        pytest.param(
            "ru", "В посольстве КНДР в Москве на письмо о солдатах не ответили.",
            "north_korea_embassy", id="ru-two-places",
        ),
        pytest.param(
            "ru", "По данным Сеула, погибли сотни северокорейцев; в Кремле от комментариев отказались.",
            "kremlin", id="ru-who-is-cited-first-is-not-silent",
        ),
    ],
)  # fmt: skip
def test_who_opens_the_sentence_of_a_silence_is_silent(language: str, text: str, source: str) -> None:
    (claim,) = [c for c in claims(text, language, reader=READER) if c.metric == "no_comment"]
    assert claim.source == source


def test_who_thanks_somebody_for_his_help_admits_it_and_not_the_one_who_is_thanked() -> None:
    text = "Владимир Путин поблагодарил Ким Чен Ына за помощь северокорейских солдат в освобождении области."
    (claim,) = [c for c in claims(text, "ru", reader=READER) if c.metric == "confirmed_deployment"]
    assert claim.source == "putin"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("fr", "Le Pentagone a confirmé ces pertes nord-coréennes. Il a renvoyé vers Kiev.", id="fr"),
        pytest.param(
            "es", "El Pentágono confirmó esas bajas norcoreanas. Su portavoz remitió a Kiev para más detalles.", id="es"
        ),
    ],
)
def test_to_whom_those_who_ask_are_sent_is_not_silent(language: str, text: str) -> None:
    found = [c.source for c in claims(text, language, reader=READER) if c.metric == "no_comment"]
    assert len(found) == 1
    assert "ukraine_government" not in found


@pytest.mark.parametrize(
    ("language", "text", "metric", "source"),
    [
        pytest.param(
            "ru", "Зеленский сообщил о боях под Суджей. Сколько солдат Ким Чен Ына там теперь, он не уточнил.",
            "no_comment", "zelensky", id="ru-he-and-not-whom-the-silence-names",
        ),
        pytest.param(
            "uk", "Британське міноборони пише про 6 тисяч убитих.\n\nА Пхеньян? Цифри він так і не назвав.",
            "no_comment", "north_korea_government", id="uk-who-was-asked-for",
        ),
        pytest.param(
            "ru", "Пентагон говорил о тысяче погибших. Подтвердить отвод корейцев в украинском Генштабе в Киеве "
            "не смогли.", "withdrawn_from_front", "ukraine_general_staff", id="ru-who-cannot-confirm-stands-inside",
        ),
        pytest.param(
            "ru", "Южнокорейская разведка сообщила о солдатах КНДР. Число погибших в документе не названо.",
            "no_comment", "south_korea_nis", id="ru-a-paper-is-silent",
        ),
    ],
)  # fmt: skip
def test_who_is_silent_or_cannot_confirm_without_being_its_subject(
    language: str, text: str, metric: str, source: str
) -> None:
    (claim,) = [c for c in claims(text, language, reader=READER) if c.metric == metric]
    assert claim.source == source


@pytest.mark.parametrize(
    ("language", "text", "metric", "source"),
    [
        pytest.param(
            "uk", "Двоє корейців, яких бійці ССО взяли в полон під Суджею, дістали адвокатів.", "captured", None,
            id="uk-in-a-relative-clause",
        ),
        pytest.param(
            "uk", "Двоє полонених корейців нині в Києві, розповіли в СБУ.", "captured", "ukraine_sbu",
            id="uk-where-they-say-and-not-where-they-are",
        ),
        pytest.param(
            "ru", "Погибли 3 тыс. солдат КНДР, заявил в четверг, 9 января, президент Украины Владимир Зеленский, "
            "выслушав доклад Александра Сырского.", "killed", "zelensky", id="ru-behind-a-date",
        ),
        pytest.param(
            "ru", "Зеленский в Риге говорил о 300 погибших корейцах, а главком ВСУ Александр Сырский заявил о потерях "
            "половины контингента.", "killed", "zelensky", id="ru-before-another-clause",
        ),
        pytest.param(
            "ru", "Южнокорейская разведка ждёт. «Погибли 600 солдат КНДР», — сказал её сотрудник.", "killed",
            "south_korea_nis", id="ru-somebody-of-it",
        ),
        pytest.param(
            "ru", "В ГУР Минобороны Украины насчитали 300 погибших солдат КНДР.", "killed", "ukraine_gur",
            id="ru-a-body-of-a-body",
        ),
        pytest.param(
            "ru", "Ким Чен Ын встретил полк. Девять солдат погибли, сказал он, речь опубликовало ЦТАК.", "killed",
            "kim_jong_un", id="ru-he-before-his-outlet",
        ),
        pytest.param(
            "ru", "ОКНШ сообщил о новой партии. По словам представителя ГУР Андрея Юсова, погибли 300 солдат КНДР. "
            "Остальных, утверждает он, отвели в тыл.", "withdrawn_from_front", "ukraine_gur", id="ru-who-speaks-for-it",
        ),
    ],
)  # fmt: skip
def test_who_speaks_in_slavic_word_order(language: str, text: str, metric: str, source: str | None) -> None:
    found = {c.source for c in claims(text, language, reader=READER) if c.metric == metric}
    assert found == {source}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The Kremlin referred questions to the defence ministry, which did not reply.", id="en"),
        pytest.param(
            "fr", "Le Kremlin a renvoyé les journalistes vers le ministère de la Défense, qui n'a pas donné suite.",
            id="fr",
        ),
        pytest.param("de", "Der Kreml verwies an das Verteidigungsministerium, das nicht antwortete.", id="de"),
        pytest.param(
            "es", "El Kremlin remitió a los periodistas al Ministerio de Defensa, que no contestó.", id="es"
        ),
    ],
)  # fmt: skip
def test_a_ministry_to_which_its_government_refers_is_silent_by_itself(language: str, text: str) -> None:
    assert [(c.metric, c.source) for c in claims(text, language)] == [
        ("no_comment", "kremlin"),
        ("no_comment", "russia_mod"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en", "Neither Moscow nor Pyongyang has acknowledged the presence of the North Koreans.", id="en-neither"
        ),
        pytest.param("fr", "Ni Moscou ni Pyongyang n'ont reconnu la présence des Nord-Coréens.", id="fr-ni"),
        pytest.param("es", "Ni Moscú ni Pyongyang han reconocido la presencia de los norcoreanos.", id="es-ni"),
        pytest.param("ru", "Ни Москва, ни Пхеньян не признали присутствие северокорейцев.", id="ru-ni"),
        pytest.param("ko", "러시아도 북한도 파병 사실을 인정하지 않고 있다.", id="ko-each-as-subject"),
        pytest.param("ja", "ロシアも北朝鮮も派兵を認めていない。", id="ja-each-as-subject"),
    ],
)
def test_two_who_do_not_acknowledge_a_deployment_deny_it_together(language: str, text: str) -> None:
    (claim,) = claims(text, language, reader=READER)
    assert (claim.metric, claim.modality) == ("confirmed_deployment", "denied")
    assert claim.source == "kremlin+north_korea_government"


def test_the_side_that_a_korean_sentence_is_about_is_silent_itself() -> None:
    (claim,) = claims("북한은 전사자 규모를 밝히지 않았다.", "ko")
    assert (claim.metric, claim.source) == ("no_comment", "north_korea_government")
