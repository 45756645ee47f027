"""The words of labels, by what they are about. What looks like another's and is not comes first."""

from __future__ import annotations

from typing import Final

from bot.reading.words import NETWORKS

LANGUAGE: Final = "korean|chinese|japanese|thai|taiwanese|mandarin"
_OTHERS: Final = (
    r"(?:imdb|mdl|my ?drama ?list|(?:rakuten )?viki|douban|audience|viewers?|viewership|nielsen|tv|"
    r"agb|users?|google users?|rotten tomatoes|asianwiki|content|age|parental|initial|first|"
    r"average|naver|netflix|re-?watch(?:ability)?(?: value)?|"
    r"community|maturity|movie|highest|peak|global|"
    r"reader'?s?|public|critics?|kocowa|trakt|tmdb|letterboxd|iqiyi)"
)
_PARTS: Final = (
    r"(?:story(?:line)?|plot|acting|cast|characters?|music|ost|soundtrack|chemistry|romance|"
    r"visuals?|cinematography|production|direct(?:ion|ing)|writing|script|pacing|ending|couples?|"
    r"leads?|"
    r"comedy|humou?r|feels?|swoon|kiss(?:es|ing)?|bromance|fashion|costumes?|dialogue|originality|"
    r"enjoyment|entertainment|addict(?:ion|iveness)|emotion(?:al)?|tears?|cuteness|steam|angst|"
    r"neck)"
)
PATTERNS: Final = {
    "ignored": (
        r"aired (?:so far|until now|to date)|(?:episodes? )?(?:aired|out|released) so far|"
        r"(?:completed|watched|current|finished)\s+episodes?|episodes? (?:watched|completed|seen)|"
        r"(?:no\.?|number|#)\s*of\s*(?:series|seasons?)|seasons?|"
        rf"{_OTHERS}(?:'s|’s)?\s*(?:rating|score|ranking|value|share)s?|"
        rf"(?:rating|score)s? (?:on|at|from|by) .+|{_OTHERS} (?:users?|viewers?|audience).*|"
        rf"average viewership|imdb|mdl|my ?drama ?list|viki|"
        rf"{_PARTS}(?:\s*(?:/|&|and)\s*{_PARTS})?\s*(?:rating|score)s?|re-?watch value|"
        r"viewership|where(?: to (?:watch|stream))?|"
        r"watch(?:ed)? (?:on|at|it on|here)|(?:now )?(?:available|streaming)(?: on| at)?|"
        r"where i watched(?: it)?|stream(?:s|ed)? on|(?:viewing |streaming )?platforms?|"
        rf"air(?:ed|s|ing)? (?:on(?: (?:{NETWORKS}))?|days?)|days?|time ?slot|"
        r"(?:photo|picture|image|screen ?shot)s?(?: credits?| source| by)?|"
        r"credits?|sources?|trailer|subtitles?|status|ost|soundtracks?|tags?|keywords?|"
        r"episode (?:length|duration|runtime)|re-?watch(?:ability| value)?|updated|posted(?: on)?|"
        r"violence|sexual content|ending|official (?:website|site|instagram|x|twitter)|website"
    ),
    "database": (
        r"created by|produced by|distribut(?:ors?|ed by|ion)|(?:story )?themes?|length|"
        r"adapted from|music by|"
        r"directors?|directed by|director\(s\)|(?:screen)?writers?|written by|screenplay|creators?|"
        r"producers?|production(?: company| companies)?|duration|run ?time|running time|languages?|"
        r"content rating|ranked|popularity|watchers|favou?rites|type|format|category|categories|"
        r"(?:story )?elements|(?:series|drama) length|"
        r"original (?:author|story|work|novel|manga|creator)|based on|related content"
    ),
    "native": (
        rf"native(?: title| name| script)?s?|hangul|hangeul|hanzi|hanja|kanji|"
        rf"(?:{LANGUAGE}) (?:title|"
        rf"name)|"
        rf"(?:in )?original (?:title|name|script)|title in (?:{LANGUAGE})|in (?:{LANGUAGE})|"
        rf"(?:{LANGUAGE})|"
        rf"title \((?:{LANGUAGE}|native|original|hangul|kanji)(?: ?/ ?kana)?\)|judul asli|"
        rf"t[ií]t(?:re|ulo|olo) original[e]?|"
        rf"원제|제목|原名|原題|片名"
    ),
    "also": (
        r"(?:also|otherwise|other) (?:known|called|titled)(?: as)?|a\.?k\.?a\.?|"
        r"(?:alternat(?:iv)?e|other|alt\.?) (?:titles?|names?)|"
        r"(?:literal|working) (?:title|translation|meaning)|title \(rom\w*\)|"
        r"revised romani[sz]ation|"
        r"(?:title\s*)?\(?(?:romaji|romani[sz](?:ation|ed)|pinyin)\)?(?: title)?"
    ),
    "episodes": (
        r"(?:total\s+)?(?:no\.?|nos\.?|num\.?|number|nr\.?|#|amount|count)\s*(?:of\s+)?"
        r"(?:total\s+)?(?:episodes?|eps?\.?)|(?:total\s+)?(?:episodes?|eps?\.?)"
        r"(?:\s*(?:count|number|total|no\.?|\(s\)|\(total\)|released|aired|in total))*|"
        r"how many episodes\??|of episodes|"
        r"(?:planned|expected|total|all|full|aired) (?:no\.? of |number of |# of )?(?:episodes?|"
        r"eps)|"
        r"(?:no\.?|number|#) of (?:parts|chapters|instal+ments)|parts|instal+ments|"
        r"episode (?:run|order)|season length"
    ),
    "genre": (
        r"(?:main |sub-?|story |drama |kdrama |show )?genres?"
        r"(?: ?(?:/|&|and) ?(?:themes?|tags?|elements|type|style|mood))?|"
        r"(?:what )?(?:type|kind)(?: of (?:drama|story|show|genre))"
        r"|what (?:type|kind)"
    ),
    "network": (
        r"(?:platform ?/ ?)?(?:original |broadcast(?:ing)? |tv |airing |home |korean |"
        r"japanese |chinese |taiwanese |thai )*(?:networks?|"
        r"channels?|stations?)"
        r"(?: ?/ ?(?:platform|channel|network|station|streaming|year))?"
        r"(?:\(s\))?|(?:originally )?broadcast(?:ed)? (?:by|on)|"
        r"(?:original )?broadcast(?:ers?|ing (?:company|stations?))|broadcast stations?|"
        r"(?:tv |home )(?:station|network|channel|company|broadcaster)s?|"
        r"(?:original(?:ly)? |first )?(?:aired|shown|televised|released) (?:by|through|via)|"
        r"(?:original|streaming) (?:network|channel|broadcaster)s?|airs on|on air on|"
        r"networks? ?(?:/|&|and) ?(?:streaming|platform|channel)s?"
    ),
    "year": (
        r"(?:(?:release|broadcast|air(?:ing)?|production) )?years?(?: of (?:release|broadcast|"
        r"production|airing)| released| aired| produced)?|aired in(?: \w+)?|produced(?: in)?|"
        r"releas(?:ed?|ing)(?: on| dates?| in| period| year)?|"
        r"(?:initial |original |first |originally )?air(?:s|ed|ing)? ?(?:dates?|period|from|time)?|"
        r"(?:o\.?a\.? |original )?(?:start )?dates?(?: aired| released| of (?:release|airing|"
        r"broadcast|premiere))?|(?:on[ -]?air|show|run(?:ning)?|issuance)(?: dates?| period|"
        r" year)?|"
        r"(?:first |original )?broadcast(?:ed|ing)?(?: dates?| period| run| from)?|"
        r"premiered?(?:s|d)?(?: date| on| in)?|ran(?: from)?|original (?:run|release)(?: date)?|run"
    ),
    "country": (
        r"country(?: of origin)?|countries|nationality|(?:country/)?region|origin|from|"
        r"(?:made|produced) in"
    ),
    "verdict": (r"(?:final |my |the |our )?verdict|in (?:a word|one word|short|a nutshell)"),
    "score": (
        r"(?:(?:my|our|final|overall|total|personal|drama|show|series|the|blog|house|general|"
        r"own|review|current|end|closing|summary)\s+)*"
        r"(?:ratings?|scores?|scoring|grade|stars|rate|marks?|total|points|"
        r"rated)(?:\s+(?:out of(?: \w+)?|overall|score|"
        r"rating|so far))?|overall|rated|final|result|bottom line|[\w'’&]{2,24} (?:rating|score|"
        r"grade)|"
        r"(?:i (?:would |will )?|i['’]d |i['’]ll )?(?:give|rate) "
        r"(?:it|this(?: drama| show| series)?)(?: a)?"
    ),
    "synopsis": (
        r"(?:short |brief |official |drama |netflix |viki |my |plot )?(?:synopsis|description)|"
        r"(?:short )?plot(?: summary| synopsis| overview)?|summary|"
        r"story(?:line)?|premise|what(?:'|’)?s it about\??|what it(?:'|’)?s about"
    ),
    "cast": (
        r"(?:the )?(?:main |lead |leading |supporting |full |star )?cast(?:s|ing)?(?: members?|"
        r" list)?"
        r"(?: ?(?:&|and|/) ?(?:main )?characters?)?|"
        r"starring(?: \((?:main )?cast\)| cast| roles?)?|featuring|supporting|"
        r"(?:main |lead |leading |starring |notable |principal )*(?:(?:actors?|actress(?:es)?)"
        r"(?: ?(?:&|and|/) ?actress(?:es)?)?|leads)|main roles|(?:main )?characters|"
        r"(?:principal |main |key |lead(?:ing)? |the |central )*(?:players?|performers?|ensemble|"
        r"line-?up)|(?:also )?(?:appearing|starring|featuring)|also (?:in it|with|stars)|"
        r"who(?:['’]s| is) (?:in|on) (?:it|the cast|screen)\??|who(?:['’]s| is) who\??|who|"
        r"(?:the )?(?:faces|people|dramatis personae|leading (?:man|lady|men|ladies|couple))|"
        r"(?:second |2nd )(?:male |female )?leads?|with|"
        r"(?:fe)?male leads?|who(?:['’]s| is) in it\??"
    ),
    "title": (
        r"(?:(?:the|tv|web|drama|show|series|english|international|film|movie|[kcj]-?drama|main)\s+)"
        r"{0,3}(?:title|name)s?|name of (?:the )?(?:drama|show|series)|"
        r"(?:k-?)?drama|english"
    ),
}
