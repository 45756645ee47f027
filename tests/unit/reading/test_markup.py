from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import InvalidInputError
from bot.domain.markdown_lines import join, read_line
from bot.domain.markdown_parts import split
from bot.domain.spoilers import SpoilerBoundary
from bot.reading.pages.blocks import BlockKind
from bot.reading.pages.html import read_html
from bot.reading.reader import read_post
from bot.services.house_posts import fingerprint_of, text_of
from tests.support.discord_markdown import seen, shown

BASE = "https://blog.example/2022/paper-key/"


def marked(html: str) -> str:
    blocks = read_html(f"<div>{html}</div>", base=BASE).blocks
    return join("\n".join(block.markdown) for block in blocks if block.kind != BlockKind.PICTURE)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b>bold</b> and <em>soft</em> word.</p>", "a **bold** and _soft_ word."),
        ("<p>so <strong>very </strong><strong>good</strong>.</p>", "so **very good**."),
        ("<p>it <u>is</u> <s>bad</s> <del>worse</del>, no</p>", "it __is__ ~~bad worse~~, no"),
        ("<p>an <b> </b>empty <i></i>mark.</p>", "an empty mark."),
        ("<p>one<br>two <b>three<br>four</b>.</p>", "one\ntwo **three**\n**four**."),
        (
            "<p>see <a href='/x?utm_a=1'>this</a>.</p>",
            "see [this](https://blog.example/x?utm_a=1).",
        ),
        ("<p>see <a href='#top'>this</a>.</p>", "see this."),
        ("<p>see <a href='javascript:x()'>this</a>.</p>", "see this."),
        ("<p>see <a href='https://u:p@a.example/'>this</a>.</p>", "see this."),
        ("<p>at <a href='https://bad.example/'>bank.com</a>.</p>", "at <https://bad.example/>."),
        (
            "<p>at <a href='https://a.example/(b)|*'>b</a>.</p>",
            "at [b](https://a.example/%28b%29%7C%2A).",
        ),
        ("<ul><li>a<li>b<ul><li>c</ul></ul><p>d, e.</p>", "- a\n- b\n  - c\n\nd, e."),
        ("<ol start=3><li>a<li>b<br>c</ol>", "3. a\n4. b\n  c"),
        (
            "<blockquote><p>He left.</p><p>She <i>knew</i>.</p></blockquote>",
            "> He left.\n> \n> She _knew_.",
        ),
        (
            "<p>- no list, <br># no heading,<br>&gt; no quote,</p>",
            "\\- no list,\n\\# no heading,\n\\> no quote,",
        ),
        ("<p>type <code>daebak run</code>, yes.</p>", "type `daebak run`, yes."),
        ("<pre><code>a = 1\nb = 2</code></pre>", "`a = 1`\n`b = 2`"),
        ("<pre>Spring came,\nshe went.</pre>", "Spring came,\nshe went."),
        (
            "<p>@everyone *look* at ||this|| &lt;@1&gt;.</p>",
            "\\@everyone \\*look\\* at \\|\\|this\\|\\| \\<\\@1\\>.",
        ),
        ("<p>nice <img class='wp-smiley' alt='🙂'>, no?</p>", "nice 🙂, no?"),
        ("<p>Well, <span class='spoiler'>she dies</span>.</p>", "Well, ||she dies||."),
        (
            "<p>Well, <span style='background:#000;color:#000'>she dies</span>.</p>",
            "Well, ||she dies||.",
        ),
        ("<p>Well, <span class='spoiler-free'>she lives</span>.</p>", "Well, she lives."),
        (
            "<details><summary>The end:</summary><h3>Death</h3><p>She dies.</p></details>",
            "The end:\n\n||Death||\n\n||She dies.||",
        ),
        ("<p>Well, [spoiler]she <b>dies</b>[/spoiler].</p>", "Well, ||she **dies**||."),
        ("<p>[spoiler title='x']</p><p>He dies.</p><p>[/spoiler]</p>", "||He dies.||"),
        ("<p>a <span style='font-weight:700'>bold</span> word.</p>", "a **bold** word."),
        ("<b style='font-weight:normal'><p>a plain word.</p></b>", "a plain word."),
        (
            "<table><tr><td>Acting</td><td>fine, <i>mostly</i></td></tr></table>",
            "Acting · fine, _mostly_",
        ),
        ("<p>a\u202eb &#x202e;&#1;&#8203;c.</p>", "ab c."),
    ],
)
def test_markup_is_written_as_discord_reads_it(html, markdown):
    assert marked(html) == markdown


def test_a_heading_keeps_its_emphasis():
    assert marked("<h3>The <i>other</i> door</h3>") == "### The _other_ door"


PIECES = [
    *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<s>", "</s>", "<br>", "<h2>"),
    *("</h2>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>", "<blockquote>", "</blockquote>"),
    *("<code>", "</code>", "<pre>", "</pre>", "<details>", "<summary>", "</details>", "<div>"),
    *("<span class=spoiler>", "</span>", "[spoiler]", "[/spoiler]", "<table>", "<tr>", "<td>"),
    *("<a href='https://a.example/(x)__|'>", "<a href=/y>", "</a>", "</table>", "</div>", "&lt;"),
    *("*", "**", "_", "__", "~~", "||", "|", "`", "```", "\\", "@everyone", "<@1>", "&lt;@1&gt;"),
    *("[a](https://b.example)", "https://c.example", "- ", "1. ", "# ", "&gt; ", " ", "\n", "\n\n"),
    *("word", "말", "ends.", "&#x202e;", "\t", "&nbsp;", "<img alt=🙂 class=emoji>", "(", ")", "]"),
]
HTML = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def letters(text: str) -> str:
    return re.sub(r"[\s·]", "", text)


@settings(max_examples=500, deadline=None)
@given(HTML)
def test_any_markup_shows_its_words_and_is_balanced_in_each_line(html):
    try:
        page = read_html(html, base=BASE)
    except InvalidInputError:
        return
    for block in page.blocks:
        if block.kind is BlockKind.PICTURE:
            continue
        lines = block.text.split("\n")
        assert len(block.markdown) == len(lines)
        for line, markdown in zip(lines, block.markdown, strict=True):
            assert read_line(markdown).still_open == ()
            if not any(piece.text in piece.ways for piece in shown(markdown)):
                assert letters(seen(markdown)) == letters(line)


@settings(max_examples=500, deadline=None)
@given(HTML)
def test_any_post_is_stored_as_text_that_fits_into_cards(html):
    try:
        read = read_post(html, media="html", source_url=BASE, title="Review: Paper Key")
    except InvalidInputError:
        return
    for section in text_of(read).sections:
        for part in split(section.body, 60):
            assert len(part) <= 60
            seen(part)


def test_what_states_a_spoiler_is_left_out_of_the_marked_text_as_well():
    read = read_post(
        "<p>A clerk.</p><p>Rating: 6/10</p><h3>The end</h3>"
        "<p><strong>Spoilers through episode 6.</strong> She <em>dies</em>, <a href='/p'>here</a>.",
        title="Review: Paper Key",
        source_url=BASE,
    )
    text = text_of(read)
    (section,) = text.sections
    assert text.markup
    assert section.body == "She _dies_, [here](https://blog.example/p)."
    assert section.boundary == SpoilerBoundary.through(6)


def test_plain_posts_are_escaped():
    text = text_of(
        read_post(
            "Review: Paper Key\n\nI liked *it* and @everyone did.\n\nRating: 6/10", media="text"
        )
    )
    assert text.markup
    assert text.sections[0].body == "I liked \\*it\\* and \\@everyone did."


def test_a_post_that_only_changes_its_markup_stays_the_same_post():
    plain, strong = (
        read_post(f"<p>I {word} it, really.</p><p>Rating: 6/10</p>", title="Review: Paper Key")
        for word in ("liked", "<b>liked</b>")
    )
    assert fingerprint_of(plain) == fingerprint_of(strong)
