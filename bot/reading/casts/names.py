"""People's names as far as their form tells, for casts that stand in prose."""

from __future__ import annotations

import re
from typing import Final

_CAPITAL: Final = "A-ZÀ-ÖØ-Þ"
# A full stop is within a name only ("L.Joe"); behind it a sentence ends.
TOKEN: Final = rf"(?:(?:Mrs?|Ms|Dr)\.|[{_CAPITAL}](?:[\w’'-]|\.(?=\w))*)"
# Up to five capitalised words; initials and hyphens as romanised names have them.
NAME: Final = rf"{TOKEN}(?:[^\S\n]{TOKEN}){{0,4}}"
_HUMAN: Final = (
    r"(?:boy|girl|man|woman|husband|wife|mother|father|mom|mum|dad|brother|sister|son|daughter|"
    r"uncle|aunt|cousin|grand(?:mother|father|son|daughter)|(?:boy|girl)?friend|fianc[eé]e?|lover|"
    r"crush|neighbou?r|boss|colleague|co-?worker|roommate|classmate|teacher|professor|student|"
    r"doctor|nurse|surgeon|lawyer|attorney|prosecutor|detective|police(?:man|woman)|cop|officer|"
    r"judge|reporter|king|queen|prince|princess|emperor|empress|bodyguard|secretary|assistant|"
    r"manager|chef|baker|guest|ghost|goblin|reaper|god|goddess|angel|demon|"
    r"villain|killer|swordsman|general|heir|heiress|ceo|twin|kid|child|owner|landlady|landlord)"
)
# A person without a name: "her husband", "the boy with the cello".
CAPITAL_PERSON: Final = re.compile(_HUMAN, re.IGNORECASE)
PERSON: Final = (
    r"\b(?P<which>[Tt]h(?:e|is)|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|\w[\w-]*[’']s)\s+"
    r"(?P<person>(?:(?!(?:of|her|his|their|the|an?|to|and|in|with|for|is|was|by)\b)[a-z-]+\s){0,3}?"
    rf"{_HUMAN}(?!\s+of\s+[A-Z])"
    r"(?:\s(?:with|of|in|from)\s(?:the )?[\w’'-]+(?:\s(?!who|that|and|is|was)[a-z]+)?)?)"
)

# Family names, romanised the common ways: Korean first, then Chinese and Japanese.
_SURNAMES_TEXT: Final = """
kim lee park choi jung jeong kang cho jo yoon yun jang chang lim im han oh seo shin sin kwon
hwang ahn an song ryu yoo yu hong jeon jun go ko goh moon mun yang son sohn bae baek paik heo
hur nam shim sim noh roh ha joo ju gu koo ku goo cha woo na min jin ji eom uhm won chae byun
byeon pyo gong kong do ma bang wi myung ki gi ban wang geum keum ok yook tak seol kwak gwak
sung seong chu choo so suh ye yeo yeom ra hyun eun nah
cheon yum gil tae seon gwon yeong lau leung wong chan cheung tse kwok yeung
tong lam mak fung poon yip yuen tang szeto chow siu
sohn bong dokgo sunwoo jegal hwangbo namgoong namkung namgung chon eum ji in jee joon kyung ryoo
ke pang xue sheng lian ruan wan teng jian bian gan qi hang ai shui bo ni
li zhang liu chen zhao wu zhou xu sun zhu hu guo he lin gao luo zheng liang xie tang deng feng
cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao lei tan
wen bai hou mao meng shen fan yan xiang tsai hsu chang chou wu cheng hsieh wang yang ma qin qiu
jia fu zhong cui shi dai xia zou xiong jin shao qian tu zhan ni mi gong ouyang situ chao tseng
liao chiang huang hung kuo ko lai liou chiu chuang fang gu ge hao song yin zhai zuo dilraba
sato satoh suzuki takahashi tanaka watanabe ito itou yamamoto nakamura kobayashi kato katou
yoshida yamada sasaki matsumoto inoue kimura hayashi shimizu saito mori abe ikeda hashimoto
ishikawa ogawa okada fujita goto hasegawa ishihara aoki sakamoto arimura ayase hirose kamiki
yokohama ueno tamaki koide takenaka mizukawa oguri toda aragaki ishida hamabe kitamura kamishiraishi
mitsushima matsushima matsuda matsuzaka matsu suda machida meguro imada kikuchi kitagawa horikita
fukada fukuyama fukuhara takeuchi takei takenouchi takahata nagasawa nagayama nagase nishijima
nishikido nakatani nakama nakano nakai naka kaneshiro kuriyama kaku kashii kashiwabara kura
mizuki mizushima mukai miyazaki miyazawa miura ninomiya okamoto okawa ono oshima oda osawa ohno
oizumi sakurai sakai sakaguchi sakuraba shibasaki shida shison shinohara sawajiri sugisaki
tsumabuki tsuchiya uchida ueda uehara yada yamaguchi yamazaki yamashita yamapi yagi yabe kido
kimura kuroki kuroshima kitano kanno kagawa kaho kazama karasawa esumi eguchi eikura ebina dean
minami ashiya ikuta kamenashi yamashita tsukushi kashiwagi sometani odagiri matsuyama mizutani
nakajima takahashi takada kiritani narita suzu fukushi chiba mano tsuda kaji hamada honma
asano asada ando anne akanishi amami hino hirano honda hongo hosokawa iwata ichihara imai inagaki
"""
# Actors who are known by one name alone.
_MONONYMS_TEXT: Final = """
iu rain bi suzy eita kaho rowoon taemi hyeri doyoung chansung minhyun krystal yoona sooyoung sulli
key minho baekhyun kai xiumin jisoo jennie nana uee seolhyun mina yura joy irene seulgi zico
nichkhun taecyeon junho wooyoung rm jin top p.o d.o. l.joe onew taemin yuri seohyun tiffany hyoyeon
cnu jinyoung bomi naeun eunji chorong hani solji mingyu cha hwasa solbin arin yeri lucas jaehyun
mew gulf bright win gun off tay singto krist earth mix nanon ohm joong dunk gemini fourth billkin
pp ten bambam lisa rosé jackson jungkook v suga jimin jhope koyuki yui jun rola becky freen anne
esom
taeyang daesung seungri gummy zhaoyihuan dilireba gülnezer reba angelababy jiro joe ella selina hebe
vanness calvin rainie kingone mike
"""
# Words that drama titles, places and jobs are made of, and names are not. Syllables of romanised
# names (in, so, sun, moon) are left out.
_NOT_NAMES_TEXT: Final = """
grand crown homeless lord sir
the a of and for my your our his her their me you we it its that is are was
when while as with from but then there here after before because however meanwhile
love doctor hospital prince princess king queen coffee dream high school stars
life day days night time one two three first last season episode episodes part review drama
reviews recaps published categorized comments posted tagged filed
korea korean japan japanese china chinese thai thailand seoul busan africa america south north
netflix viki youtube disney photo photos image credit source note spoiler spoilers university
college company hotel group high ceo md ost bl asd adhd vs not also aka romance comedy mystery
thriller action fantasy historical director writer actor actress detective prosecutor lawyer
best friend friends partner secretary business beautiful suspicious world war story tale
highly recommended must watch highlights ep eps they
secret garden prison playbook class castle flower flowers boys boy girl girls man woman black white
scandal platform date
blue red summer winter spring autumn wedding marriage house game heart heartbeat dead ghost legend
moonlight sunshine descendants reply romantic business proposal crash landing hometown memories
alhambra stranger signal misaeng goblin guardian pinocchio healer fight something rainbow golden
empress emperor warrior warriors master masters liberation notes diary note book story stories
season seasons special movie film version original title native cameo guest extended deputy vice
chairman chairwoman president manager assistant team leader member members idol singer band group
daughter mother father brother sister wife husband aunt uncle grandma grandmother grandfather
older younger eldest second-lead main male female lead supporting cast characters starring
january february march april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday happy sad good bad best worst great new old big little
"""
_TITLES_BEFORE_TEXT: Final = """
the when while as with but and if then after before because however meanwhile enter our
poor both although though since even once where here there also now actor actress actors
director detective prosecutor lawyer ceo doctor secretary king queen prince princess crown
lead leads male female main star stars starring by i for to a officer inspector
captain team manager chef professor teacher attorney reporter starring featuring
athlete student swimmer singer surgeon nurse idol heiress journalist widow trainee only
published categorized filed named called like likes whereas though until after so yes watch
lieutenant lt general dr mr mrs ms
miss character characters girl boy lady young little older younger beautiful handsome cute poor
"""


_OFFICES: Final = frozenset(
    [
        *(
            "captain",
            "detective",
            "inspector",
            "officer",
            "prosecutor",
            "lawyer",
            "attorney",
            "doctor",
        ),
        *(
            "dr",
            "lieutenant",
            "professor",
            "teacher",
            "chef",
            "ceo",
            "director",
            "manager",
            "team",
            "leader",
            "chief",
        ),
        *("master", "assistant", "sergeant", "grandmother", "granddaughter", "grandfather", "king"),
        *(
            "queen",
            "eldest",
            "reporter",
            "journalist",
            "agent",
            "father",
            "madame",
            "judge",
            "nurse",
        ),
    ]
)
_CREDITS: Final = frozenset(["image", "images", "photo", "photos", "source", "credit", "credits"])
_KOREAN_NAME: Final = 3
_THAI_NAME: Final = 3
_LONG_NAME: Final = 7
_SURNAMES: Final = frozenset(_SURNAMES_TEXT.split())
_MONONYMS: Final = frozenset(_MONONYMS_TEXT.split())
_NOT_NAMES: Final = frozenset(_NOT_NAMES_TEXT.split())
_TITLES_BEFORE: Final = frozenset(_TITLES_BEFORE_TEXT.split())


def trimmed(name: str) -> str:
    """Return a captured run of capitalised words without what only stands before the name."""
    words = name.split()
    # As in "... and A as Lee Yoo Bum Image Source: a page".
    while len(words) > 1 and words[-1].casefold().strip(".,") in _CREDITS:
        words.pop()
    while len(words) > 1 and words[0].casefold().strip(".,") in _TITLES_BEFORE:
        # "So Hyun Joo" has a family name, "So Kim Da Mi" a word before hers.
        first = words[0].casefold()
        if first in _SURNAMES and len(words) == _KOREAN_NAME:
            break
        if first in _OFFICES and len(words) == 2:
            break
        words.pop(0)
    return re.sub(r"[’']s?$", "", " ".join(words).strip(" ,.;:’'"))


def is_name(text: str, *, words: tuple[int, int] = (2, 4)) -> bool:
    """Tell whether the text has a name's form: capitalised words, none of them a title's."""
    parts = text.split()
    if not words[0] <= len(parts) <= words[1] or not re.fullmatch(NAME, text):
        return False
    # "Seol In A"
    ends_in_a = parts[-1] == "A" and len(parts) > 2 and parts[0].casefold() in _SURNAMES
    told = parts[:-1] if ends_in_a else parts
    if any(part.casefold().strip(".,'’") in _NOT_NAMES for part in told):
        return False
    return not any(part.isupper() and len(part) > 1 and len(parts) == 1 for part in parts)


def has_surname(text: str) -> bool:
    """Tell whether it is a name that begins or ends with a well-known East Asian family name."""
    parts = [part.casefold().strip(".,") for part in text.split()]
    if not 2 <= len(parts) <= 3:
        return False
    return parts[0] in _SURNAMES or parts[-1] in _SURNAMES


def begins_with_surname(text: str) -> bool:
    """Tell whether it is written as in East Asia, the family name first."""
    return text.split()[0].casefold() in _SURNAMES


def is_role(text: str) -> bool:
    """Tell whether a character may be called so: also "Old Marshal", but not "Best Friend"."""
    parts = text.split()
    if not 1 <= len(parts) <= 5 or not re.fullmatch(NAME, text):
        return False
    told = [part for part in parts if part.casefold().strip(".,'’") not in _NOT_NAMES]
    return bool(told) and not (len(parts) == 1 and text.isupper() and "-" not in text)


def without_office(role: str) -> str:
    """Leave "Captain" and "Team Leader" away where a name follows them."""
    words = role.split()
    kept = list(words)
    # "Queen Jiso": before a given name alone, the office is a part of it.
    while len(kept) > 2 and kept[0].casefold().strip(".") in _OFFICES:
        kept.pop(0)
    return (
        " ".join(kept) if len(kept) < len(words) and is_name(" ".join(kept), words=(1, 4)) else role
    )


def is_mononym(text: str) -> bool:
    """Tell whether it is the one name of an actor who has no other on the screen ("IU")."""
    return text.casefold() in _MONONYMS


def is_full_nickname(text: str) -> bool:
    """Tell a Thai actor's name, the well-known nickname first ("Bright Vachirawit Chivaaree")."""
    parts = text.split()
    return len(parts) == _THAI_NAME and is_mononym(parts[0]) and len(parts[-1]) >= _LONG_NAME


def is_actor_name(text: str) -> bool:
    """Tell whether an actor may be called so: a full name, or a well-known single one."""
    return is_name(text) or is_mononym(text)


def are_one_person(outer: str, inner: str) -> bool:
    """Tell ``A (B)`` whose B is another form of A's name, not whom A plays.

    "Vanness Wu (Wu Jian Hao)" turns the family name round, "Jiang Meng (Ah Meng)" is a nickname.
    """
    a, b = outer.casefold().split(), inner.casefold().split()
    if not a or not b or a == b:
        return False
    turned = (a, b) if a[0] not in _SURNAMES else (b, a)
    if len(a) > 1 and len(b) > 1 and len(turned[0]) == 2 and turned[0][-1] == turned[1][0]:
        return turned[0][0] not in _SURNAMES
    return len(b) <= len(a) and b[-1] == a[-1] and b[0] in {"ah", "xiao", "lao", "a", "da", a[-1]}
