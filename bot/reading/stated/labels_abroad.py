"""Labels as blogs in other languages than English write them, by what they are about.

Spanish, Portuguese, French, Italian, German and Indonesian: their posts name the same facts, and
numbers, networks and people look the same everywhere.
"""

from __future__ import annotations

from typing import Final

ABROAD: Final = {
    "title": (
        r"t[ií]tulo(?: internacional| en ingl[eé]s)?|titre(?: international| anglais)?|judul|titel|"
        r"titolo(?: internazionale)?"
    ),
    "native": (
        r"원제|한국어 제목|原題|原名|中文名|片名|剧名|劇名|ชื่อ(?:เรื่อง|ไทย)|"
        r"t[ií]tulo (?:original|nativo|coreano|chino|japon[eé]s)|titre original|judul asli|"
        r"originaltitel|titolo originale"
    ),
    "also": r"tamb[ií]en conocid[ao] como|otros t[ií]tulos|autres? titres?|aussi connu(?: sous)?",
    "episodes": (
        r"(?:방송 |총 )?(?:회차|횟수|회수|부작|편수)|集[数數]|話数|全話数|จำนวนตอน|ตอน|"
        r"(?:(?:n[uú]mero|nombre|numero|jumlah|anzahl|total|n[º°]\.?) "
        r"(?:de |d['’]|di |der )?|n[º°]\.? ?(?:de )?|folgen|episode)?"
        r"(?:episod(?:ios|i|e|io)|epis[oó]dios?|cap[ií]tulos|[eé]pisodes|episoden|folgen|puntate|"
        r"anzahl)"
    ),
    "genre": (
        r"장르|类型|類型|题材|題材|ジャンル|แนว|gattung|g[eé]nero(?:s|\(s\))?|g[eê]neros?|generi?|"
        r"genres?"
    ),
    "network": (
        r"방송사|방송국|채널|편성|플랫폼|播出(?:平台|频道|頻道)|电视台|電視台|平台|放送局|配信|"
        r"ช่อง|cadena(?: de tv| original)?|"
        r"canal(?: de tv)?|emisora|cha[iî]ne|diffuseur|stasiun(?: tv)?|"
        r"saluran(?: tv)?|sender|emittente|emissora"
    ),
    "year": (
        r"(?:방영|방송|공개|첫) ?(?:일|기간|방송|시기|년도)?|년도|연도|年份|首播|播出(?:日期|时间)|"
        r"开播|年代|"
        r"放送(?:期間|日|開始)?|ออกอากาศ|premiere|ausstrahlung|rilis|release|"
        r"a[nñ]o(?: de (?:emisi[oó]n|estreno|lan[zç]amento))?|"
        r"ann[eé]e|tahun(?: rilis| tayang)?|"
        r"jahr|anno|(?:tanggal|periode) tayang|tayang|(?:fecha de )?(?:emisi[oó]n|estreno)|"
        r"(?:date de )?(?:diffusion|sortie)|erstausstrahlung"
    ),
    "country": (
        r"국가|国家|地区|國家|地區|pa[ií]s(?: de origen)?|pays(?: d['’]origine)?|negara(?: asal)?|"
        r"paese|land"
    ),
    "score": (
        r"(?:나의 |내 |총 )?(?:평점|별점|점수)|评分|評分|評価|คะแนน|"
        r"(?:(?:mi|ma|notre|nuestra|minha|la mia) )?(?:nota(?: final)?|note(?: finale)?|"
        r"puntuaci[oó]n|valoraci[oó]n|calificaci[oó]n|puntaje|nilai|skor|wertung|bewertung|voto)"
    ),
    "verdict": r"veredicto(?: final)?|verdetto|fazit",
    "synopsis": r"sinopsis|argumento|sinopse|synopsis|r[eé]sum[eé]|trama|handlung|alur cerita",
    "cast": (
        r"출연(?:진|자)?|등장인물|主演|演员|演員|キャスト|出演|นักแสดง(?:นำ)?|"
        r"reparto(?: principal)?|elenco|avec|distribution|"
        r"(?:para )?pemain|pemeran|besetzung|"
        r"protagonistas|acteurs|actores"
    ),
}
# Labels that are words of English too: they are one only where a score follows.
SCORED_ONLY: Final = (
    r"(?:final|result|bottom line|note|nota|voto|nilai|skor|note finale|nota final)"
)
COUNTRIES_ABROAD: Final = {
    "KR": (
        "한국",
        "대한민국",
        "韩国",
        "韓国",
        "韓國",
        "corea del sur",
        "corea",
        "corée du sud",
        "korea selatan",
        "coreia do sul",
        "südkorea",
    ),
    "JP": ("日本", "일본", "japón", "japon", "jepang", "japão", "giappone"),
    "CN": ("中国", "中國", "중국", "中国大陆", "chine", "tiongkok", "cina"),
    "TW": ("台湾", "台灣", "대만", "taiwán", "taïwan"),
    "TH": ("泰国", "泰國", "タイ", "ประเทศไทย", "ไทย", "tailandia", "thaïlande", "tailândia"),
}
GENRES_ABROAD: Final = {
    "romance": ("romántico", "romántica", "romantis", "romantique", "romantik"),
    "comedy": ("comedia", "comédia", "comédie", "komedi", "komödie", "commedia"),
    "melodrama": ("mélodrame", "melodram"),
    "mystery": ("misterio", "mistério", "mystère", "misteri"),
    "thriller": ("suspenso", "suspense psicológico"),
    "crime": ("crimen", "policial", "policiaco", "policier", "kriminal"),
    "fantasy": ("fantasía", "fantástico", "fantastique", "fantasia", "fantasi"),
    "action": ("acción", "ação", "aksi", "azione"),
    "historical": ("histórico", "histórica", "historique", "sejarah", "storico"),
    "youth": ("juvenil", "jeunesse", "remaja"),
    "family": ("familiar", "famille", "keluarga", "famiglia"),
    "school": ("escolar", "école", "sekolah"),
    "medical": ("médico", "médical", "medis"),
    "legal": ("judicial", "juridique", "hukum"),
    "horror": ("terror", "horreur", "horor"),
    "science-fiction": ("ciencia ficción", "science-fiction", "fiksi ilmiah"),
}
