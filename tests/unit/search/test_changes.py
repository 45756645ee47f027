"""An index that is changed is the index built anew, and what is saved comes back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import TitleEntry, TitleIndex
from bot.search.saved import write
from tests.unit.search.catalogues import starter_entries, starter_index

relaxed = settings(deadline=None)  # other tests may be busy beside it

NAMES = (
    "Signal", "Signal 2", "Another Signal", "시그널", "시크릿 가든", "Secret Garden", "Goblin",
    "도깨비", "シグナル", "しぐなる", "庆余年", "慶餘年", "Joy of Life", "The Joy", "BTS 시그널",
    "So", "Song", "", "♥", "\ud800 W",
)  # fmt: skip
QUERIES = (
    "signal", "sig", "singal", "시그", "ㅅㄱㄴ", "tlrmsjf", "sikeunal", "goblni", "joy", "so",
    "qyn", "qing yu nian", "慶餘", "しぐ", "secret gaden", "s", "bts",
)  # fmt: skip

entries = st.builds(
    TitleEntry,
    id=st.integers(1, 8),
    title=st.sampled_from(NAMES),
    native=st.none() | st.sampled_from(NAMES),
    aliases=st.lists(st.sampled_from(NAMES), max_size=3).map(tuple),
    year=st.none() | st.integers(1960, 2030),
    country=st.none() | st.sampled_from(["KR", "CN", "JP"]),
    popularity=st.sampled_from([0.0, 1.0, 2.5, 1000.0]),
)
changes = st.lists(st.tuples(st.sampled_from(["add", "update", "remove"]), entries), max_size=8)


def outcome(index):
    """All that can be seen of an index of a few entries."""
    return {
        "hits": {typed: index.search(typed) for typed in QUERIES},
        "entries": {number: index.entry(number) for number in range(10)},
        "known": [number for number in range(10) if number in index],
        "size": len(index),
        "named": {name: sorted(index.named(name)) for name in NAMES},
        "meant": {typed: index.meant(typed) for typed in QUERIES},
    }


@relaxed
@given(st.lists(entries, max_size=6), changes)
def test_a_changed_index_is_like_one_built_of_what_is_left(first, changed):
    index = TitleIndex.build(first)
    left = {entry.id: entry for entry in TitleIndex.build(first)._entries}
    for kind, entry in changed:
        if kind == "remove":
            index.remove(entry.id)
            left.pop(entry.id, None)
        else:
            getattr(index, kind)(entry)
            left[entry.id] = entry
    assert outcome(index) == outcome(TitleIndex.build(left.values()))


def test_a_changed_entry_is_found_by_its_new_name_only():
    index = TitleIndex.build([TitleEntry(1, "Signal")])
    index.update(TitleEntry(1, "Happiness"))
    assert index.meant("Signal") is None
    assert index.meant("Happiness") == 1
    assert index.search("signal") == []
    index.remove(1)
    assert index.search("Happines") == []
    assert index.entry(1) is None


def test_entries_come_back_as_they_were_given():
    assert all(starter_index().entry(entry.id) == entry for entry in starter_entries())
    assert len(starter_index()) == len(starter_entries())


def test_an_added_drama_that_is_best_known_comes_first_among_hundreds():
    index = TitleIndex.build(TitleEntry(n, f"Song {n}", popularity=float(n)) for n in range(1, 300))
    index.add(TitleEntry(1000, "Songbird", popularity=9e9))
    assert index.search("so", 2)[0].id == 1000


@relaxed
@given(st.lists(entries, max_size=6), changes)
def test_a_saved_index_comes_back_the_same(tmp_path_factory, first, changed):
    path = tmp_path_factory.mktemp("index") / "titles.index"
    index = TitleIndex.build(first)
    for kind, entry in changed:
        index.remove(entry.id) if kind == "remove" else index.add(entry)
    index.save(path, stamp="one")
    loaded = TitleIndex.load(path, stamp="one")
    assert loaded is not None
    assert outcome(loaded) == outcome(index)
    loaded.add(TitleEntry(9, "Signal Nine"))
    assert loaded.meant("signal nine") == 9


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "titles.index"
    TitleIndex.build([TitleEntry(1, "Signal", "시그널", ("庆余年",))]).save(path, stamp="one")
    return path


def test_nothing_but_the_index_is_left_in_the_folder(saved):
    assert [path.name for path in saved.parent.iterdir()] == ["titles.index"]


def test_an_index_of_another_stamp_or_none_at_all_is_not_loaded(saved):
    assert TitleIndex.load(saved, stamp="two") is None
    assert TitleIndex.load(saved.with_name("nothing"), stamp="one") is None
    assert TitleIndex.load(saved.parent, stamp="one") is None


@relaxed
@given(st.data())
def test_a_damaged_file_is_not_loaded(tmp_path_factory, saved, data):
    content = bytearray(saved.read_bytes())
    kind = data.draw(st.sampled_from(["cut", "changed", "other"]))
    at = data.draw(st.integers(0, len(content) - 1))
    if kind == "cut":
        del content[at:]
    elif kind == "changed":
        content[at] ^= data.draw(st.integers(1, 255))
    else:
        content = data.draw(st.binary(max_size=200))
    path = tmp_path_factory.mktemp("damaged") / "titles.index"
    path.write_bytes(content)
    loaded = TitleIndex.load(path, stamp="one")
    # Some bytes of an archive (times, flags of the system) mean nothing.
    assert loaded is None or (kind == "changed" and loaded.meant("시그널") == 1)


def test_an_index_with_a_column_missing_or_of_another_shape_is_not_loaded(saved, tmp_path):
    import numpy as np

    with np.load(saved) as file:
        columns = {name: file[name] for name in file.files if name != "about"}
    for name in columns:
        path = tmp_path / "titles.index"
        write(path, {key: columns[key] for key in columns if key != name}, [], stamp="one")
        assert TitleIndex.load(path, stamp="one") is None, name


def test_a_save_that_fails_leaves_the_old_file(saved, monkeypatch):
    before = saved.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        TitleIndex.build([]).save(saved, stamp="one")
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == ["titles.index"]
