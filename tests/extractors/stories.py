"""A small story for tests: three sides, some two dozen sources, named in the nine languages.

The lexicons' own examples are read with it. The shipped watch knows many more names; this one is for the reader's tests
and changes only with them.
"""

from collections.abc import Mapping

from extractors.values import Actor, Named, Rank, Source, Story

NORTH_KOREA = Actor(
    id="north_korea",
    names={
        "*": ("DPRK",),
        "en": ("North Korea*", "Pyongyang*", "Kim Jong Un's {men|soldiers|troops}"),
        "fr": ("nord-coréen*", "Corée du Nord", "Pyongyang"),
        "de": ("Nordkorea*", "nordkoreanisch*", "Pjöngjang*"),
        "es": ("norcorean*", "Corea del Norte", "Pionyang", "Pyongyang"),
        "ko": ("북한*", "북측*", "평양*", "<北"),
        "uk": ("північнокоре*", "Північн* Коре*", "КНДР", "Пхеньян*"),
        "ru": ("северокоре*", "Северн* Коре*", "КНДР", "Пхеньян*"),
        "zh": ("朝鲜", "朝鮮", "北韩", "北韓", "朝军", "朝軍", "朝方", "平壤"),
        "ja": ("北朝鮮", "平壌"),
    },
)
RUSSIA = Actor(
    id="russia",
    names={
        "en": ("Russia*", "Moscow*"),
        "fr": ("russe{|s}", "Russie", "Moscou"),
        "de": ("Russland*", "russisch*", "Russe*", "Moskau*"),
        "es": ("rus{o|a|os|as}", "Rusia", "Moscú"),
        "ko": ("러시아*", "모스크바*"),
        "uk": ("росі*", "РФ", "Москв*"),
        "ru": ("росси*", "РФ", "Москв*"),
        "zh": ("俄罗斯", "俄羅斯", "俄军", "俄軍", "俄方", "莫斯科"),
        "ja": ("ロシア", "露軍", "モスクワ"),
    },
)
UKRAINE = Actor(
    id="ukraine",
    names={
        "en": ("Ukrain*", "Kyiv*"),
        "fr": ("ukrainien*", "Ukraine", "Kiev", "Kyiv"),
        "de": ("Ukrain*", "ukrainisch*", "Kiew*"),
        "es": ("ucranian*", "Ucrania", "Kiev"),
        "ko": ("우크라이나*", "키이우*"),
        "uk": ("україн*", "ЗСУ", "Київ*", "Києв*"),
        "ru": ("украин*", "ВСУ", "Киев*"),
        "zh": ("乌克兰", "烏克蘭", "乌军", "烏軍", "基辅"),
        "ja": ("ウクライナ", "キーウ"),
    },
)


def _source(
    id_: str,
    rank: Rank,
    names: Mapping[str, tuple[str, ...]],
    *,
    for_: str | None = None,
    same_as: str | None = None,
) -> Source:
    return Source(id=id_, rank=rank, names=names, speaks_for=for_, same_as=same_as)


SOURCES = (
    _source(
        "south_korea_nis",
        Rank.PRIMARY,
        {
            "*": ("NIS",),
            "en": (
                "National Intelligence Service",
                "South Korea{n|'s} {spy|intelligence} {agency|service}",
            ),
            "fr": ("renseignement{|s} sud-coréen{|s}", "services secrets sud-coréens"),
            "de": ("südkoreanisch* Geheimdienst*", "Südkoreas Geheimdienst*"),
            "es": ("inteligencia surcoreana", "Servicio Nacional de Inteligencia"),
            "ko": ("국정원*", "국가정보원*"),
            "uk": ("південнокорейськ* розвідк*", "розвідк* Південної Кореї"),
            "ru": ("южнокорейск* разведк*", "разведк* Южной Кореи", "национальн* разведслужб*"),
            "zh": ("国情院", "國情院", "韩国{国家|}情报{机构|院}", "国家情报院"),
            "ja": ("国家情報院", "韓国{の|}情報機関"),
        },
    ),
    _source(
        "south_korea_government",
        Rank.OFFICIAL,
        {"en": ("South Korean government",), "fr": ("gouvernement sud-coréen",)},
        same_as="south_korea_nis",
    ),
    _source(
        "south_korea_jcs",
        Rank.PRIMARY,
        {
            "en": ("South Korea's Joint Chiefs of Staff",),
            "fr": ("état-major sud-coréen",),
            "de": ("südkoreanisch* Generalstab*", "Südkoreas Generalstab*"),
            "es": ("Estado Mayor Conjunto surcoreano",),
            "ko": ("합참*", "합동참모본부*"),
            "uk": ("Об'єднан* комітет* начальників штабів",),
            "ru": ("Объединенн* комитет* начальников штабов",),
            "zh": ("韩国联合参谋本部", "韩联参"),
            "ja": ("合同参謀本部",),
        },
    ),
    _source(
        "south_korea_mod",
        Rank.OFFICIAL,
        {
            "en": ("South Korea{n|'s} defence ministry",),
            "fr": ("ministère sud-coréen de la Défense",),
            "de": ("südkoreanisch* Verteidigungsministerium*",),
            "es": ("Ministerio de Defensa surcoreano",),
            "ko": ("국방부*",),
            "uk": ("Міноборони Південної Кореї",),
            "ru": ("Минобороны Южной Кореи",),
            "zh": ("韩国国防部",),
            "ja": ("韓国{の|}国防省",),
        },
    ),
    _source(
        "zelensky",
        Rank.PRIMARY,
        {
            "en": ("Zelensk*",),
            "fr": ("Zelensk*",),
            "de": ("Selensk*",),
            "es": ("Zelensk*",),
            "ko": ("젤렌스키*",),
            "uk": ("Зеленськ*",),
            "ru": ("Зеленск*",),
            "zh": ("泽连斯基", "澤連斯基"),
            "ja": ("ゼレンスキー{大統領|}",),
        },
        for_="ukraine",
    ),
    _source(
        "ukrainian_special_forces",
        Rank.PRIMARY,
        {
            "en": ("Special Operations Forces", "Ukrain* special forces"),
            "fr": ("forces spéciales ukrainiennes",),
            "de": ("ukrainisch* {Spezialkräfte*|Spezialeinheiten*}",),
            "es": ("fuerzas especiales ucranianas",),
            "ko": ("특수작전군*", "우크라이나 특수부대*"),
            "uk": ("Сил* спеціальних операцій", "ССО"),
            "ru": ("Сил* специальных операций", "ССО"),
            "zh": ("乌克兰特种{部队|作战部队}",),
            "ja": ("ウクライナ{軍|}{の|}特殊{部隊|作戦軍}",),
        },
        for_="ukraine",
    ),
    _source(
        "ukraine_gur",
        Rank.PRIMARY,
        {
            "en": ("Ukrain* military intelligence", "HUR", "Budanov"),
            "fr": ("renseignement militaire ukrainien",),
            "de": ("ukrainisch* Militärgeheimdienst*",),
            "es": ("inteligencia militar ucraniana",),
            "ko": ("우크라이나 {국방부 |}정보총국*", "우크라이나 군사정보국*"),
            "uk": ("ГУР", "воєнн* розвідк*"),
            "ru": ("ГУР", "украинск* военн* разведк*"),
            "zh": ("乌克兰国防{部|}情报{总局|局}", "乌克兰军事情报{局|部门}"),
            "ja": ("ウクライナ{国防省|軍|}{の|}情報総局",),
        },
        for_="ukraine",
    ),
    _source(
        "ukraine_general_staff",
        Rank.PRIMARY,
        {
            "en": ("Ukrain* General Staff",),
            "fr": ("état-major ukrainien",),
            "de": ("ukrainisch* Generalstab*",),
            "es": ("Estado Mayor ucraniano",),
            "ko": ("우크라이나{군|} 총참모부*",),
            "uk": ("Генштаб*", "Генеральн* штаб*"),
            "ru": ("Генштаб* ВСУ", "украинск* Генштаб*"),
            "zh": ("乌克兰{军队|}总参谋部", "乌军总参谋部"),
            "ja": ("ウクライナ軍{の|}参謀本部",),
        },
        for_="ukraine",
    ),
    _source(
        "syrskyi",
        Rank.PRIMARY,
        {
            "en": ("Syrsk*",),
            "fr": ("Syrsk*",),
            "de": ("Syrskyj*",),
            "es": ("Sirsk*",),
            "ko": ("시르스키*",),
            "uk": ("Сирськ*",),
            "ru": ("Сырск*",),
            "zh": ("瑟尔斯基",),
            "ja": ("シルスキー{総司令官|}",),
        },
        for_="ukraine",
    ),
    _source(
        "podolyak",
        Rank.OFFICIAL,
        {
            "en": ("Podolyak",),
            "fr": ("Podoliak",),
            "de": ("Podoljak*",),
            "es": ("Podoliak",),
            "ko": ("포돌랴크*",),
            "uk": ("Подоляк*",),
            "ru": ("Подоляк*",),
            "zh": ("波多利亚克",),
            "ja": ("ポドリャク{顧問|}",),
        },
        for_="ukraine",
    ),
    _source(
        "western_officials",
        Rank.ANONYMOUS,
        {
            "en": ("Western officials",),
            "fr": ("responsables occidentaux",),
            "de": ("westlich* {Beamte*|Vertreter*|Offizielle*}",),
            "es": ("funcionarios occidentales",),
            "ko": ("서방 {관리*|당국자*|관계자*}",),
            "uk": ("західн* {посадовц*|чиновник*|офіційн*}",),
            "ru": ("западн* {чиновник*|официальн*}",),
            "zh": ("西方官员", "西方官員"),
            "ja": ("西側{の|}{当局者|高官}",),
        },
    ),
    _source(
        "us_officials",
        Rank.ANONYMOUS,
        {
            "en": ("{US|U.S.|American} officials",),
            "fr": ("responsables américains",),
            "de": ("{US|amerikanisch*}{-Beamte*|-Vertreter*| Beamte*| Vertreter*}",),
            "es": ("funcionarios estadounidenses",),
            "ko": ("미국 {관리*|당국자*|관계자*}", "미 당국자*"),
            "uk": ("американськ* {посадовц*|чиновник*|офіційн*}",),
            "ru": ("американск* {чиновник*|официальн*}",),
            "zh": ("美国官员", "美國官員"),
            "ja": ("米{国|}{の|}{当局者|政府高官}",),
        },
    ),
    _source(
        "pentagon",
        Rank.OFFICIAL,
        {
            "en": ("Pentagon",),
            "fr": ("Pentagone",),
            "de": ("Pentagon*",),
            "es": ("Pentágono",),
            "ko": ("펜타곤*", "미 국방부*", "미국 국방부*"),
            "uk": ("Пентагон*",),
            "ru": ("Пентагон*",),
            "zh": ("五角大楼", "五角大廈"),
            "ja": ("米国防総省", "ペンタゴン"),
        },
    ),
    _source(
        "us_state_department",
        Rank.OFFICIAL,
        {
            "en": ("State Department",),
            "fr": ("département d'État",),
            "de": ("US-Außenministerium*",),
            "es": ("Departamento de Estado",),
            "ko": ("미 국무부*", "미국 국무부*"),
            "uk": ("Держдеп*",),
            "ru": ("Госдеп*",),
            "zh": ("美国国务院",),
            "ja": ("米国務省",),
        },
    ),
    _source(
        "uk_mod",
        Rank.OFFICIAL,
        {
            "en": ("{UK|British} {Ministry of Defence|defence ministry}",),
            "fr": ("ministère britannique de la Défense",),
            "de": ("britisch* Verteidigungsministerium*",),
            "es": ("Ministerio de Defensa británico",),
            "ko": ("영국 국방부*",),
            "uk": ("Міноборони Британії", "британськ* розвідк*"),
            "ru": ("Минобороны Британии", "британск* разведк*"),
            "zh": ("英国国防部",),
            "ja": ("英国防省",),
        },
    ),
    _source(
        "nato",
        Rank.OFFICIAL,
        {
            "*": ("NATO",),
            "fr": ("OTAN", "Otan"),
            "de": ("Nato",),
            "es": ("OTAN",),
            "ko": ("나토*",),
            "uk": ("НАТО",),
            "ru": ("НАТО",),
            "zh": ("北约", "北約"),
        },
    ),
    _source(
        "kremlin",
        Rank.PRIMARY,
        {
            "en": ("Kremlin", "Peskov"),
            "fr": ("Kremlin", "Peskov"),
            "de": ("Kreml*", "Peskow*"),
            "es": ("Kremlin", "Peskov"),
            "ko": ("크렘린*", "페스코프*"),
            "uk": ("Кремл*", "Пєсков*"),
            "ru": ("Кремл*", "Песков*"),
            "zh": ("克里姆林宫", "佩斯科夫"),
            "ja": ("クレムリン", "ペスコフ{報道官|}"),
        },
        for_="russia",
    ),
    _source(
        "russia_mod",
        Rank.PRIMARY,
        {
            "en": ("Russia{n|'s} {Ministry of Defence|defence ministry}",),
            "fr": ("ministère russe de la Défense",),
            "de": ("russisch* Verteidigungsministerium*",),
            "es": ("Ministerio de Defensa ruso",),
            "ko": ("러시아 국방부*",),
            "uk": ("Міноборони РФ", "російськ* Міноборони"),
            "ru": ("Минобороны {РФ|России}",),
            "zh": ("俄{罗斯|}国防部",),
            "ja": ("ロシア国防省",),
        },
        for_="russia",
    ),
    _source(
        "north_korea_government",
        Rank.PRIMARY,
        {
            "en": ("Pyongyang",),
            "fr": ("Pyongyang",),
            "de": ("Pjöngjang",),
            "es": ("Pionyang", "Pyongyang"),
            "ko": ("북한 당국*",),
            "uk": ("Пхеньян*",),
            "ru": ("Пхеньян*",),
            "zh": ("朝鲜{政府|当局}", "平壤当局"),
            "ja": ("北朝鮮{政府|当局}",),
        },
        for_="north_korea",
    ),
    _source(
        "kcna",
        Rank.OFFICIAL,
        {
            "*": ("KCNA",),
            "ko": ("조선중앙통신*",),
            "uk": ("ЦТАК",),
            "ru": ("ЦТАК",),
            "zh": ("朝中社",),
            "ja": ("朝鮮中央通信",),
        },
        for_="north_korea",
    ),
    _source(
        "isw",
        Rank.OFFICIAL,
        {
            "*": ("ISW",),
            "en": ("Institute for the Study of War",),
            "ko": ("전쟁연구소*",),
            "zh": ("战争研究所",),
            "ja": ("戦争研究所",),
        },
    ),
)

CARRIERS = (
    Named(id="bbc", names={"*": ("BBC",), "uk": ("Бі-бі-сі",), "ru": ("Би-би-си",)}),
    Named(
        id="nyt",
        names={
            "*": ("New York Times",),
            "ko": ("뉴욕타임스*",),
            "zh": ("纽约时报", "紐約時報"),
            "ja": ("ニューヨーク・タイムズ",),
        },
    ),
    Named(
        id="reuters",
        names={
            "*": ("Reuters",),
            "ko": ("로이터*",),
            "uk": ("Рейтер*",),
            "ru": ("Рейтер*",),
            "zh": ("路透社",),
            "ja": ("ロイター{通信|}",),
        },
    ),
    Named(
        id="yonhap",
        names={
            "*": ("Yonhap",),
            "ko": ("연합뉴스*",),
            "uk": ("Йонхап*",),
            "ru": ("Ёнхап*", "Рёнхап*"),
            "zh": ("韩联社", "韓聯社"),
            "ja": ("聯合ニュース",),
        },
    ),
)

PLACES = (
    Named(
        id="kursk",
        names={
            "en": ("Kursk",),
            "fr": ("Koursk",),
            "de": ("Kursk*",),
            "es": ("Kursk",),
            "ko": ("쿠르스크*",),
            "uk": ("Курськ*", "Курщин*"),
            "ru": ("Курск*",),
            "zh": ("库尔斯克", "庫爾斯克"),
            "ja": ("クルスク{州|}",),
        },
    ),
)


def small_story() -> Story:
    """Return the story that the reader's tests and the lexicons' examples are read with."""
    return Story(
        id="north-korea-in-russia",
        main_actor="north_korea",
        actors=(NORTH_KOREA, RUSSIA, UKRAINE),
        sources=SOURCES,
        carriers=CARRIERS,
        places=PLACES,
    )
