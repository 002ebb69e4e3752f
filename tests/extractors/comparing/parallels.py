"""The same facts in nine languages, and the same text written twice in each. Made up, of no outlet."""

# One briefing: 300 dead, 2,700 wounded, over 3,000 in all; notes; the Kremlin keeps silent.
BRIEFING = {
    "en": (
        "About 300 North Korean soldiers have been killed in Kursk and some 2,700 wounded, South Korea's spy "
        "agency said "
        "on Monday. Its estimate of total casualties exceeds 3,000.\n\n"
        "The Kremlin declined to comment on the figures."
    ),
    "fr": (
        "Environ 300 soldats nord-coréens ont été tués à Koursk et quelque 2 700 blessés, ont indiqué lundi "
        "les services "
        "secrets sud-coréens. Leur estimation des pertes totales dépasse 3 000.\n\n"
        "Le Kremlin a refusé de commenter ces chiffres."
    ),
    "de": (
        "Rund 300 nordkoreanische Soldaten sind in Kursk getötet und etwa 2.700 verwundet worden, teilte der "
        "südkoreanische Geheimdienst am Montag mit. Insgesamt beziffert er die Verluste auf mehr als 3.000.\n\n"
        "Der Kreml wollte die Zahlen nicht kommentieren."
    ),
    "es": (
        "Unos 300 soldados norcoreanos han muerto en Kursk y alrededor de 2.700 han resultado heridos, "
        "informó el lunes la "
        "inteligencia surcoreana. Su estimación de las bajas totales supera las 3.000.\n\n"
        "El Kremlin rehusó comentar las cifras."
    ),
    "ko": (
        "국가정보원은 13일 쿠르스크에서 북한군 약 300명이 숨지고 2천700여 명이 부상했다고 밝혔다. "
        "국정원이 추산한 북한군 전체 사상자는 3천 명이 넘는다.\n\n크렘린궁은 이 수치에 대한 논평을 거부했다."
    ),
    "uk": (
        "Близько 300 північнокорейських солдатів загинули на Курщині, ще приблизно 2700 поранені, повідомила "
        "в понеділок "
        "південнокорейська розвідка. Загальні втрати вона оцінює у понад 3 тисячі.\n\n"
        "Кремль відмовився коментувати ці цифри."
    ),
    "ru": (
        "Около 300 северокорейских солдат погибли под Курском, ещё примерно 2,7 тыс. ранены, сообщила в понедельник "
        "южнокорейская разведка. Общие потери она оценивает более чем в 3 тысячи.\n\n"
        "В Кремле отказались комментировать эти цифры."
    ),
    "zh": (
        "韩国国家情报院13日表示，约300名朝鲜士兵在库尔斯克阵亡，约2700人受伤。该院估计朝军伤亡总数超过3000人。\n\n"
        "克里姆林宫拒绝就这些数字置评。"
    ),
    "ja": (
        "韓国の情報機関、国家情報院は13日、ロシア西部クルスクで北朝鮮兵約300人が死亡し、約2700人が負傷したと明らかにした。"
        "死傷者は合わせて3千人を超えるとみている。\n\nクレムリンはこの数字についてコメントを拒否した。"
    ),
}
# A front: not seen for three weeks in the speaker's own sector; 11,000 sent; another wave planned.
FRONT = {
    "en": (
        "North Korean troops have been pulled back from the front in Kursk, Ukraine's General Staff said on Friday. "
        "North Korea sent about 11,000 soldiers to Russia last autumn, according to the Pentagon.\n\n"
        "Pyongyang plans to send at least 1,500 more troops, NATO said."
    ),
    "fr": (
        "Les troupes nord-coréennes ont été retirées du front à Koursk, a déclaré vendredi l'état-major ukrainien. "
        "La Corée du Nord a envoyé environ 11 000 soldats en Russie l'automne dernier, selon le Pentagone.\n\n"
        "Pyongyang prévoit d'envoyer au moins 1 500 soldats supplémentaires, a indiqué l'Otan."
    ),
    "de": (
        "Die nordkoreanischen Truppen sind in Kursk von der Front abgezogen worden, teilte der ukrainische "
        "Generalstab am "
        "Freitag mit. Nordkorea hat nach Angaben des Pentagons im Herbst rund 11.000 Soldaten nach Russland "
        "geschickt.\n\n"
        "Pjöngjang will mindestens 1.500 weitere Soldaten schicken, erklärte die Nato."
    ),
    "es": (
        "Las tropas norcoreanas han sido retiradas del frente en Kursk, afirmó el viernes el Estado Mayor ucraniano. "
        "Corea del Norte envió a Rusia unos 11.000 soldados el pasado otoño, según el Pentágono.\n\n"
        "Pionyang planea enviar al menos 1.500 soldados más, señaló la OTAN."
    ),
    "ko": (
        "쿠르스크 전선에서 북한군이 철수했다고 우크라이나군 총참모부가 31일 밝혔다. "
        "미 국방부에 따르면 북한은 지난가을 러시아에 병력 약 1만1천 명을 보냈다.\n\n"
        "나토는 북한이 최소 1천500명을 추가로 파병할 계획이라고 밝혔다."
    ),
    "uk": (
        "Північнокорейські війська відвели з фронту на Курщині, повідомив у п'ятницю Генштаб ЗСУ. "
        "Торік восени КНДР відправила до Росії близько 11 тисяч солдатів, за даними Пентагону.\n\n"
        "Пхеньян планує відправити ще щонайменше 1500 військових, заявили в НАТО."
    ),
    "ru": (
        "Северокорейские войска отвели с фронта в Курской области, сообщил в пятницу Генштаб ВСУ. "
        "Прошлой осенью КНДР отправила в Россию около 11 тысяч солдат, по данным Пентагона.\n\n"
        "Пхеньян планирует отправить ещё не менее 1500 военных, заявили в НАТО."
    ),
    "zh": (
        "乌克兰总参谋部31日表示，朝鲜军队已撤离库尔斯克前线。据五角大楼称，朝鲜去年秋天向俄罗斯派出约1.1万名士兵。\n\n"
        "北约称，平壤计划再派至少1500名士兵。"
    ),
    "ja": (
        "ウクライナ軍参謀本部は31日、北朝鮮軍がクルスクの前線から撤退したと明らかにした。"
        "国防総省によると、北朝鮮は昨年秋、ロシアに約1万1千人の兵士を派遣した。\n\n"
        "NATOは、北朝鮮が少なくとも1500人を追加派遣する計画だと述べた。"
    ),
}
# The briefing once more, by another hand: other words and order, the same claims.
REWRITTEN = {
    "en": (
        "South Korea's spy agency told reporters on Monday that roughly 300 North Korean troops had died in "
        "Kursk, with "
        "around 2,700 more wounded. In all, it puts their casualties at more than 3,000.\n\n"
        "There was no comment from the Kremlin, which declined to discuss the figures."
    ),
    "fr": (
        "Les services secrets sud-coréens ont fait savoir lundi qu'environ 300 soldats nord-coréens avaient "
        "été tués à "
        "Koursk et près de 2.700 blessés. Au total, ils chiffrent les pertes à plus de 3.000.\n\n"
        "Interrogé, le Kremlin a refusé de commenter."
    ),
    "de": (
        "Nach Angaben des südkoreanischen Geheimdienstes vom Montag sind etwa 300 nordkoreanische Soldaten in Kursk "
        "gefallen, ungefähr 2700 wurden verwundet. Die Verluste beziffert er insgesamt auf über 3000.\n\n"
        "Aus dem Kreml hieß es, man wolle die Zahlen nicht kommentieren."
    ),
    "es": (
        "La inteligencia surcoreana comunicó este lunes que cerca de 300 militares norcoreanos han muerto en "
        "Kursk y unos "
        "2700 han resultado heridos. En total calcula más de 3000 bajas.\n\n"
        "El Kremlin no quiso comentar los datos."
    ),
    "ko": (
        "쿠르스크에 파병된 북한군 가운데 300여 명이 사망하고 약 2,700명이 다쳤다고 국가정보원이 13일 보고했다. "
        "국정원은 북한군 사상자가 모두 3,000명을 넘는 것으로 봤다.\n\n이에 대해 크렘린궁은 논평을 거부했다."
    ),
    "uk": (
        "Південнокорейська розвідка в понеділок повідомила, що на Курщині загинуло приблизно 300 військових "
        "КНДР, а ще "
        "близько 2,7 тис. дістали поранення. Усього втрати вона оцінює у більш ніж 3000.\n\n"
        "Коментувати ці дані в Кремлі відмовилися."
    ),
    "ru": (
        "Южнокорейская разведка в понедельник сообщила, что под Курском погибли приблизительно 300 военных "
        "из КНДР, а ещё "
        "около 2700 получили ранения. Всего потери она оценивает свыше чем в 3000.\n\n"
        "Комментировать эти данные в Кремле отказались."
    ),
    "zh": (
        "韩国国家情报院周一通报称，在库尔斯克有大约300名朝鲜军人丧生，另有2700人左右负伤。据其估计，朝军伤亡合计逾3000人。\n\n"
        "对此，克里姆林宫拒绝置评。"
    ),
    "ja": (
        "国家情報院は13日、クルスクに派遣された北朝鮮兵のうちおよそ300人が死亡、2700人ほどが負傷したと発表した。"
        "死傷者の合計は3000人超とみられるという。\n\nこれについてクレムリンはコメントを拒否した。"
    ),
}
# One edit of the briefing: (language, words before, words after, metric, change).
EDITS = (
    ("en", "About 300", "About 500", "killed", "raised"),
    ("en", "exceeds 3,000", "exceeds 4,000", "casualties", "raised"),
    ("en", "declined to comment on the figures", "confirmed the figures", "no_comment", "removed"),
    ("fr", "Environ 300", "Entre 250 et 300", "killed", "widened"),
    ("fr", "2 700", "2 100", "wounded", "lowered"),
    ("de", "etwa 2.700", "mehr als 2.700", "wounded", "widened"),
    ("de", "Rund 300", "Rund 3.000", "killed", "drifted"),
    ("es", "Unos 300", "Unos 400", "killed", "raised"),
    ("es", "la inteligencia surcoreana", "el Pentágono", "killed", "reattributed"),
    ("ko", "약 300명", "약 200명", "killed", "lowered"),
    ("uk", "Близько 300", "Близько 450", "killed", "raised"),
    ("uk", "південнокорейська розвідка", "НАТО", "killed", "reattributed"),
    ("ru", "Около 300", "Около 30", "killed", "drifted"),
    ("ru", "2,7 тыс.", "2,9 тыс.", "wounded", "raised"),
    ("zh", "约300名", "约350名", "killed", "raised"),
    ("zh", "约2700人", "2500至2700人", "wounded", "widened"),
    ("ja", "約300人", "約500人", "killed", "raised"),
    ("ja", "3千人を超える", "4千人を超える", "casualties", "raised"),
)
