"""How fast ordinary news is read: plain prose with one sentence that claims something in every 300 characters.

The prose is made up; the sentences with claims are the examples of the lexicons. Time is that of the processor, the
least of several rounds, without what is compiled when a language is first met.
"""

import time
from collections.abc import Iterator
from itertools import cycle

from extractors.claims import Reader
from extractors.lexicon import load_lexicon
from extractors.values import Article, Story

LENGTH = 2500  # characters of one article
PER_CLAIM = 300  # characters of text to one sentence that claims something
_ARTICLES = 8
_ROUNDS = 7

PROSE = {
    "en": (
        "The road from the station climbs past a closed sugar mill and a school whose windows are boarded up.",
        "Maria Petrenko, who keeps a bakery on the market square, said the queue was longer than in any winter before.",
        "Diplomats in three capitals have spent the week preparing a meeting of foreign ministers in Vienna.",
        "Nobody on the platform wanted to talk about politics, and the train left forty minutes late.",
        "According to the mayor, the bridge will be repaired before spring if the river does not rise again.",
        "Analysts disagree about what the neighbours want, and whether the old treaty still binds anybody.",
        "Snow fell through the night, so the drones that usually hum above the fields stayed away.",
        "The minister told reporters that the budget would be discussed in parliament next month.",
    ),
    "de": (
        "Die Straße vom Bahnhof führt an einer alten Zuckerfabrik und einer Schule mit vernagelten Fenstern vorbei.",
        "Die Bäckerin Marija Petrenko sagte, die Schlange sei länger als in jedem Winter zuvor.",
        "Diplomaten in drei Hauptstädten bereiten seit Tagen ein Treffen der Außenminister in Wien vor.",
        "Auf dem Bahnsteig wollte niemand über Politik reden, und der Zug fuhr mit Verspätung ab.",
        "Nach Angaben des Bürgermeisters soll die Brücke bis zum Frühjahr wieder befahrbar sein.",
        "Fachleute sind uneins, was die Nachbarn wollen und ob der alte Vertrag noch jemanden bindet.",
        "In der Nacht fiel Schnee, deshalb blieben die Drohnen aus, die sonst über den Feldern summen.",
        "Der Minister kündigte an, der Haushalt werde im kommenden Monat im Parlament beraten.",
    ),
    "fr": (
        "La route qui part de la gare longe une sucrerie fermée et une école aux fenêtres condamnées.",
        "Maria Petrenko, qui tient une boulangerie sur la place, a déclaré que la file était plus longue que jamais.",
        "Les diplomates de trois capitales préparent depuis une semaine une rencontre des ministres à Vienne.",
        "Sur le quai, personne ne voulait parler de politique, et le train est parti en retard.",
        "Selon le maire, le pont sera réparé avant le printemps si la rivière ne monte pas encore.",
        "Les analystes ne s'accordent pas sur ce que veulent les voisins ni sur la valeur de l'ancien traité.",
        "La neige est tombée toute la nuit, et les drones qui bourdonnent au-dessus des champs sont restés au sol.",
        "Le ministre a indiqué aux journalistes que le budget serait discuté au parlement le mois prochain.",
    ),
    "es": (
        "La carretera de la estación pasa junto a una azucarera cerrada y una escuela con las ventanas tapiadas.",
        "María Petrenko, que tiene una panadería en la plaza, dijo que la cola era más larga que cualquier invierno.",
        "Los diplomáticos de tres capitales preparan desde hace días una reunión de cancilleres en Viena.",
        "En el andén nadie quería hablar de política, y el tren salió con retraso.",
        "Según el alcalde, el puente estará reparado antes de la primavera si el río no vuelve a crecer.",
        "Los analistas no coinciden en lo que quieren los vecinos ni en si el viejo tratado obliga a alguien.",
        "Nevó toda la noche, así que los drones que suelen zumbar sobre los campos no aparecieron.",
        "El ministro explicó a los periodistas que el presupuesto se debatirá en el parlamento el próximo mes.",
    ),
    "uk": (
        "Дорога від вокзалу піднімається повз закритий цукровий завод і школу із забитими вікнами.",
        "Марія Петренко, яка тримає пекарню на площі, сказала, що черга довша, ніж будь-якої зими.",
        "Дипломати у трьох столицях цілий тиждень готують зустріч міністрів закордонних справ у Відні.",
        "На пероні ніхто не хотів говорити про політику, і потяг рушив із запізненням.",
        "За словами мера, міст полагодять до весни, якщо річка знову не підніметься.",
        "Аналітики сперечаються, чого хочуть сусіди і чи когось іще зобов'язує давній договір.",
        "Уночі падав сніг, тому безпілотники, які зазвичай гудуть над полями, не з'явилися.",
        "Міністр розповів журналістам, що бюджет обговорять у парламенті наступного місяця.",
    ),
    "ru": (
        "Дорога от вокзала поднимается мимо закрытого сахарного завода и школы с заколоченными окнами.",
        "Мария Петренко, которая держит пекарню на площади, сказала, что очередь длиннее, чем в любую зиму.",
        "Дипломаты в трёх столицах всю неделю готовят встречу министров иностранных дел в Вене.",
        "На перроне никто не хотел говорить о политике, и поезд ушёл с опозданием.",
        "По словам мэра, мост починят к весне, если река снова не поднимется.",
        "Аналитики спорят, чего хотят соседи и обязывает ли ещё кого-нибудь старый договор.",
        "Ночью шёл снег, поэтому беспилотники, которые обычно гудят над полями, не появились.",
        "Министр рассказал журналистам, что бюджет обсудят в парламенте в следующем месяце.",
    ),
    "ko": (
        "역에서 나오는 길은 문을 닫은 설탕 공장과 창문을 판자로 막은 학교를 지나 언덕으로 이어진다.",
        "광장에서 빵집을 하는 마리아 페트렌코는 어느 겨울보다 줄이 길다고 말했다.",
        "세 나라 수도의 외교관들은 일주일 내내 빈에서 열릴 외무장관 회의를 준비했다.",
        "승강장에서는 아무도 정치 이야기를 하려 하지 않았고 기차는 늦게 떠났다.",
        "시장에 따르면 강물이 다시 불어나지 않으면 다리는 봄이 오기 전에 고쳐진다.",
        "분석가들은 이웃 나라가 무엇을 원하는지, 오래된 조약이 아직 유효한지를 두고 의견이 엇갈린다.",
        "밤새 눈이 내려 평소 들판 위를 맴돌던 드론은 나타나지 않았다.",
        "장관은 다음 달 국회에서 예산을 논의할 것이라고 기자들에게 밝혔다.",
    ),
    "zh": (
        "从车站出来的路经过一座关闭的糖厂和一所窗户被木板钉死的学校。",
        "在广场上开面包店的玛丽亚·彼得连科说，今年排的队比哪个冬天都长。",
        "三国首都的外交官整个星期都在准备维也纳的外长会议。",
        "站台上谁也不愿意谈政治，火车晚点才开。",
        "据市长介绍，如果河水不再上涨，大桥将在春天之前修好。",
        "分析人士对邻国想要什么、旧条约是否仍有约束力看法不一。",
        "雪下了一整夜，平时在田野上空嗡嗡作响的无人机没有出现。",
        "部长对记者表示，预算将于下个月在议会讨论。",
    ),
    "ja": (
        "駅からの道は、閉鎖された製糖工場と窓を板でふさいだ学校の前を通って丘へ上る。",
        "広場でパン屋を営むマリア・ペトレンコさんは、列がどの冬よりも長いと話した。",
        "三つの首都の外交官は、ウィーンで開かれる外相会議の準備に一週間を費やした。",
        "ホームでは誰も政治の話をしたがらず、列車は遅れて出発した。",
        "市長によると、川が再び増水しなければ、橋は春までに修理される。",
        "隣国が何を望み、古い条約がまだ誰かを縛るのか、専門家の見方は分かれている。",
        "一晩中雪が降り、いつもは畑の上を飛び回る無人機は姿を見せなかった。",
        "大臣は記者団に対し、予算は来月の国会で審議されると述べた。",
    ),
}


def ordinary_articles(language: str) -> list[Article]:
    """Return made-up articles of `LENGTH` characters, each with other examples of the language's lexicon."""
    told = cycle(example.text for example in load_lexicon(language).examples)
    return [_article(language, told, first) for first in range(_ARTICLES)]


def _article(language: str, told: Iterator[str], first: int) -> Article:
    prose = cycle((*PROSE[language][first:], *PROSE[language][:first]))
    parts: list[str] = []
    length = claims = 0
    while length < LENGTH:
        sentence = next(told) if claims * PER_CLAIM <= length else next(prose)
        claims += sentence not in PROSE[language]
        parts.append(sentence)
        length += len(sentence) + 1
    paragraphs = (" ".join(parts[i : i + 3]) for i in range(0, len(parts), 3))
    text = "\n\n".join(paragraphs)[:LENGTH]
    return Article(url="https://example.test/", outlet="example.test", language=language, title=parts[1], text=text)


def articles_a_second(language: str, story: Story) -> float:
    """Return how many articles of `LENGTH` characters are read in a second of one core."""
    reader, articles = Reader(story), ordinary_articles(language)
    least = float("inf")
    for _ in range(_ROUNDS + 1):  # the first round compiles
        started = time.process_time()
        for article in articles:
            reader.read(article)
        least = min(least, time.process_time() - started)
    return sum(len(article.text) for article in articles) / LENGTH / least


def speed_lines(story: Story) -> Iterator[str]:
    """Yield the lines that `python -m tests.accuracy` prints about speed."""
    yield f"ordinary news, one claim in {PER_CLAIM} characters: articles of {LENGTH:,} characters a second and core"
    yield "  ".join(f"{language} {articles_a_second(language, story):.0f}" for language in PROSE)
