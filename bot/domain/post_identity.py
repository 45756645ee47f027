"""Which post of a feed is which: the same one although it changed, or another although it is alike.

Feeds change the date, the address and even the guid of a post, give one address to several posts,
or one guid to all. So no single one of them is trusted against what the post says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.domain.post_marks import are_similar, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.domain.post_marks import Mark

_ALIKE: Final = 0.8  # of words in threes, for the text of an edited post
_KEPT: Final = 0.5  # the same for one at the same address
_UNLIKE: Final = 0.2  # below it nothing of a text was kept


@dataclass(slots=True)
class Matching:
    """Which items of a feed are posts that were seen before.

    Attributes:
        known: For an item's index, the index of the post that it is.
        copies: For an item's index, that of an earlier item of the same feed which it repeats.
    """

    known: dict[int, int] = field(default_factory=dict)
    copies: dict[int, int] = field(default_factory=dict)


def match_posts(items: Sequence[Mark], known: Sequence[Mark]) -> Matching:
    """Find for each item of a feed which known post it is, if any; each is at most one item.

    The strongest reasons come first, so that a weak one never takes a post from the item that
    it really is: text and name unchanged; the guid; the address; the text alone (a post that
    moved, or a whole blog); the same path at another host; an edited text under a similar title;
    title and date. A guid or an address counts only where it is one post's alone, and not where
    nothing else of the post is left.

    Args:
        items: Of the feed as it is now.
        known: Of the posts that were in it before; where two fit equally, the earlier one here.
    """
    found = Matching(copies=_copies(items))
    open_items = [i for i in range(len(items)) if i not in found.copies]
    open_known = set(range(len(known)))
    own = _Own.among([items[i] for i in open_items], known)
    for name_of, fits in (
        (_all_of_it, _always),
        (_text_and_guid, _always),
        (_text_and_address, _always),
        (own.guid, _is_not_reused),
        (own.address, _is_not_another),
        (_text, _always),
        (own.path, _has_similar_title),
    ):
        by_name: dict[object, list[int]] = defaultdict(list)
        for k in sorted(open_known):
            if name := name_of(known[k]):
                by_name[name].append(k)
        for i in list(open_items):
            fitting = [
                k
                for k in by_name.get(name_of(items[i]) or None, ())
                if k in open_known and fits(items[i], known[k])
            ]
            if fitting:
                k = min(fitting, key=lambda k: (_apart(items[i], known[k]), k))
                found.known[i] = k
                open_items.remove(i)
                open_known.discard(k)
    _match_edited(items, known, open_items, open_known, found)
    _match_titles(items, known, open_items, open_known, found)
    return found


@dataclass(frozen=True, slots=True)
class _Own:
    """Guids, addresses and paths that are those of one post alone, here and there."""

    guids: frozenset[str]
    addresses: frozenset[str]
    paths: frozenset[str]

    @classmethod
    def among(cls, items: Sequence[Mark], known: Sequence[Mark]) -> _Own:
        return cls(
            _once_each(lambda mark: mark.guid, items, known),
            _once_each(lambda mark: mark.address, items, known),
            _once_each(_path, items, known),
        )

    def guid(self, mark: Mark) -> str:
        return mark.guid if mark.guid in self.guids else ""

    def address(self, mark: Mark) -> str:
        return mark.address if mark.address in self.addresses else ""

    def path(self, mark: Mark) -> str:
        path = _path(mark)
        return path if path in self.paths else ""


def _copies(items: Sequence[Mark]) -> dict[int, int]:
    """Return the items that repeat an earlier one of the same feed."""
    copies: dict[int, int] = {}
    first: dict[object, int] = {}
    for i, mark in enumerate(items):
        names: list[object] = [
            name for name in (_text_and_guid(mark), _text_and_address(mark), _text(mark)) if name
        ]
        if not mark.guid and not mark.address:
            names.append((mark.fingerprint, mark.published))
        earlier = [first[name] for name in names if name in first]
        if earlier:
            copies[i] = min(earlier)
        for name in names:
            first.setdefault(name, copies.get(i, i))
    return copies


def _match_edited(
    items: Sequence[Mark],
    known: Sequence[Mark],
    open_items: list[int],
    open_known: set[int],
    found: Matching,
) -> None:
    """Match texts that were edited while the post got another name: the most alike first."""
    by_value: dict[int, list[int]] = defaultdict(list)
    for k in open_known:
        if known[k].is_telling:
            for value in known[k].sketch:
                by_value[value].append(k)
    pairs = []
    for i in open_items:
        if not items[i].is_telling:
            continue
        shared = Counter(k for value in items[i].sketch for k in by_value.get(value, ()))
        for k, count in shared.items():
            if count * 2 < min(len(items[i].sketch), len(known[k].sketch)):
                continue
            alike = likeness(items[i].sketch, known[k].sketch)
            if alike >= _ALIKE and are_similar(items[i].title, known[k].title):
                pairs.append((-alike, i, k))
    for _, i, k in sorted(pairs):
        if i in open_items and k in open_known:
            found.known[i] = k
            open_items.remove(i)
            open_known.discard(k)


def _match_titles(
    items: Sequence[Mark],
    known: Sequence[Mark],
    open_items: list[int],
    open_known: set[int],
    found: Matching,
) -> None:
    """Match by title and date what has nothing else in common."""
    by_title: dict[object, list[int]] = defaultdict(list)
    for k in sorted(open_known):
        if known[k].title:
            by_title[known[k].title, known[k].published].append(k)
    for i in list(open_items):
        mark = items[i]
        fitting = [
            k
            for k in by_title.get((mark.title, mark.published), ())
            if k in open_known and (mark.published or not (_has_name(mark) and _has_name(known[k])))
        ]
        if fitting:
            found.known[i] = fitting[0]
            open_items.remove(i)
            open_known.discard(fitting[0])


def _all_of_it(mark: Mark) -> object:
    return (mark.guid, mark.address, mark.fingerprint, mark.published)


def _text_and_guid(mark: Mark) -> object:
    return ("guid", mark.guid, mark.fingerprint) if mark.guid else None


def _text_and_address(mark: Mark) -> object:
    return ("address", mark.address, mark.fingerprint) if mark.address else None


def _text(mark: Mark) -> object:
    return ("text", mark.fingerprint) if mark.is_telling else None


def _always(_item: Mark, _post: Mark) -> bool:
    return True


def _is_not_reused(item: Mark, post: Mark) -> bool:
    """Tell whether a post under a known guid is that one, and not another that got its guid."""
    return (item.address == post.address and bool(item.address)) or _has_something_left(item, post)


def _is_not_another(item: Mark, post: Mark) -> bool:
    """Tell whether a post at a known address is that one, and not the next one there."""
    if item.guid and post.guid and item.guid != post.guid:
        same_time = item.published is not None and item.published == post.published
        if item.is_telling and post.is_telling:
            same = same_time or likeness(item.sketch, post.sketch) >= _KEPT
        else:
            same = same_time or item.title == post.title
        return same and are_similar(item.title, post.title)
    return _has_something_left(item, post)


def _has_something_left(item: Mark, post: Mark) -> bool:
    if are_similar(item.title, post.title):
        return True
    if not item.is_telling or not post.is_telling:
        return item.published is not None and item.published == post.published
    return likeness(item.sketch, post.sketch) >= _UNLIKE


def _has_similar_title(item: Mark, post: Mark) -> bool:
    return are_similar(item.title, post.title)


def _has_name(mark: Mark) -> bool:
    return bool(mark.guid or mark.address)


def _path(mark: Mark) -> str:
    """Return an address without its host, where there is enough of it to tell a post by."""
    parts = urlsplit(mark.address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if len(path) > len("/a") else ""


def _apart(item: Mark, post: Mark) -> float:
    """Return how many seconds lie between two dates; very many where one is not known."""
    if item.published is None or post.published is None:
        return float("inf")
    return abs((item.published - post.published).total_seconds())


def _once_each(name_of: Callable[[Mark], str], *groups: Iterable[Mark]) -> frozenset[str]:
    """Return the names that no two posts of one group share."""
    names: set[str] = set()
    shared: set[str] = set()
    for group in groups:
        counts = Counter(name_of(mark) for mark in group)
        names.update(counts)
        shared.update(name for name, count in counts.items() if count > 1)
    return frozenset(names - shared - {""})
