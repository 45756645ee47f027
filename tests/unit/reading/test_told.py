from __future__ import annotations

import pytest

from bot.reading.reader import read_post
from tests.unit.reading.posts import pairs, values


def read_sentence(sentence: str):
    return read_post(f"Review: Paper Key\n\n{sentence} I liked this drama.", media="text")


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("It is a 50 episodes long series.", 50),
        ("This series is composed of fifty 45 minute long episodes.", 50),
        ("It clocks in at a grand total of nine episodes.", 9),
        ("There’s only 6 episodes.", 6),
        ("It has 8 episodes of 15 minutes each.", 8),
        ("It is full of lessons throughout the 12 episodes.", 12),
        ("I watched the last 2 episodes twice, all 16 episodes once.", 16),
    ],
)
def test_episodes_are_read_from_sentences(sentence, count):
    assert read_sentence(sentence).episodes.value == count


@pytest.mark.parametrize(
    "sentence", ["I finished the first 4 episodes.", "It hooked me within 3 episodes of a sitcom."]
)
def test_episodes_somebody_watched_are_not_the_dramas(sentence):
    assert read_sentence(sentence).episodes is None


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("Paper Key is a 2018 South Korean series.", 2018),
        ("It aired from June 6 to July 26, 2018.", 2018),
        ("Paper Key (tvN, 2016) is loud.", 2016),
        ("The writer is known for Signal, which aired in 2016.", None),
    ],
)
def test_the_year_is_read_from_sentences_about_the_drama(sentence, year):
    read = read_sentence(sentence)
    assert (read.year.value if read.year else None) == year


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It aired on tvN every Saturday.", ["tvN"]),
        ("NHK’s Paper Key begins with a fall.", ["NHK"]),
        ("It is available on Netflix.", []),
        ("The show premiered in 2020 and is also streaming on Viki.", []),
    ],
)
def test_the_network_is_read_from_sentences_and_places_to_watch_are_not(sentence, names):
    assert values(read_sentence(sentence).networks) == names


@pytest.mark.parametrize(
    ("sentence", "cast"),
    [
        ("Ha Rin [Kim Da Mi] sells keys.", [("Kim Da Mi", "Ha Rin")]),
        ("Yoon Ha Rin’s (Kim Da Mi) key is lost.", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("The owner, Ha Rin, is played by Kim Da Mi.", [("Kim Da Mi", "Ha Rin")]),
        ("Kim Da Mi plays the receptionist Ha Rin.", [("Kim Da Mi", "Ha Rin")]),
        ("IU plays the role of Jang Man Wol here.", [("IU", "Jang Man Wol")]),
        ("Captain Ri Jung Hyuk (Hyun Bin) finds her.", [("Hyun Bin", "Ri Jung Hyuk")]),
        ("Kim Da Mi plays the daughter of Ha Rin.", []),
        ("It stars Kim Da Mi, Lee Do Hyun and others.", [("Kim Da Mi", ""), ("Lee Do Hyun", "")]),
    ],
)
def test_casts_are_read_from_sentences(sentence, cast):
    assert pairs(read_sentence(sentence)) == cast


def test_the_plots_given_names_tell_roles_from_actors():
    read = read_sentence(
        "Yoon Ha-rin (Kim Da-mi) sells keys. Ha-rin is poor. Ha-rin is proud. "
        "Kim Da-mi deserves an award, Kim Da-mi is back."
    )
    assert pairs(read) == [("Kim Da-mi", "Yoon Ha-rin")]


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("My Rating: 9.4 of 10 Stars", 9.4, 10),
        ("My Rating: ♥♥♥♥/5", 4, 5),
        ("I give it five hearts. <3 <3 <3 <3 <3", 5, 5),
        ("Watch it if you must. (10\\10)", 10, 10),
        ("Final Score 6/10: neither fish nor key.", 6, 10),
        ("Verdict: An absolute must. 9/10", 9, 10),
        ("Ratings out of 10:\n\nActing: 8\n\nOverall Score: 8.2", 8.2, 10),
        ("Overall 9.0\nStory 8.5\nMusic 8.0", 9, 10),
    ],
)
def test_more_ways_of_giving_a_score_are_read(text, value, scale):
    read = read_post(f"Review: Paper Key\n\nI liked this drama.\n\n{text}", media="text")
    assert (read.score.value.value, read.score.value.scale) == (value, scale)


def test_a_score_in_the_title_is_read():
    read = read_post("Th-Drama: Paper Key (8.2/10)\n\nI liked this drama.", media="text")
    assert (read.title.value, read.score.value.raw) == ("Paper Key", "8.2/10")


def test_the_scores_of_episodes_in_a_guide_are_not_the_dramas():
    guide = "\n".join(f"Episode {n} -| Review Score – 4/5" for n in range(1, 9))
    read = read_post(f"Paper Key Season 1 Review\n\n{guide}\n\nI liked this drama.", media="text")
    assert read.score is None
