"""WordPress posts as their editors keep them, made the HTML that a page would show."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MAX_PICTURES: Final = 100

_BLOCK_COMMENT: Final = re.compile(r"<!--\s*/?wp:[^<>]*-->")
_GALLERY: Final = re.compile(r"\[gallery(\s[^\[\]]{0,2000})?/?\]")
_IDS: Final = re.compile(r"""\b(?:ids|include)\s*=\s*["']?([\d,\s]+)""")
_CAPTION: Final = re.compile(
    r"\[(?:wp_)?caption(\s[^\[\]]{0,3000})?\]((?:(?!\[/?(?:wp_)?caption).){0,6000})"
    r"\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_CAPTION_TEXT: Final = re.compile(r"""\bcaption\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NAMES: Final = (
    r"(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|"
    r"footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|summary|table|tbody|td|"
    r"tfoot|th|thead|tr|ul|video)"
)
_OPENING: Final = re.compile(rf"(<{_NAMES}[\s>/])", re.IGNORECASE)
_CLOSING: Final = re.compile(rf"(</{_NAMES}\s*>)(?!\s*</|\n\n)", re.IGNORECASE)
_STARTS_BLOCK: Final = re.compile(rf"</?{_NAMES}[\s>/]", re.IGNORECASE)
_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")


def shown(content: str, *, attachments: Mapping[int, str], uploaded: Sequence[int] = ()) -> str:
    """Return a raw post as HTML.

    Galleries become their pictures, captions stand below theirs, and the lines of the classic
    editor, which knows no paragraphs, become some.

    Args:
        content: As an export has it.
        attachments: Files' addresses by their ids.
        uploaded: Ids of the pictures that were uploaded to this post: what a gallery shows that
            names none.
    """
    is_classic = "<!-- wp:" not in content
    html = _BLOCK_COMMENT.sub("", content).replace("\r\n", "\n").replace("\r", "\n")
    html = _CAPTION.sub(_with_caption, html)
    html = _GALLERY.sub(lambda found: _gallery(found[1] or "", attachments, uploaded), html)
    return _paragraphs(html) if is_classic else html.strip()


def _with_caption(found: re.Match[str]) -> str:
    stated = _CAPTION_TEXT.search(found[1] or "")
    if stated is None:
        return found[0]
    # Before WordPress 3.4, the text stood in an attribute.
    text = escape(unescape(stated[1] or stated[2] or ""), quote=False)
    return f"[caption]{found[2]} {text}[/caption]"


def _gallery(attributes: str, attachments: Mapping[int, str], uploaded: Sequence[int]) -> str:
    named = _IDS.search(attributes)
    ids = [int(one) for one in re.findall(r"\d{1,12}", named[1])] if named else list(uploaded)
    urls = [attachments[one] for one in ids[:_MAX_PICTURES] if one in attachments]
    pictures = "\n".join(f'<img src="{escape(url)}">' for url in urls)
    return f'\n\n<div class="gallery">{pictures}</div>\n\n' if pictures else ""


def _paragraphs(text: str) -> str:
    text = _CLOSING.sub(r"\1\n\n", _OPENING.sub(r"\n\n\1", text))
    parts = (part.strip() for part in _BLANK.split(text))
    return "\n".join(_paragraph(part) for part in parts if part)


def _paragraph(part: str) -> str:
    if _STARTS_BLOCK.match(part):
        return part
    lines = part.replace("\n", "<br>\n")
    return f"<p>{lines}</p>"
