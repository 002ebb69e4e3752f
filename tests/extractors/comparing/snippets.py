"""Made-up edits in nine languages: two wordings of a text and what changed between them, by metric family and kind."""

from types import MappingProxyType
from typing import NamedTuple


class Edit(NamedTuple):
    """Two versions of a short text in one language, and the changes that an analyst would name."""

    language: str
    before: str
    after: str
    changes: tuple[tuple[str, str], ...]


EDITS = MappingProxyType(
    {
        "en: about, then a narrow range": Edit(
            "en",
            (
                "North Korea has so far sent about 12,000 soldiers to Russia, the National Intelligence Service "
                "told lawmakers in Seoul."
            ),
            (
                "North Korea has so far sent between 12,000 and 12,500 soldiers to Russia, the National "
                "Intelligence Service told lawmakers in Seoul."
            ),
            (("troops", "narrowed"),),
        ),
        "de: about, then a narrow range": Edit(
            "de",
            (
                "Nach Angaben des südkoreanischen Geheimdienstes sind bisher rund 3000 nordkoreanische Soldaten "
                "gefallen."
            ),
            (
                "Nach Angaben des südkoreanischen Geheimdienstes sind bisher 3000 bis 3200 nordkoreanische "
                "Soldaten gefallen."
            ),
            (("killed", "narrowed"),),
        ),
        "uk: about, then a narrow range": Edit(
            "uk",
            "За даними ГУР, у боях загинуло приблизно 2400 північнокорейських військових.",
            "За даними ГУР, у боях загинуло від 2400 до 2450 північнокорейських військових.",
            (("killed", "narrowed"),),
        ),
        "fr: about, then a wide range": Edit(
            "fr",
            "Selon le renseignement sud-coréen, environ 600 soldats nord-coréens ont été tués.",
            "Selon le renseignement sud-coréen, entre 500 et 900 soldats nord-coréens ont été tués.",
            (("killed", "widened"),),
        ),
        "ja: about, then a narrow range": Edit(
            "ja",
            "韓国の国家情報院によると、ロシアに派遣された北朝鮮兵は約1万1000人に上る。",
            "韓国の国家情報院によると、ロシアに派遣された北朝鮮兵は1万1000人から1万1500人に上る。",
            (("troops", "narrowed"),),
        ),
        "en: a word of doubt": Edit(
            "en",
            "The spy agency in Seoul reckons that about 300 North Korean soldiers may have been killed in Kursk.",
            "The spy agency in Seoul reckons that about 300 North Korean soldiers have been killed in Kursk.",
            (("killed", "firmed"),),
        ),
        "es: a word of doubt": Edit(
            "es",
            (
                "Las unidades norcoreanas fueron retiradas del frente a mediados de enero, declaró un portavoz "
                "de la inteligencia militar ucraniana."
            ),
            (
                "Las unidades norcoreanas probablemente fueron retiradas del frente a mediados de enero, declaró "
                "un portavoz de la inteligencia militar ucraniana."
            ),
            (("withdrawn_from_front", "hedged"),),
        ),
        "ru: a word of doubt": Edit(
            "ru",
            "По оценке южнокорейской разведки, вероятно, погибли около 600 северокорейских солдат.",
            "По оценке южнокорейской разведки, погибли около 600 северокорейских солдат.",
            (("killed", "firmed"),),
        ),
        "zh: a word of doubt": Edit(
            "zh",
            "韩国国家情报院估计，朝鲜可能再次派出约6000名士兵。",
            "韩国国家情报院估计，朝鲜将再次派出约6000名士兵。",
            (("troops", "firmed"),),
        ),
        "ko: a word of doubt": Edit(
            "ko",
            "국가정보원은 북한군 전사자가 600명이라고 밝혔다.",
            "국가정보원은 북한군 전사자가 600명으로 추정된다고 밝혔다.",
            (("killed", "hedged"),),
        ),
        "fr: a word of doubt": Edit(
            "fr",
            (
                "Les soldats nord-coréens ont été retirés du front, a indiqué un porte-parole des forces "
                "spéciales ukrainiennes."
            ),
            (
                "Les soldats nord-coréens auraient été retirés du front, a indiqué un porte-parole des forces "
                "spéciales ukrainiennes."
            ),
            (("withdrawn_from_front", "hedged"),),
        ),
        "ja: a word of doubt": Edit(
            "ja",
            "ウクライナ軍によると、北朝鮮部隊は前線から撤収したもようだ。",
            "ウクライナ軍によると、北朝鮮部隊は前線から撤収した。",
            (("withdrawn_from_front", "firmed"),),
        ),
        "en: another place": Edit(
            "en",
            "North Korean soldiers have been withdrawn from the front line, the ISW said.",
            "North Korean soldiers have been withdrawn from the front line around Kursk, the ISW said.",
            (("withdrawn_from_front", "rescoped"),),
        ),
        "es: another place": Edit(
            "es",
            (
                "Las fuerzas especiales ucranianas aseguran que llevan tres semanas sin ver a soldados "
                "norcoreanos en su sector."
            ),
            (
                "Las fuerzas especiales ucranianas aseguran que llevan tres semanas sin ver a soldados "
                "norcoreanos en toda la región de Kursk."
            ),
            (("not_seen", "rescoped"),),
        ),
        "de: another place": Edit(
            "de",
            (
                "In ihrem Abschnitt seien seit drei Wochen keine Nordkoreaner mehr gesehen worden, teilten die "
                "ukrainischen Spezialkräfte mit."
            ),
            (
                "In der gesamten Region Kursk seien seit drei Wochen keine Nordkoreaner mehr gesehen worden, "
                "teilten die ukrainischen Spezialkräfte mit."
            ),
            (("not_seen", "rescoped"),),
        ),
        "ru: another place": Edit(
            "ru",
            "Украинские силы спецопераций сообщили, что на их участке северокорейцев не видели три недели.",
            ("Украинские силы спецопераций сообщили, что во всей Курской области северокорейцев не видели три недели."),
            (("not_seen", "rescoped"),),
        ),
        "ko: another place": Edit(
            "ko",
            "우크라이나 특수작전군은 3주째 자신들의 담당 구역에서 북한군을 보지 못했다고 밝혔다.",
            "우크라이나 특수작전군은 3주째 쿠르스크 전역에서 북한군을 보지 못했다고 밝혔다.",
            (("not_seen", "rescoped"),),
        ),
        "en: who could not confirm": Edit(
            "en",
            "NATO said it could not confirm that North Korean troops were in Russia.",
            "NATO confirmed that North Korean troops were in Russia.",
            (("confirmed_deployment", "reversed"),),
        ),
        "de: who could not confirm": Edit(
            "de",
            "Die Nato konnte die Anwesenheit nordkoreanischer Truppen in Russland bisher nicht bestätigen.",
            "Die Nato hat die Anwesenheit nordkoreanischer Truppen in Russland inzwischen bestätigt.",
            (("confirmed_deployment", "reversed"),),
        ),
        "uk: who could not confirm": Edit(
            "uk",
            "Пентагон підтвердив, що північнокорейські війська перебувають у Росії.",
            "Пентагон не може підтвердити, що північнокорейські війська перебувають у Росії.",
            (("confirmed_deployment", "denied"),),
        ),
        "zh: not confirmed, then told": Edit(
            "zh",
            "韩国国防部表示，尚无法确认朝鲜军队是否重返前线。",
            "韩国国防部表示，朝鲜军队已重返前线。",
            (("returned_to_front", "firmed"),),
        ),
        "ru: the opposite": Edit(
            "ru",
            "Южнокорейская разведка сообщила, что северокорейские подразделения отведены с передовой.",
            "Южнокорейская разведка сообщила, что северокорейские подразделения вернулись на передовую.",
            (("withdrawn_from_front", "reversed"),),
        ),
        "ja: the opposite": Edit(
            "ja",
            "国家情報院は、北朝鮮の部隊が前線から撤収したと明らかにした。",
            "国家情報院は、北朝鮮の部隊が再び前線に投入されたと明らかにした。",
            (("withdrawn_from_front", "reversed"),),
        ),
        "fr: a denial": Edit(
            "fr",
            "Le renseignement sud-coréen s'attend à l'envoi de nouvelles troupes nord-coréennes au printemps.",
            "Le renseignement sud-coréen n'a relevé aucun signe d'un envoi de nouvelles troupes nord-coréennes.",
            (("reinforcements_planned", "denied"),),
        ),
        "ru: a denial": Edit(
            "ru",
            "Пхеньян готовит третью отправку войск, сообщила разведка Южной Кореи.",
            "Будет ли третья волна? Разведка Южной Кореи это отрицает.",
            (("reinforcements_planned", "denied"),),
        ),
        "ko: a denial": Edit(
            "ko",
            "국가정보원은 북한이 추가 파병을 준비하고 있다고 밝혔다.",
            "국가정보원은 북한이 추가 파병을 준비하는 징후가 없다고 밝혔다.",
            (("reinforcements_planned", "denied"),),
        ),
        "es: a denial": Edit(
            "es",
            (
                "El Kremlin no quiso comentar la retirada de las tropas norcoreanas del frente, de la que "
                "informó el New York Times."
            ),
            ("El Kremlin negó la retirada de las tropas norcoreanas del frente, de la que informó el New York Times."),
            (
                ("no_comment", "removed"),
                ("withdrawn_from_front", "denied"),
            ),
        ),
        "es: a number in one frame": Edit(
            "es",
            (
                "Han muerto muchos soldados norcoreanos. La estimación de Seúl es de cerca de 2.000; Londres "
                "habla de más de 6.000 bajas."
            ),
            "Han muerto muchos soldados norcoreanos. La estimación de Seúl es de cerca de 2.300.",
            (
                ("killed", "raised"),
                ("casualties", "removed"),
            ),
        ),
        "de: another number": Edit(
            "de",
            "Die Ukraine hält in der Region Kursk noch 450 Quadratkilometer, wie die Plattform DeepState angibt.",
            "Die Ukraine hält in der Region Kursk noch 380 Quadratkilometer, wie die Plattform DeepState angibt.",
            (("area_km2", "lowered"),),
        ),
        "ja: another number": Edit(
            "ja",
            "金正恩総書記は、派遣された工兵のうち9人が死亡したと述べた。",
            "金正恩総書記は、派遣された工兵のうち11人が死亡したと述べた。",
            (("killed", "raised"),),
        ),
        "uk: another number": Edit(
            "uk",
            "Протягом літа додому повернулися три тисячі північнокорейських солдатів, каже ГУР.",
            "Протягом літа додому повернулися дві з половиною тисячі північнокорейських солдатів, каже ГУР.",
            (("returned_home", "lowered"),),
        ),
        "zh: another number": Edit(
            "zh",
            "乌克兰国防部情报总局称，朝鲜军队已有三分之一失去战斗力。",
            "乌克兰国防部情报总局称，朝鲜军队已有四成失去战斗力。",
            (("share_lost", "raised"),),
        ),
        "ko: another number": Edit(
            "ko",
            "북한은 러시아에 건설 인력 5천 명을 보냈다고 국가정보원이 밝혔다.",
            "북한은 러시아에 건설 인력 7천 명을 보냈다고 국가정보원이 밝혔다.",
            (("workers_sent", "raised"),),
        ),
        "fr: another count": Edit(
            "fr",
            (
                "Quatre mille soldats nord-coréens ont été mis hors de combat, confient des responsables "
                "occidentaux à la BBC."
            ),
            "Quatre mille soldats nord-coréens ont été tués, confient des responsables occidentaux à la BBC.",
            (("casualties", "drifted"),),
        ),
        "zh: another count": Edit(
            "zh",
            "韩国军方称，朝鲜军队死伤约1100人。",
            "韩国军方称，朝鲜军队死伤约110人。",
            (("casualties", "drifted"),),
        ),
        "ru: another count": Edit(
            "ru",
            "Потери северокорейских войск превысили 3000 человек убитыми и ранеными, заявил Зеленский.",
            "Северокорейские войска потеряли убитыми более 3000 человек, заявил Зеленский.",
            (("casualties", "drifted"),),
        ),
        "en: another speaker": Edit(
            "en",
            "About 4,000 North Korean soldiers have been killed or wounded, Western officials told the BBC.",
            "About 4,000 North Korean soldiers have been killed or wounded, President Volodymyr Zelensky said.",
            (("casualties", "reattributed"),),
        ),
        "uk: another speaker": Edit(
            "uk",
            "Вибуло щонайменше 40 відсотків північнокорейського контингенту, заявив Михайло Подоляк.",
            "Вибуло щонайменше 40 відсотків північнокорейського контингенту, заявив Олександр Сирський.",
            (("share_lost", "reattributed"),),
        ),
        "ko: another speaker": Edit(
            "ko",
            "북한군 사상자는 4천 명에 이른다고 서방 당국자들이 말했다.",
            "북한군 사상자는 4천 명에 이른다고 젤렌스키 대통령이 말했다.",
            (("casualties", "reattributed"),),
        ),
        "es: a reply cut": Edit(
            "es",
            (
                "Corea del Norte ha enviado unos 12.000 soldados a Rusia, según la inteligencia surcoreana. El "
                "Kremlin no quiso hacer comentarios."
            ),
            "Corea del Norte ha enviado unos 12.000 soldados a Rusia, según la inteligencia surcoreana.",
            (("no_comment", "removed"),),
        ),
        "de: a figure more": Edit(
            "de",
            "Rund 600 nordkoreanische Soldaten sind gefallen, sagte der südkoreanische Geheimdienst.",
            (
                "Rund 600 nordkoreanische Soldaten sind gefallen, sagte der südkoreanische Geheimdienst. Etwa "
                "4000 wurden demnach verwundet."
            ),
            (("wounded", "added"),),
        ),
        "zh: a reply exchanged": Edit(
            "zh",
            "俄罗斯国防部未就此置评。",
            "俄罗斯国防部否认了这一说法。",
            (
                ("no_comment", "removed"),
                ("denial", "added"),
            ),
        ),
        "en: only reworded": Edit(
            "en",
            (
                "South Korea's spy agency believes that some three thousand North Korean soldiers have been sent "
                "to Russia so far."
            ),
            "Some 3,000 North Korean soldiers have been sent to Russia so far, South Korea's spy agency believes.",
            (),
        ),
        "fr: only reworded": Edit(
            "fr",
            (
                "Au moins 600 soldats nord-coréens ont été tués, affirme le renseignement sud-coréen, qui parle "
                "d'un bilan provisoire."
            ),
            (
                "Le renseignement sud-coréen affirme qu'au moins six cents soldats nord-coréens ont été tués ; "
                "le bilan est provisoire."
            ),
            (),
        ),
        "ja: only reworded": Edit(
            "ja",
            "国家情報院は、北朝鮮兵の死者が少なくとも600人に上ると明らかにした。",
            "国家情報院によると、北朝鮮兵の死者は少なくとも600人に上るという。",
            (),
        ),
        "uk: only reworded": Edit(
            "uk",
            "За словами Зеленського, північнокорейські військові знову воюють на Курщині.",
            "Північнокорейські військові знову воюють на Курщині, повідомив Зеленський.",
            (),
        ),
        "ko: only reworded": Edit(
            "ko",
            "국가정보원은 북한군 약 1만 1천 명이 러시아에 있다고 말했다.",
            "북한군 약 1만1000명이 러시아에 있다고 국가정보원이 밝혔다.",
            (),
        ),
    }
)
