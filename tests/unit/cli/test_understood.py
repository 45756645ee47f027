from rich.console import Console

from bot.cli.understood import understood_table
from bot.reading.reader import read_post

TURNED = "\u202e\u2066\u200f\x9b31m"
HIDDEN = "&#x202e;&#x2066;&#x200f;&#x9b;31m&#x85;"
TEXT = f"""Review: Sig{TURNED}nal

Starring: Lee Je Hoon{TURNED} as Park Hae Young

A detective{TURNED} finds a radio. It talks.

I loved{TURNED} this drama.

Overall: 4.5/5 (tense{TURNED})

After episode 3{TURNED}

He calls{TURNED} again.
"""
PAGE = f"""<html><head><title>Review: Sig{HIDDEN}nal</title></head><body><article>
<h1>Review: Sig{HIDDEN}nal</h1><p>A detective{HIDDEN} finds a radio. It talks.</p>
<p>Overall: 4.5/5 (tense{HIDDEN})</p><h2>After{HIDDEN} episode 3</h2><p>He calls{HIDDEN}.</p>
<img src="https://blog.example/a.jpg" alt="A radio{HIDDEN}"></article></body></html>"""


def shown(text):
    console = Console(width=100, markup=False, highlight=False, emoji=False, force_terminal=True)
    with console.capture() as captured:
        console.print(understood_table(read_post(text)))
    return captured.get()


def test_a_post_turns_no_line_of_the_terminal_round():
    for post in (TEXT, PAGE):
        out = shown(post)
        assert "detective" in out
        assert not set(out) & set("\u202e\u2066\u200f\x9b\x85")


def test_a_section_still_says_on_a_line_of_its_own_what_it_spoils():
    lines = shown(TEXT).splitlines()
    assert any("1 paragraph; spoils" in line for line in lines)
