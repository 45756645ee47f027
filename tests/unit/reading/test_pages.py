"""Whole pages as the engines make them: which part is the post, and what its lines are."""

from __future__ import annotations

import re

import pytest

from bot.reading.pages.blocks import BlockKind
from bot.reading.pages.html import read_html
from bot.reading.reader import read_post

TITLE = "Review: Paper Lantern Street"
PROSE = (
    "<p>A lantern maker finds a letter in a drawer that she has not opened since the flood, and "
    "the whole street turns out to have been waiting for her to read it aloud.</p>"
    "<p>It takes its time. I did not mind, as every errand she runs tells us a little more about "
    "the man who wrote it, and about why nobody dared to post it.</p>"
)
FACTS = "<p>Episodes: 12<br>Network: tvN</p>"
BODY = f"{FACTS}{PROSE}<h3>What stays with me</h3><p>The last letter. I rate it 8/10.</p>"
NAV = '<ul class="menu"><li><a href="/">Home</a></li><li><a href="/reviews">Reviews</a></li></ul>'
OTHERS = (
    '<div class="{name}"><h3>You might like</h3><article><h4>Other Street (24 episodes)</h4>'
    "<p>Network: SBS. Another drama about another street, about which I wrote at great length "
    "some years ago, and which you can read here any time you have an hour to spare.</p></article>"
    "</div>"
)
COMMENTS = (
    '<div id="comments"><h3>3 comments</h3><div class="comment-body"><p>Somebody who reads along '
    "says that it was 16 episodes where they live, and a good deal more about that besides.</p>"
    "</div></div>"
)
SKELETONS = {
    "WordPress, classic": '<div id="content"><div class="post"><h2 class="entry-title">{title}</h2>'
    '<p class="postmetadata">Posted on May 2, 2021</p><div class="entry">{body}</div></div></div>'
    '<div id="sidebar">{others}</div>',
    "WordPress, blocks": '<main><h1 class="wp-block-post-title">{title}</h1><div '
    'class="entry-content '
    'wp-block-post-content">{body}<div class="sharedaddy">Share this</div></div></main>{others}',
    "Genesis": '<div class="content-sidebar-wrap"><main class="content"><article class="post">'
    '<header><h1 class="entry-title">{title}</h1><p class="entry-meta">May 2, 2021</p></header>'
    '<div class="entry-content">{body}</div></article></main><aside class="sidebar">{others}'
    "</aside></div>",
    "Elementor": '<div class="elementor-widget-theme-post-title"><h1>{title}</h1></div>'
    '<div class="elementor-widget elementor-widget-theme-post-content">'
    '<div class="elementor-widget-container">{body}</div></div>{others}',
    "Divi": '<div class="et_pb_title_container"><h1>{title}</h1></div><div class="et_pb_module '
    'et_pb_post_content">{body}</div>{others}',
    "Blogger": '<div class="widget Blog"><div class="post hentry"><h3 class="post-title '
    'entry-title">'
    '<a href="/x.html">{title}</a></h3><div class="post-body entry-content">{body}</div>'
    '<div class="post-footer">Posted by Ann</div></div></div><div class="sidebar">{others}</div>',
    "Medium": "<article><div><h1>{title}</h1><div "
    'class="speechify-ignore"><p>Follow</p></div>{body}'
    "</div></article><div><h2>More from Ann</h2>{others}</div>",
    "Substack": '<article class="post"><h1 class="post-title">{title}</h1><div '
    'class="byline">Ann</div>'
    '<div class="available-content"><div class="body markup">{body}</div></div></article>{others}',
    "Ghost": '<article class="gh-article"><h1 class="gh-article-title">{title}</h1>'
    '<section class="gh-content">{body}</section></article>{others}',
    "Tumblr": '<div id="sidebar"><h1><a href="/">ann</a></h1></div><div id="content"><div '
    'class="post">'
    '<h2 class="post-title">{title}</h2><div class="post-content">{body}</div></div></div>{others}',
    "Wix": '<div data-hook="post-page"><article><h1 data-hook="post-title">{title}</h1><section '
    'data-hook="post-description"><div><div>{body}</div></div></section></article></div>'
    '<section data-hook="related-posts">{others}</section>',
    "Squarespace": '<article><h1 class="entry-title">{title}</h1><div '
    'class="blog-item-content-wrapper">'
    '<div class="sqs-layout"><div class="sqs-block"><div '
    'class="sqs-html-content">{body}</div></div>'
    '</div></div></article><section class="item-pagination">{others}</section>',
    "Weebly": '<div class="blog-post"><h2 class="blog-title"><a href="/x">{title}</a></h2><p '
    'class="blog-date">5/2/2021</p><div class="blog-content">{body}</div></div>{others}',
    "LiveJournal": '<article class="b-singlepost"><h1 class="b-singlepost-title">{title}</h1>'
    '<article class="b-singlepost-body entry-content">{body}</article></article>{others}',
    "Dreamwidth": '<div class="entry"><h3 class="entry-title"><a href="/1.html">{title}</a></h3>'
    '<div class="entry-content">{body}</div><div class="footer">Mood: calm</div></div>{others}',
    "Typepad": '<div class="entry"><h3 class="entry-header">{title}</h3><div class="entry-content">'
    '<div class="entry-body">{body}</div></div></div>{others}',
    "Jekyll": '<main class="page-content"><article class="h-entry"><h1 class="p-name">{title}</h1>'
    '<div class="post-content e-content">{body}</div></article></main>{others}',
    "Hugo, own theme": '<main><article><header><h1>{title}</h1><div class="post-meta">May 2, '
    "2021 · "
    '4 min read</div></header><section class="prose">{body}</section></article></main>{others}',
    "Naver": '<div id="post-view"><div class="se-title-text"><h3 '
    'class="se_textarea">{title}</h3></div>'
    '<div class="se-main-container">{body}</div></div>{others}',
    "Tistory": '<div class="post-cover"><h1>{title}</h1></div><div class="entry-content"><div '
    'class="contents_style">{body}</div><div class="another_category">{others}</div></div>',
    "AMP": '<article class="amp-wp-article"><h1 class="amp-wp-title">{title}</h1><div '
    'class="amp-wp-article-content">{body}</div></article>{others}',
    "Drupal": '<main><h1>{title}</h1><article class="node"><div class="node__content"><div '
    'class="field field--name-body">{body}</div></div></article></main>{others}',
    "Joomla": '<div class="item-page"><h2 itemprop="headline">{title}</h2><div '
    'itemprop="articleBody">{body}</div></div>{others}',
    "divs without names": "<div><div><h1>{title}</h1></div><div><div>{body}</div></div></div>"
    "{others}",
    "tables for columns": '<table><tr><td><a href="/">Home</a></td><td><h1>{title}</h1>{body}</td>'
    "<td>{others}</td></tr></table>",
}


def page_of(skeleton: str, body: str = BODY) -> str:
    name = "related-posts"
    inside = skeleton.format(title=TITLE, body=body, others=OTHERS.format(name=name))
    return (
        f"<!doctype html><html><head><title>{TITLE} | Ann’s blog</title></head><body>"
        f"<header>{NAV}</header>{inside}{COMMENTS}<footer>© Ann</footer></body></html>"
    )


def lines_of(html: str) -> list[str]:
    blocks = read_html(html, base=None).blocks
    return [line for block in blocks for line in block.text.split("\n") if line]


@pytest.mark.parametrize("skeleton", SKELETONS.values(), ids=SKELETONS)
def test_the_post_is_found_on_any_engine(skeleton):
    assert lines_of(page_of(skeleton)) == lines_of(BODY)


@pytest.mark.parametrize("skeleton", SKELETONS.values(), ids=SKELETONS)
def test_the_title_is_the_heading_that_the_page_is_named_for(skeleton):
    assert read_html(page_of(skeleton), base=None).title == TITLE


@pytest.mark.parametrize(
    "facts",
    [
        "<p>Episodes: 12<br>Network: tvN<br>Genre: Romance, Comedy</p>",
        "<p><b>Episodes</b> 12<br><b>Network</b> tvN<br><b>Genre</b> Romance, Comedy</p>",
        "<ul><li><b>Episodes:</b> 12</li><li><b>Network:</b> tvN</li>"
        "<li><b>Genre:</b> Romance, Comedy</li></ul>",
        "<ul><li><p><span>Episodes: 12</span></p></li><li><p>Network: tvN</p></li>"
        "<li><p>Genre: Romance, Comedy</p></li></ul>",
        "<ul><li><span>Episodes</span><span>12</span></li><li><span>Network</span><span>tvN</span>"
        "</li><li><span>Genre</span><span>Romance, Comedy</span></li></ul>",
        "<dl><dt>Episodes</dt><dd>12</dd><dt>Network</dt><dd>tvN</dd><dt>Genre</dt><dd>Romance</dd>"
        "<dd>Comedy</dd></dl>",
        "<dl><div><dt>Episodes</dt><dd><p>12</p></dd></div><div><dt>Network</dt><dd>tvN</dd></div>"
        "<div><dt>Genre</dt><dd>Romance, Comedy</dd></div></dl>",
        "<table><tr><th>Episodes</th><td>12</td></tr><tr><th>Network</th><td>tvN</td></tr>"
        "<tr><th>Genre</th><td>Romance<br>Comedy</td></tr></table>",
        "<table><tr><td><p><b>Episodes</b></p></td><td><p>12</p></td></tr><tr><td><p><b>Network</b>"
        "</p></td><td><p>tvN</p></td></tr><tr><td><div>Genre</div></td><td><ul><li>Romance</li>"
        "<li>Comedy</li></ul></td></tr></table>",
        "<table><tr><td><img src='https://a.example/p.jpg'></td><td><p>Episodes: 12</p>"
        "<p>Network: tvN</p><p>Genre: Romance, Comedy</p></td></tr></table>",
        "<div class='field'><div class='label'>Episodes</div><div class='items'>12</div></div>"
        "<div class='field'><div class='label'>Network</div><div class='items'>tvN</div></div>"
        "<div class='field'><div class='label'>Genre</div><div class='items'><div>Romance</div>"
        "<div>Comedy</div></div></div>",
        "<aside class='infobox'><div><h4>Episodes</h4><div>12</div></div><div><h4>Network</h4><div>"
        "tvN</div></div><div><h4>Genre</h4><div><a href='/r'>Romance</a>, <a href='/c'>Comedy</a>"
        "</div></div></aside>",
        "<p><strong>Episodes<br></strong>12</p><p><strong>Network<br></strong>tvN</p>"
        "<p><strong>Genre<br></strong>Romance, Comedy</p>",
        "<div>Episodes: 12</div><div>Network: tvN</div><div>Genre: Romance, Comedy</div>",
        "<table><tr><th>Episodes</th><th>Network</th><th>Genre</th></tr>"
        "<tr><td>12</td><td>tvN</td><td>Romance, Comedy</td></tr></table>",
    ],
)
@pytest.mark.parametrize("name", ["Genesis", "Wix", "Hugo, own theme", "divs without names"])
def test_labels_and_values_side_by_side_are_facts_in_any_markup(name, facts):
    review = read_post(page_of(SKELETONS[name], f"{facts}{PROSE}"), media="html")
    assert review.episodes is not None
    assert review.episodes.value == 12
    assert [network.value for network in review.networks] == ["tvN"]
    assert {str(genre.value) for genre in review.genres} == {"romance", "comedy"}


@pytest.mark.parametrize("name", ["Medium", "divs without names", "tables for columns", "Weebly"])
def test_the_post_is_found_without_any_names(name):
    bare = re.sub(r" (?:class|id|data-hook|itemprop)=[\"'][^\"']*[\"']", "", SKELETONS[name])
    found = lines_of(page_of(bare.replace("article", "div")))
    assert [line for line in found if line not in lines_of(BODY)] in ([], ["Follow"])
    assert set(lines_of(BODY)) <= set(found)


def test_facts_that_a_theme_sets_beside_the_body_belong_to_the_post():
    box = (
        "<div class='field'><div>Episodes</div><div>12</div></div><div class='field'><div>Network"
        "</div><div>tvN</div></div><div class='field'><div>Cast</div><div><div>Kim Ha-na as Lee "
        "So-ra</div><div>Park Min-jun as Choi Woo</div></div></div>"
    )
    page = f"<html><h1>{TITLE}</h1><article>{box}<div class='post-content'>{PROSE}</div></article>"
    review = read_post(page, media="html")
    assert review.episodes is not None
    assert review.episodes.value == 12
    assert [member.value.actor for member in review.cast] == ["Kim Ha-na", "Park Min-jun"]


def test_a_choice_of_other_posts_in_the_middle_is_stepped_over():
    body = f"{PROSE}<h4>You might also like</h4><ul><li>Other Street</li></ul>{PROSE}"
    long = PROSE.replace("<p>", "<p>" + "And so on, street after street. " * 8)
    lines = lines_of(page_of(SKELETONS["Ghost"], body.replace(PROSE, long)))
    assert lines == 2 * lines_of(long)


@pytest.mark.parametrize(
    "heading",
    [
        '<span style="font-size: large;">Why it works</span><br><br>',
        '<font size="5">Why it works</font><br>',
        "<b>Why it works</b><br>",
        '<p><span style="font-size: 24px">Why it works</span></p>',
    ],
)
def test_a_line_in_large_or_bold_letters_above_its_text_is_a_heading(heading):
    text = "It works because the street is a person of its own and the rain never lets up at all."
    blocks = read_html(f"<div>{PROSE}{heading}{text}</div>", base=None).blocks
    assert [block.text for block in blocks if block.kind is BlockKind.HEADING] == ["Why it works"]


def test_whole_posts_in_large_letters_have_no_headings_by_that():
    lines = "".join(
        f'<p><span style="font-size: large">{text}</span></p>' for text in ("Yes", "a" * 400)
    )
    blocks = read_html(lines, base=None).blocks
    assert all(block.kind is BlockKind.PARAGRAPH for block in blocks)


def test_an_editors_raw_source_is_parted_by_empty_lines_beside_its_elements():
    raw = "Episodes: 12<br />\nNetwork: tvN\n\nFirst thoughts.\n\n<p>A paragraph.</p>\nLast words."
    texts = [block.text for block in read_html(raw, base=None).blocks]
    assert texts == ["Episodes: 12\nNetwork: tvN", "First thoughts.", "A paragraph.", "Last words."]


def test_what_only_may_be_furniture_stays_where_it_states_facts():
    box = (
        '<div class="drama-meta"><span class="meta-label">Network</span>'
        '<span class="meta-value">tvN</span></div><p class="meta">by Ann</p>'
    )
    lines = lines_of(page_of(SKELETONS["Ghost"], f"{box}{PROSE}"))
    assert lines == ["Network\ttvN", *lines_of(PROSE)]


def test_open_details_are_no_spoilers():
    html = f"<details open><summary>Notes</summary><p>Episodes: 12</p></details>{PROSE}"
    assert all(
        "||" not in line for block in read_html(html, base=None).blocks for line in block.markdown
    )


def test_the_subtitle_is_text_and_no_heading():
    html = f"<html><article><h1>{TITLE}</h1><h3 class='subtitle'>On rain</h3>{PROSE}</article>"
    blocks = read_html(html, base=None).blocks
    assert (blocks[0].kind, blocks[0].text) == (BlockKind.PARAGRAPH, "On rain")
