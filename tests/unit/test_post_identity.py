from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.post_identity import match_posts
from bot.domain.post_marks import (
    Mark,
    are_similar,
    fingerprint_of,
    likeness,
    sketch_of,
    title_key,
)

DAY = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = ["radio", "detective", "past", "snow", "letter", "kiss", "train", "law", "ghost", "sea"]


def text(number, words=80):
    """Return words that no other number's text has in this order."""
    return " ".join(f"{WORDS[(number + i) % len(WORDS)]}{number}x{i}" for i in range(words))


def mark(number, *, title=None, body=None, guid=None, address=None, published=None):
    title = (
        f"Review of the drama called {WORDS[number % 10]} {chr(97 + number)}"
        if title is None
        else title
    )
    body = text(number) if body is None else body
    return Mark(
        guid=f"https://blog.example/?p={number}" if guid is None else guid,
        address=f"https://blog.example/post-{chr(97 + number)}" if address is None else address,
        title=title_key(title),
        fingerprint=fingerprint_of(title, body),
        sketch=sketch_of(body),
        published=DAY + timedelta(days=number) if published is None else published,
    )


def known(items, before):
    return match_posts(items, before).known


def test_the_same_feed_again_has_nothing_new_in_whatever_order():
    before = [mark(i) for i in range(5)]
    assert known(before[::-1], before) == {0: 4, 1: 3, 2: 2, 3: 1, 4: 0}


def test_a_post_that_was_dated_anew_is_the_same():
    assert known([mark(1, published=DAY + timedelta(days=90))], [mark(0), mark(1)]) == {0: 1}


def test_a_post_under_another_address_with_an_edited_text_is_the_same():
    edited = mark(1, address="https://blog.example/better-slug", body=text(1) + " and more of it")
    assert known([edited], [mark(1)]) == {0: 0}


def test_a_post_whose_guid_address_and_date_changed_is_the_same_by_its_text():
    moved = mark(1, guid="tag:new,1", address="https://new.example/a", published=DAY)
    assert known([moved], [mark(0), mark(1)]) == {0: 1}


def test_a_post_whose_names_changed_and_whose_text_was_edited_is_the_same():
    edited = mark(1, guid="n", address="https://new.example/z", body="Edit: " + text(1))
    assert known([edited], [mark(0), mark(1)]) == {0: 1}


def test_a_whole_blog_that_moved_has_nothing_new_even_where_only_titles_are_in_its_feed():
    before = [mark(i, body="") for i in range(4)]
    after = [
        replace(each, guid=f"new-{i}", address=each.address.replace("blog.", "new."))
        for i, each in enumerate(before)
    ]
    assert len(known(after, before)) == 4


def test_two_posts_that_share_an_address_are_two():
    front = "https://blog.example"
    before = [mark(0, address=front)]
    both = [mark(1, address=front), mark(0, address=front)]
    assert known(both, before) == {1: 0}
    assert known([mark(1, address=front)], before) == {}


def test_two_posts_that_share_address_and_guid_are_two_where_both_are_there():
    both = [mark(i, address="https://blog.example", guid="blog") for i in (0, 1)]
    assert match_posts(both, []).copies == {}
    assert known(both, [both[1]]) == {1: 0}
    assert known([mark(2, address="https://blog.example", guid="blog"), *both], both) == {
        1: 0,
        2: 1,
    }


def test_one_guid_for_all_merges_nothing():
    before = [mark(i, guid="same") for i in range(3)]
    items = [mark(3, guid="same"), *before]
    assert known(items, before) == {1: 0, 2: 1, 3: 2}


def test_guids_that_are_places_in_the_list_merge_nothing():
    before = [mark(i, guid=str(9 - i)) for i in range(3)]
    items = [mark(i, guid=str(9 - i)) for i in range(3)] + [mark(3, guid="10")]
    shifted = [replace(each, guid=str(i)) for i, each in enumerate(reversed(items))]
    matched = known(
        shifted, [replace(each, guid=str(i)) for i, each in enumerate(reversed(before))]
    )
    assert matched == {1: 0, 2: 1, 3: 2}


def test_a_guid_that_another_post_got_is_another_post():
    assert known([mark(1, guid="g", title="Best snacks")], [mark(0, guid="g")]) == {}


def test_a_rewritten_post_under_its_guid_and_address_is_the_same():
    assert known([mark(0, title="Best snacks", body=text(7))], [mark(0)]) == {0: 0}


def test_an_item_that_is_there_twice_is_one():
    assert match_posts([mark(0), mark(1), mark(0)], []).copies == {2: 0}
    again = mark(0, guid="other", address="https://blog.example/other")
    assert match_posts([mark(0), again], []).copies == {1: 0}


def test_posts_without_names_are_told_by_title_and_date():
    bare = [mark(i, guid="", address="", body="") for i in range(3)]
    assert known(bare, bare[:2]) == {0: 0, 1: 1}
    later = mark(0, guid="", address="", body="", published=DAY + timedelta(days=9))
    assert known([later], bare) == {}


def test_episodes_of_one_drama_under_much_the_same_text_are_not_one_post():
    body = text(1)
    first = mark(1, title="Signal recap: episode 3", body=body)
    second = mark(2, title="Signal recap: episode 4", body=body)
    assert not are_similar(first.title, second.title)
    assert known([second], [first]) == {}


def test_likeness_of_an_edited_text_is_high_and_of_another_is_none():
    assert likeness(sketch_of(text(1)), sketch_of(text(1) + " one more line here")) > 0.9
    assert likeness(sketch_of(text(1)), sketch_of(text(2))) == 0
    assert likeness((), sketch_of(text(1))) == 0


def test_scripts_without_spaces_have_sketches_too():
    assert len(sketch_of("这部电视剧讲述了一个侦探和他的收音机的故事")) > 12
    assert len(sketch_of("このドラマは刑事とラジオの話です。とても面白かった")) > 12


@given(st.text(), st.text())
def test_any_text_has_keys_and_is_like_itself(one, other):
    assert are_similar(title_key(one), title_key(one))
    assert fingerprint_of(one, other) == fingerprint_of(f" {one}\n", f"\t{other}")
    assert likeness(sketch_of(one), sketch_of(one)) in {0.0, 1.0}


CHANGES = st.lists(
    st.sets(st.sampled_from(["guid", "address", "date", "text"]), max_size=4),
    min_size=1,
    max_size=12,
)


def changed(each, number, what):
    if "guid" in what:
        each = replace(each, guid=f"tag:changed,{number}")
    if "address" in what:
        each = replace(each, address=f"https://moved.example/{number}/elsewhere")
    if "date" in what:
        each = replace(each, published=DAY + timedelta(days=400, hours=number))
    if "text" in what:
        words = text(number) + " PS thanks for all the comments"
        each = replace(each, fingerprint=fingerprint_of(each.title, words), sketch=sketch_of(words))
    return each


@settings(max_examples=200)
@given(CHANGES, st.randoms(use_true_random=False))
def test_whatever_changes_about_posts_none_is_new_and_none_is_another(changes, random):
    before = [mark(i) for i in range(len(changes))]
    after = [changed(each, i, changes[i]) for i, each in enumerate(before)]
    order = list(range(len(after)))
    random.shuffle(order)
    assert known([after[i] for i in order], before) == dict(enumerate(order))


MARKS = st.builds(
    Mark,
    guid=st.sampled_from(["", "a", "b"]),
    address=st.sampled_from(["", "https://x.example", "https://x.example/post"]),
    title=st.sampled_from(["", "signal", "signal review", "healer"]),
    fingerprint=st.sampled_from(["1", "2", "3"]),
    sketch=st.sampled_from(
        [(), sketch_of(text(1)), sketch_of(text(1) + " more"), sketch_of(text(2))]
    ),
    published=st.sampled_from([None, DAY, DAY + timedelta(days=1)]),
)


@given(st.lists(MARKS, max_size=8), st.lists(MARKS, max_size=8))
def test_a_post_is_never_two_items_and_a_copy_never_a_post(items, before):
    matching = match_posts(items, before)
    assert len(set(matching.known.values())) == len(matching.known)
    assert not set(matching.known) & set(matching.copies)
    assert all(original < copy for copy, original in matching.copies.items())
    assert not set(matching.copies.values()) & set(matching.copies)


@given(st.lists(MARKS, max_size=8))
def test_what_was_stored_of_any_feed_is_known_the_next_time(items):
    first = match_posts(items, [])
    stored = [each for i, each in enumerate(items) if i not in first.copies]
    again = match_posts(items, stored)
    assert set(again.known) | set(again.copies) == set(range(len(items)))
