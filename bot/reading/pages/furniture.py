"""What stands around a post and is not part of it: sharing, comments, navigation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.reading.pages.shapes import facts_in, lines_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What is never the author's words, and the elements of WordPress, Blogger and their plugins
# whose names say nothing general.
SELECTOR: Final = ", ".join(
    [
        "script, style, template, iframe, form, nav, footer, svg, button, select, object, video",
        "audio, [hidden], [aria-hidden=true], [role=navigation], .screen-reader-text, .sr-only",
        ".jp-post-flair, #jp-post-flair, .wpcnt, .wpa, .sd-block, .a2a_kit, .ssba",
        ".shareaholic-canvas, #respond, .blog-pager, .wp-block-query, .wp-block-latest-posts",
        ".wp-block-tag-cloud, .wp-block-table-of-contents, .heateor_sss_sharing_container",
        ".essb_links, .yarpp, .crp_related, .rp4wp-related-posts, .toc, #toc, .lwptoc",
        "#toc_container, .ez-toc-container, .adsbygoogle, .code-block, .kk-star-ratings",
        ".speechify-ignore, .pencraft, .post-ufi, .link-neighbors, .nav-links",
    ]
)

# Words that name an element of furniture, wherever in its name they stand.
_SURE: Final = frozenset(
    [
        "share",
        "sharing",
        "shares",
        "sharedaddy",
        "social",
        "comment",
        "comments",
        "commentlist",
        "respond",
        "disqus",
        "related",
        "relatedposts",
        "recommended",
        "recommendations",
        "breadcrumb",
        "breadcrumbs",
        "pagination",
        "paginator",
        "pager",
        "navigation",
        "nav",
        "menu",
        "newsletter",
        "subscribe",
        "subscription",
        "signup",
        "sidebar",
        "byline",
        "advert",
        "adverts",
        "advertisement",
        "sponsored",
        "paywall",
        "reactions",
        "upnext",
        "postbtn",
        "footer",
        "addtoany",
        "shareaholic",
    ]
)
# Together with any of the others.
_PAIRS: Final = (
    (
        frozenset(
            [
                "recent",
                "popular",
                "latest",
                "other",
                "more",
                "another",
                "read",
                "next",
                "prev",
                "previous",
            ]
        ),
        frozenset(
            ["posts", "post", "articles", "article", "stories", "from", "category", "next", "reads"]
        ),
    ),
    (
        frozenset({"author", "about"}),
        frozenset(["box", "bio", "info", "profile", "card", "author", "about"]),
    ),
)
# These may name a part of the post as well: they are furniture if short and without facts.
_MAYBE: Final = frozenset(
    [
        "tags",
        "labels",
        "tabs",
        "meta",
        "metadata",
        "postmeta",
        "postmetadata",
        "entrymeta",
        "timestamp",
        "updated",
        "date",
        "author",
        "category",
        "categories",
        "views",
        "likes",
        "like",
        "cat",
        "readtime",
    ]
)
_NAMING: Final = ("class", "id", "data-hook", "data-testid")
DOUBTFUL: Final = "aside, " + ", ".join(f"[{name}]" for name in _NAMING)
_WORDS: Final = re.compile(r"[a-z]+", re.IGNORECASE)
_HUMPS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Themes mark whole posts with their tags and state.
_STATES: Final = re.compile(r"(?:^|\s)(?:tag|category|has|is|no|with|status|type|format)-\S+")
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
_LONGEST_SHORT: Final = 200
_LONGEST_BOX: Final = 1_500
_BOX: Final = 3
_LONGEST_NAMES: Final = 1_000
_NO_FURNITURE, _PERHAPS, _SURELY = range(3)


def is_named_furniture(node: LexborNode) -> bool:
    """Tell an element whose names are those of sharing, comments, related posts and the like."""
    if node.tag in _WHOLE:
        return False
    return node.tag == "aside" or _kind_of(_names_of(node)) != _NO_FURNITURE


def is_furniture_inside(node: LexborNode, stating: dict[int, bool]) -> bool:
    """Look closer at such an element of a post.

    What only may be furniture (a byline, tags) is so where it is short and states no fact; a box
    of facts is none, whatever its name.

    Args:
        node: The element.
        stating: By ``mem_id``, whether an element states facts, as far as is known; filled.
    """
    is_sure = node.tag == "aside" or _kind_of(_names_of(node)) == _SURELY
    lines = lines_of(node, _LONGEST_BOX if is_sure else _LONGEST_SHORT)
    if lines is None or is_sure:
        return is_sure and (lines is None or len(facts_in(lines)) < _BOX)
    around = node.parent
    if around is not None and around.mem_id not in stating:
        stating[around.mem_id] = bool(facts_in(lines_of(around, _LONGEST_SHORT) or ()))
    return not facts_in(lines) and not (around is not None and stating[around.mem_id])


def _names_of(node: LexborNode) -> str:
    attributes = node.attributes
    return " ".join([attributes.get(name) or "" for name in _NAMING if name in attributes])


@lru_cache(maxsize=4_096)
def _kind_of(names: str) -> int:
    """Tell furniture by its names; themes use the same ones over and over."""
    words = set(_WORDS.findall(_HUMPS.sub(" ", _STATES.sub(" ", names[:_LONGEST_NAMES])).lower()))
    # Of a theme's sidebar; page builders call every part of a post some widget or other.
    if not words.isdisjoint(_SURE) or "widget" in names.split():
        return _SURELY
    if any(words & some and words & others for some, others in _PAIRS):
        return _SURELY
    return _NO_FURNITURE if words.isdisjoint(_MAYBE) else _PERHAPS


# From here on a page is no longer the post: comments and what belongs to them.
_END: Final = re.compile(
    r"(?:leave a (?:reply|comment)|post a comment|post navigation|cancel reply|"
    r"\S.{0,40} said(?:\.\.\.|…)|"
    r"\d+ (?:comments?|responses?|thoughts on .+)|(?:one|two) thoughts? on .+|"
    r"deja (?:un comentario|una respuesta).{0,40}|laisser un commentaire|tinggalkan (?:balasan|"
    r"komentar)|"
    r"(?:\d+ )?댓글(?: \d+)?|discussion about this post|"
    r"%d bloggers like this:?|related posts:?)",
    re.IGNORECASE,
)
# What heads a choice of other posts.
_OTHERS: Final = re.compile(
    r"(?:you (?:may|might|['’]?ll) (?:also )?(?:like|love|enjoy)(?: these| this)?(?: posts?)?|"
    r"related(?: (?:posts?|articles?|reviews?|stories|content|reading))?|"
    r"more (?:from .{1,60}|like this|(?:posts|stories|reviews|articles)(?: .{1,40})?)|"
    r"(?:recent|latest|popular|similar|other|featured|trending|recommended|previous|next)"
    r"(?: (?:\w+ )?(?:posts?|articles?|reviews?|stories|entries|reads?|reading|for you|now))|"
    r"read (?:next|also)|(?:what to )?read next|up next|keep reading|don['’]t miss|"
    r"about the author|.{1,40} 카테고리의 다른 글|관련 ?글|関連記事|相关文章|相關文章|"
    r"(?:art[íi]culos?|posts?|entradas?) relacionad[oa]s|te puede(?:n)? (?:gustar|interesar)|"
    r"articles? (?:similaires?|liés?)|artikel terkait|baca juga|leia também|ähnliche beiträge)\W*",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    r"(?:share this:?|like this:?|like loading\.*|loading\.*|related:?|tagged\b.{0,200}|"
    r"tags?\s*:.{0,300}|posted (?:in|by|on)\b.{0,120}|filed under\b.{0,120}|"
    r"published by\b.{0,80}|categor(?:y|ies):.{0,120}|click to (?:share|email|print)\b.{0,120}|"
    r"the post .{0,300} (?:first )?appeared first on .{0,120}|"
    r"your email address will not be published.{0,80}|required fields are marked.{0,20}|"
    r"notify me of .{0,80}|this site uses akismet.{0,120}|advertisements?|report this ad|"
    r"get adobe flash player|author avatar|recommended (?:videos?|reading|posts|for you)|"
    r"continue reading below\W*|compart(?:e|ir)(?: esto)?:?|me gusta(?: esto)?:?|relacionado:?|"
    r"bagikan ini:?|baca juga:?|partager(?: ceci)?\s?:?|foto\s?:.{0,80}|"
    r"continue reading.{0,120}|read more|view all posts by .{0,60}|"
    r"(?:photo|image|picture|pic)s?(?: credits?| source)?s?\s*:.{0,200}|"
    r"(?:image )?credits?:.{0,200}|"
    r"this entry was posted (?:on|in|by)\b.{0,400}|log in (?:or register )?to post comments|"
    r".{1,160} was originally published (?:in|on) .{1,120}|share on \w+|\d+ views|"
    r".{1,80} is a reader-supported publication\b.{0,200}|"
    r"thanks for reading .{1,80}subscribe\b.{0,80}|"
    r"this (?:post|article|page|site|blog)s? (?:may )?contains? affiliate links?\b.{0,160}|"
    r"post not marked as liked|"
    r"(?:email|facebook|twitter|pinterest|tumblr|reddit|print|whatsapp|telegram|x)|"
    r"\[(?:…|\.\.\.)\])",
    re.IGNORECASE,
)


def ends_post(line: str) -> bool:
    """Tell whether everything from this line on is comments and the like."""
    return bool(_END.fullmatch(line.strip()))


def heads_others(line: str) -> bool:
    """Tell the heading above a choice of other posts."""
    return bool(_OTHERS.fullmatch(line.strip()))


def is_furniture(line: str) -> bool:
    """Tell whether the line alone is none of the author's words about the drama."""
    line = line.strip()
    return not line or bool(_LINE.fullmatch(line)) or ends_post(line)
