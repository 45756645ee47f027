import json

import pytest

from data.seed.files import SeedError
from data.seed.rows import parse_row, read_seed

GOOD = {
    "key": "signal-2016",
    "title": "Signal",
    "native": "시그널",
    "language": "ko",
    "romanised": "Sigeuneol",
    "aliases": [],
    "year": 2016,
    "country": "KR",
    "episodes": 16,
    "networks": ["tvN"],
    "genres": ["thriller", "crime"],
    "cast": [{"actor": "Lee Je Hoon", "native": "이제훈", "role": "Park Hae Young"}],
}


def row(**changes):
    return json.dumps(GOOD | changes, ensure_ascii=False)


def test_the_starter_catalogue_is_whole():
    dramas = read_seed()
    countries = {d.facts.country for d in dramas}
    assert len(dramas) >= 250
    assert {"KR", "CN", "JP", "TW", "TH"} <= countries


def test_a_good_row_is_read():
    drama = parse_row(row())
    assert drama.key == "signal-2016"
    assert drama.facts.cast[0].role == "Park Hae Young"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year": 2017}, "signal-2016.*the year"),
        ({"native": "Signaal シ"}, "signal-2016.*script"),
        ({"country": "JP"}, "signal-2016.*country"),
        ({"genres": ["thriller", "noir"]}, "signal-2016.*genre"),
        ({"genres": ["thriller", "thriller"]}, "signal-2016.*genre twice"),
        ({"aliases": ["Signal"]}, "signal-2016.*repeats"),
        ({"episodes": 0}, "episodes"),
        ({"episodes": "16"}, "episodes"),
        ({"title": " Signal"}, "title.*spaces"),
        ({"cast": []}, "cast"),
        ({"extra": 1}, "extra"),
        ({"key": "Signal 2016"}, "key"),
    ],
)
def test_a_wrong_row_is_refused_by_name_with_what_is_wrong(changes, said):
    with pytest.raises(SeedError, match=said):
        parse_row(row(**changes))


@pytest.mark.parametrize("line", ["", "{", "[]", "null"])
def test_what_is_no_row_is_refused(line):
    with pytest.raises(SeedError, match="here:3"):
        parse_row(line, "here:3")
