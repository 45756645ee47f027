"""Where a post ends, and what is left out of its blocks: other posts, sharing, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.reading.pages.blocks import BlockKind
from bot.reading.pages.furniture import ends_post, heads_others, is_furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.reading.pages.blocks import Block

_LONG: Final = 250


def until_comments(blocks: Iterable[Block]) -> Iterator[Block]:
    """Leave out what a page has between and behind the author's words."""
    headed: Block | None = None
    is_elsewhere = False
    for block in blocks:
        if is_elsewhere or (block.kind is BlockKind.HEADING and heads_others(block.text)):
            # A choice of other posts goes on to the next paragraph of some length.
            is_elsewhere = block.kind is not BlockKind.PARAGRAPH or len(block.text) < _LONG
            if is_elsewhere:
                headed = block if block.kind is BlockKind.HEADING else None
                if ends_post(block.text):
                    return
                continue
            if headed is not None and not heads_others(headed.text):
                yield headed
        if block.kind is BlockKind.PICTURE:
            yield block
            continue
        if ends_post(block.text):
            return
        lines = block.text.split("\n")
        kept = [i for i, line in enumerate(lines) if not is_furniture(line)]
        if kept:
            yield block.only(kept)
