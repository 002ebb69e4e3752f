import pytest

from extractors.charsets import decode

RU = "Военные сообщили, что колонна прибыла в область ночью."
UK = "Військові повідомили, що колона прибула в область уночі, її бачили мешканці."
KO = "군 당국은 병력이 밤사이 이 지역에 도착했다고 밝혔다."
JA = "軍は部隊が夜のうちにこの地域へ到着したと発表した。"
ZH = "军方表示，部队在夜间抵达该地区。"
FR = "L’armée a confirmé l’arrivée d’une colonne à la frontière cet été."


@pytest.mark.parametrize(
    ("text", "language", "really", "declared"),
    [
        (RU, "ru", "cp1251", "utf-8"),
        (RU, "ru", "cp1251", ""),
        (RU, "ru", "koi8-r", "utf-8"),
        (RU, "ru", "koi8-r", "windows-1251"),
        (UK, "uk", "cp1251", "utf-8"),
        (KO, "ko", "euc-kr", "utf-8"),
        (KO, "ko", "cp949", "iso-8859-1"),
        (KO, "ko", "utf-8", "euc-kr"),
        (JA, "ja", "shift_jis", "utf-8"),
        (JA, "ja", "euc_jp", ""),
        (ZH, "zh", "gb18030", "gb2312"),
        (ZH, "zh", "gbk", "utf-8"),
        (FR, "fr", "cp1252", "iso-8859-1"),
        (FR, "fr", "cp1252", "utf-8"),
        (FR, "fr", "utf-8", "windows-1252"),
        (FR, "fr", "utf-8-sig", ""),
        (FR, "fr", "utf-8", "no-such-charset"),
        (FR, "fr", "utf-8", "rot13"),
    ],
)
@pytest.mark.parametrize("place", ["header", "meta"])
def test_the_text_is_right_whatever_is_declared(
    text: str, language: str, really: str, declared: str, place: str
) -> None:
    meta = f'<meta charset="{declared}">' if place == "meta" and declared else ""
    header = f"text/html; charset={declared}" if place == "header" and declared else "text/html"
    page = f"<html><head>{meta}</head><body><p>{text}</p></body></html>"
    assert text in decode(page.encode(really), header, language)


def test_utf_16_is_told_by_its_mark() -> None:
    assert decode(RU.encode("utf-16"), "text/html; charset=utf-8", "ru") == RU


def test_one_broken_letter_does_not_turn_the_page() -> None:
    body = (RU * 20).encode() + b"\xd0"
    assert decode(body, "text/html", "ru").startswith(RU)
