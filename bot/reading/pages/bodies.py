"""Which element of a page holds the post, on whatever engine and theme it was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.pages.shapes import facts_in, lines_of
from bot.reading.pages.steps import steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from bot.reading.pages.steps import Furniture

# Elements that engines have for the body alone, by names that say little by themselves.
_BODIES: Final = (
    "[itemprop=articleBody], [itemprop=reviewBody], .e-content, .gh-content, .kg-canvas, "
    ".available-content, .body.markup, .se-main-container, #postViewArea, .contents_style, "
    ".tt_article_useless_p_margin, [data-hook=post-description], [data-testid=richContent], "
    ".markdown-body, .storycontent, .asset-body, .fl-module-fl-post-content"
)
_NAMED: Final = ", ".join(
    f"[class*={stem} i]" for stem in ("content", "body", "text", "post_view", "description")
)
# "entry-content", "td-post-content", "blog-item-content-wrapper", "b-singlepost-body",
# "article__body", "elementor-widget-theme-post-content", "et_pb_post_content", "postbody"
_NAME: Final = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z]))(?:post|entry|article|story|blog|review)"
    r"(?:[-_]*(?:item|post|full|main|single|inner))?[-_]*(?:content|body|text|description)"
    r"(?:[-_]+(?:wrapper|wrap|inner|container|body|main))?(?:\s|$)",
    re.IGNORECASE,
)
_OF_OTHERS: Final = re.compile(r"comment|related|excerpt|preview|teaser|card|header", re.IGNORECASE)
_POSTS: Final = "article, .hentry, .h-entry, .post, .entry"
_MAINS: Final = "main, [role=main], #content, #main"
_PAGE: Final = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_PARTED: Final = frozenset(
    [
        "body",
        "main",
        "article",
        "section",
        "div",
        "center",
        "form",
        "table",
        "tbody",
        "tr",
        "td",
        "header",
    ]
)
_OUTERMOST: Final = frozenset({"article", "main", "body", "html"})
_LEAST_TEXT: Final = 40
_MOST_MEASURED: Final = 20_000_000
_PROSE: Final = 40
_MOST: Final = 0.85
_MUCH: Final = 0.3
_MORE: Final = 0.6
_LEVELS: Final = 6
_SIBLINGS: Final = 40
_LONGEST_FACTS: Final = 1_500
_LEAST_FACTS: Final = 3


def is_page(source: str) -> bool:
    """Tell a whole page from a feed item's or an editor's markup, all of which is the post."""
    return _PAGE.search(source, 0, 2_000) is not None


def named_body(tree: LexborHTMLParser, furniture: Furniture) -> LexborNode | None:
    """Return the largest element whose name says that it is a post's body."""
    named = (node for node in tree.css(_NAMED) if _is_body_name(node))
    body = _largest([*tree.css(_BODIES), *named], furniture)
    if body is not None:
        furniture.spare_around(body)
    return body


def parts_of(
    tree: LexborHTMLParser, source: str, root: LexborNode | None, furniture: Furniture
) -> list[LexborNode]:
    """Return the elements that make the post, in their order: its body and the facts beside it."""
    whole = tree.body
    if whole is None:
        return []
    if root is None or (not is_page(source) and 2 * len(root.text()) < len(whole.text())):
        return [whole]
    return _with_facts(root, furniture)


def _is_body_name(node: LexborNode) -> bool:
    names = node.attributes.get("class") or ""
    return node.tag not in _OUTERMOST and bool(_NAME.search(names)) and not _OF_OTHERS.search(names)


def _largest(nodes: Iterable[LexborNode], furniture: Furniture) -> LexborNode | None:
    sized = []
    measured = 0
    for node in nodes:
        size = len(node.text())
        measured += size
        if size > _LEAST_TEXT:
            sized.append((size, node))
        if measured > _MOST_MEASURED:
            # Elements within each other, as no theme has them: measuring all takes too long.
            break
    sized.sort(key=lambda each: -each[0])
    own = (node for _, node in sized if not furniture.is_inside(node))
    return next(own, sized[0][1] if sized else None)


def told_body(
    tree: LexborHTMLParser, furniture: Furniture, title: LexborNode | None
) -> LexborNode | None:
    """Return the smallest element that holds nearly all of the page's prose.

    Where one element holds the title as well as a good part of the prose, it is looked for there.
    """
    body = tree.body
    if body is None:
        return None
    prose = _prose_of(body, furniture)
    above = set()
    while title is not None:
        above.add(title.mem_id)
        title = title.parent
    root = body
    for selector in (_POSTS, _MAINS):
        inner = max(tree.css(selector), key=lambda node: prose.get(node.mem_id, 0), default=None)
        if inner is None:
            continue
        least = _MUCH if inner.mem_id in above else _MORE
        if prose.get(inner.mem_id, 0) > least * prose.get(body.mem_id, 0):
            root = inner
            break
    while True:
        inside = max(_elements(root), key=lambda node: prose.get(node.mem_id, 0), default=None)
        if inside is None or inside.tag not in _PARTED:
            break
        if prose.get(inside.mem_id, 0) <= _MOST * prose.get(root.mem_id, 0):
            break
        root = inside
    furniture.spare_around(root)
    return root


def _prose_of(body: LexborNode, furniture: Furniture) -> dict[int, int]:
    """Count the characters of running text in each element; links have none."""
    prose: dict[int, int] = {}
    sums = [0]
    links = 0
    for node, entering in steps(body, furniture):
        if node.is_text_node:
            size = len((node.text_content or "").strip())
            sums[-1] += size if size >= _PROSE and not links else 0
        elif entering:
            sums.append(0)
            links += node.tag == "a"
        else:
            links -= node.tag == "a"
            prose[node.mem_id] = sums.pop()
            sums[-1] += prose[node.mem_id]
    return prose


def _elements(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            yield child
        child = child.next


def _with_facts(root: LexborNode, furniture: Furniture) -> list[LexborNode]:
    """Add the boxes of facts that a theme sets beside the body."""
    sides: list[list[LexborNode]] = []
    for is_behind in (False, True):
        boxes = [
            (box, facts)
            for box in _beside(root, is_behind=is_behind)
            if not furniture.has(box) and (facts := facts_in(lines_of(box, _LONGEST_FACTS) or ()))
        ]
        stated = set().union(*(facts for _, facts in boxes))
        sides.append([box for box, _ in boxes] if len(stated) >= _LEAST_FACTS else [])
    return [*reversed(sides[0]), root, *sides[1]]


def _beside(root: LexborNode, *, is_behind: bool) -> Iterator[LexborNode]:
    """Yield the elements before or behind the body, within what is one post."""
    here: LexborNode | None = root
    for _ in range(_LEVELS):
        if here is None or here.tag in _OUTERMOST:
            return
        beside = here.next if is_behind else here.prev
        for _ in range(_SIBLINGS):
            if beside is None:
                break
            if beside.is_element_node:
                yield beside
            beside = beside.next if is_behind else beside.prev
        here = here.parent
