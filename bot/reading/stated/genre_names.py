"""What blogs call the genres, in English and in the languages of the dramas."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.domain.genres import Genre
from bot.reading.stated.labels_abroad import GENRES_ABROAD

_NAMES: Final[dict[tuple[Genre, ...], str]] = {
    (Genre.ROMANCE,): "romantic, love, 로맨스, 멜로, 爱情, 愛情, 言情, 恋愛, ラブストーリー",
    (Genre.ROMANCE, Genre.COMEDY): (
        "rom com, romcom, romantic comedy, 로코, 로맨틱 코미디, ラブコメ, ラブコメディ"
    ),
    (Genre.COMEDY,): (
        "comedic, sitcom, black comedy, dark comedy, 코미디, 喜剧, 喜劇, 搞笑, コメディ"
    ),
    (Genre.MELODRAMA,): "melo, tearjerker, 멜로드라마",
    (Genre.THRILLER,): "suspense, suspense thriller, 스릴러, 서스펜스, 悬疑, 懸疑, サスペンス",
    (Genre.MYSTERY,): "mysteries, whodunit, 미스터리, 推理, ミステリー",
    (Genre.CRIME,): "detective, investigation, police, noir, 범죄, 수사, 犯罪, 刑事",
    (Genre.ACTION,): "martial arts, 액션, 动作, 動作, アクション",
    (Genre.ACTION, Genre.HISTORICAL): "wuxia, 武侠, 武俠",
    (Genre.ADVENTURE,): "모험, 冒险",
    (Genre.FANTASY,): "xianxia, fantasy romance, 판타지, 환타지, 奇幻, 仙侠, 玄幻, ファンタジー",
    (Genre.SUPERNATURAL,): "paranormal, ghost, 초자연",
    (Genre.HORROR,): "공포, 호러, 恐怖, ホラー",
    (Genre.SCIENCE_FICTION,): "sci fi, scifi, sf, time travel, 科幻",
    (Genre.HISTORICAL,): (
        "fusion sageuk, sageuk, saeguk, history, period, costume, period drama, "
        "historical drama, 사극, 시대극, 역사, 古装, 古裝, 历史, 歷史, 時代劇"
    ),
    (Genre.POLITICAL,): "politics, politics thriller, 정치, 政治",
    (Genre.POLITICAL, Genre.THRILLER): "political thriller",
    (Genre.LEGAL,): "law, courtroom, judicial, 법정, 法律",
    (Genre.MEDICAL,): "medicine, hospital, 의학, 메디컬, 医疗, 醫療, 医療",
    (Genre.YOUTH,): "coming of age, teen, 청춘, 성장, 青春",
    (Genre.SCHOOL,): (
        "high school, campus, school drama, school life, 학원, 학교, 校园, 校園, 学園"
    ),
    (Genre.FAMILY,): "가족, 家庭",
    (Genre.FRIENDSHIP,): "우정, 友情",
    (Genre.SLICE_OF_LIFE,): "life, healing, daily life, 일상, 힐링, 生活, 日常",
    (Genre.WORKPLACE,): "office, work, 오피스, 직장, 职场, 職場",
    (Genre.MUSIC,): "musical, 음악, 뮤직, 音乐, 音樂, 音楽",
    (Genre.FOOD,): "cooking, culinary, 요리, 음식, 美食, グルメ",
    (Genre.SPORTS,): "sport, 스포츠, 体育, スポーツ",
    (Genre.BUSINESS,): "기업, 商战, 経済",
    (Genre.MILITARY,): "war, 밀리터리, 군대, 战争, 戰爭, 军旅",
    (Genre.PSYCHOLOGICAL,): "심리",
    (Genre.PSYCHOLOGICAL, Genre.THRILLER): "psychological thriller",
    (Genre.LGBTQ,): (
        "bl, gl, boys love, boys' love, lgbt, lgbtq+, lgbtqia, queer, girls love, yaoi, 퀴어"
    ),
}
# What is a genre only where a label says so: dramas are called "Doctors" and "Reincarnation".
_LABELLED: Final[dict[tuple[Genre, ...], str]] = {
    (Genre.ROMANCE,): (
        "love story, romances, melo romance, bromance romance, rom, slow burn romance, "
        "contract marriage, love triangle"
    ),
    (Genre.ROMANCE, Genre.COMEDY): "rom coms, romantic comedies, romedy",
    (Genre.COMEDY,): (
        "comedies, funny, humor, humour, slapstick, satire, parody, dramedy, situation comedy"
    ),
    (Genre.MELODRAMA,): "tear jerker, melodramatic, makjang",
    (Genre.THRILLER,): "thrillers, thrilling, survival, survival thriller",
    (Genre.MYSTERY,): "whodunnit, mysterious, murder mystery",
    (Genre.CRIME,): (
        "gangster, gangsters, mafia, criminal, procedural, police procedural, "
        "crime procedural, cop, cops, forensic, heist, serial killer, murder, "
        "crime investigation"
    ),
    (Genre.ACTION,): "spy, espionage",
    (Genre.ADVENTURE,): "adventures, adventurous, quest",
    (Genre.FANTASY,): "xuanhuan, fantastic, fantasies, magic, magical, magical realism",
    (Genre.SUPERNATURAL,): "ghosts, vampire, vampires, occult, demons, reincarnation",
    (Genre.HORROR,): "zombie, zombies, scary, creature, gore",
    (Genre.SCIENCE_FICTION,): ("futuristic, cyberpunk, post apocalyptic, science fiction fantasy"),
    (Genre.HISTORICAL,): (
        "historic, joseon, period piece, court intrigue, palace, palace intrigue, ancient, "
        "guzhuang, jidaigeki, republican, republican era"
    ),
    (Genre.POLITICAL,): "political intrigue",
    (Genre.LEGAL,): "lawyer, lawyers, legal drama, court, justice",
    (Genre.LEGAL, Genre.THRILLER): "legal thriller",
    (Genre.MEDICAL,): "doctor, doctors, medical drama, medics",
    (Genre.YOUTH,): "teens, teenage, teenager, young adult, young love, growth, growing up",
    (Genre.SCHOOL,): ("college, university, student, students, college life, campus life, academy"),
    (Genre.FAMILY,): "families, parenting, parenthood, motherhood, home drama",
    (Genre.FRIENDSHIP,): "friends, bromance, womance, friendships, female friendship",
    (Genre.SLICE_OF_LIFE,): (
        "everyday life, iyashikei, human drama, slice of life drama, sliceoflife"
    ),
    (Genre.WORKPLACE,): "job, occupational, professional, work life",
    (Genre.MUSIC,): "band, idol, idols, showbiz music",
    (Genre.FOOD,): "gourmet, foodie, restaurant",
    (Genre.SPORTS,): "athletic, athletics, athletes, baseball, boxing",
    (Genre.BUSINESS,): "corporate, chaebol, finance, financial, economics, startup",
    (Genre.MILITARY,): "army, soldiers",
    (Genre.PSYCHOLOGICAL,): "psychology, mind games, psychological drama, mental health",
    (Genre.PSYCHOLOGICAL, Genre.THRILLER): "psycho thriller",
    (Genre.LGBTQ,): "boy's love, lgbtqia+, lgbt+, girls' love, yuri, gay, lesbian",
}
GENRES: Final[dict[str, tuple[Genre, ...]]] = {
    **{word: (Genre(key),) for key, words in GENRES_ABROAD.items() for word in words},
    **{genre.value.replace("-", " "): (genre,) for genre in Genre},
    **{name: genres for genres, names in _NAMES.items() for name in names.split(", ")},
}
_MORE: Final = {
    **GENRES,
    **{name: genres for genres, names in _LABELLED.items() for name in names.split(", ")},
}

# Words before a genre that make no other of it.
_MANNERS_TEXT: Final = (
    "dark light modern contemporary sweet slight slightly urban a an mix blend of with some "
    "mostly mainly bit touch lots fluffy korean chinese japanese thai little very heavy "
    "soft gritty and hint dash lighthearted cute classic"
)
_MANNERS: Final = frozenset(_MANNERS_TEXT.split())
# Words beside a genre that are none themselves.
_BESIDE_TEXT: Final = (
    "drama dramas kdrama series story stories tale theme themes themed elements element "
    "show film genre type based fusion social pure mini web steamy emotional sad happy "
    "heartwarming hearted revenge"
)
_BESIDE: Final = _MANNERS | frozenset(_BESIDE_TEXT.split())
_WORD: Final = re.compile(r"[\s,/]+")
_KINDS: Final = frozenset(
    ["drama", "dramas", "kdrama", "cdrama", "jdrama", "series", "show", "k", "c", "j"]
)
# A phrase may end in a genre that is a noun, without any word for a drama.
_NOUNS: Final = frozenset(
    [
        "comedy",
        "rom com",
        "romcom",
        "romantic comedy",
        "thriller",
        "melodrama",
        "romance",
        "sitcom",
        "whodunit",
        "dramedy",
        "tearjerker",
        "mystery",
        "sageuk",
        "saeguk",
        "horror",
        "fantasy",
    ]
)
# "an action led drama", "a teen like show"
_QUALIFIED: Final = frozenset(
    ["led", "driven", "packed", "filled", "heavy", "less", "free", "like"]
)
_ENDING: Final = frozenset(
    [
        "that",
        "which",
        "who",
        "about",
        "with",
        "set",
        "where",
        "starring",
        "of",
        "in",
        "on",
        "from",
        "by",
        "then",
        "as",
        "at",
        "based",
        "to",
        "for",
        "but",
        "because",
        "you",
        "your",
        "my",
        "adapted",
        "directed",
        "written",
        "airing",
        "aired",
    ]
)
_MOST_MANNERS: Final = 5
_MOST_WORDS: Final = 6


def _key(name: str) -> str:
    name = re.sub(r"\s*\([^()]*\)?$", "", name)
    return re.sub(r"\s+", " ", name.lower().replace("-", " ").replace("’", "'")).strip(" .!*&")


@lru_cache(maxsize=256)
def genres_of(name: str) -> tuple[Genre, ...]:
    """Return our genres for a genre's name as a blog writes it; none where unknown."""
    key = _key(name)
    for _ in range(_MOST_MANNERS):
        found = GENRES.get(key) or GENRES.get(key.removesuffix(" drama"))
        first, _, rest = key.partition(" ")
        if found or first not in _MANNERS:
            return found or ()
        key = rest
    return ()


@lru_cache(maxsize=256)
def genres_within(name: str) -> tuple[Genre, ...]:
    """Return the genres of a name that a label calls one, also of a name made of several.

    "Crime thriller" and "office romance" are both of their words, in "xianxia fantasy" and
    "revenge thriller" one word says nothing more. A name that has any other word is none of ours.
    """
    whole = genres_of(name)
    words = _key(name).split()
    if whole or len(words) > _MOST_WORDS:
        return whole
    found: list[Genre] = []
    while words:
        size = next((n for n in (3, 2, 1) if n <= len(words) and " ".join(words[:n]) in _MORE), 0)
        if not size and words[0] not in _BESIDE:
            return ()
        found += _MORE[" ".join(words[:size])] if size else ()
        words = words[size or 1 :]
    return tuple(dict.fromkeys(found))


def genres_in_phrase(phrase: str) -> tuple[str, ...]:
    """Return the genres that stand before what a sentence calls a drama.

    Args:
        phrase: What follows "is a": "2019 crime thriller about two brothers".
    """
    words = [word for word in _WORD.split(phrase.lower().replace("-", " ")) if word]
    found: list[str] = []
    while words and words[0] not in _ENDING:
        size = next((n for n in (3, 2, 1) if n <= len(words) and " ".join(words[:n]) in GENRES), 0)
        found += [" ".join(words[:size])] if size else []
        if words[0] in _QUALIFIED:
            return ()
        is_end = words[0] in _KINDS
        words = words[size or 1 :]
        if is_end and not (words and words[0] in _KINDS):
            break
    else:
        if not found or " ".join(_WORD.split(found[-1])) not in _NOUNS:
            return ()
    return tuple(dict.fromkeys(found))
