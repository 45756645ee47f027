"""What stands around a post and is not part of it: sharing, comments, navigation."""

from __future__ import annotations

import re
from typing import Final

# Elements of WordPress, WordPress.com, Blogger and common themes.
SELECTOR: Final = ", ".join(
    [
        "script",
        "style",
        "template",
        "iframe",
        "form",
        "nav",
        "aside",
        "footer",
        "svg",
        "button",
        "select",
        "object",
        "video",
        "audio",
        "[hidden]",
        "[aria-hidden=true]",
        ".screen-reader-text",
        ".sr-only",
        ".sharedaddy",
        ".jp-relatedposts",
        "#jp-relatedposts",
        ".jp-post-flair",
        "#jp-post-flair",
        ".wpcnt",
        ".wpa",
        ".sd-block",
        ".likes-widget",
        ".jetpack-likes-widget-wrapper",
        ".addtoany_share_save_container",
        ".a2a_kit",
        ".ssba",
        ".social-share",
        ".share-buttons",
        ".shareaholic-canvas",
        ".post-share",
        ".comments",
        "#comments",
        ".comments-area",
        ".comment-respond",
        "#respond",
        ".comment-list",
        ".commentlist",
        ".wp-block-comments",
        ".wp-block-post-comments",
        "#disqus_thread",
        ".post-navigation",
        ".nav-links",
        ".navigation",
        ".blog-pager",
        "#blog-pager",
        ".breadcrumbs",
        ".breadcrumb",
        ".entry-meta",
        ".entry-footer",
        ".post-meta",
        ".post-footer",
        ".post-labels",
        ".tags-links",
        ".cat-links",
        ".post-tags",
        ".widget",
        ".sidebar",
        "#sidebar",
        "#secondary",
        ".author-box",
        ".author-bio",
        ".about-author",
        ".related-posts",
        ".yarpp",
        ".yarpp-related",
        ".crp_related",
        ".rp4wp-related-posts",
        ".toc",
        "#toc",
        "#toc_container",
        ".ez-toc-container",
        ".lwptoc",
        ".wp-block-table-of-contents",
        ".adsbygoogle",
        ".ad-container",
        ".code-block",
        ".subscribe",
        ".subscription",
        ".jetpack_subscription_widget",
        ".wp-block-jetpack-subscriptions",
        ".cookie-notice",
        ".wp-block-query",
        ".wp-block-social-links",
        ".wp-block-latest-posts",
        ".wp-block-latest-comments",
        ".wp-block-tag-cloud",
        ".heateor_sss_sharing_container",
        ".essb_links",
        ".kk-star-ratings",
        ".post-ratings",
        ".post-views",
    ]
)

# From here on a page is no longer the post: comments and what belongs to them.
_END: Final = re.compile(
    r"(?:leave a (?:reply|comment)|post a comment|post navigation|cancel reply|"
    r"\S.{0,40} said(?:\.\.\.|…)|"
    r"\d+ (?:comments?|responses?|thoughts on .+)|(?:one|two) thoughts? on .+|"
    r"%d bloggers like this:?|related posts:?)",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    r"(?:share this:?|like this:?|like loading\.*|loading\.*|related:?|tagged\b.{0,200}|"
    r"tags?\s*:.{0,300}|posted (?:in|by|on)\b.{0,120}|filed under\b.{0,120}|"
    r"published by\b.{0,80}|categor(?:y|ies):.{0,120}|click to (?:share|email|print)\b.{0,120}|"
    r"the post .{0,300} (?:first )?appeared first on .{0,120}|"
    r"your email address will not be published.{0,80}|required fields are marked.{0,20}|"
    r"notify me of .{0,80}|this site uses akismet.{0,120}|advertisements?|report this ad|"
    r"get adobe flash player|author avatar|"
    r"continue reading.{0,120}|read more|view all posts by .{0,60}|"
    r"(?:photo|image|picture|pic)s?(?: credits?| source)?s?\s*:.{0,200}|"
    r"(?:image )?credits?:.{0,200}|"
    r"(?:email|facebook|twitter|pinterest|tumblr|reddit|print|whatsapp|telegram|x)|"
    r"\[(?:…|\.\.\.)\])",
    re.IGNORECASE,
)


def ends_post(line: str) -> bool:
    """Tell whether everything from this line on is comments and the like."""
    return bool(_END.fullmatch(line.strip()))


def is_furniture(line: str) -> bool:
    """Tell whether the line alone is none of the author's words about the drama."""
    line = line.strip()
    return not line or bool(_LINE.fullmatch(line)) or ends_post(line)
