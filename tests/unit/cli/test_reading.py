from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from bot.__main__ import app

POST = """Review: Paper Key (2019)

Episodes: 16
Genre: Rom-com
Native title: 종이 열쇠
Original network: tvN, Netflix
Also known as: The Door

Yoon Ha Rin (Kim Da Mi) sells keys. I liked this drama.

Overall: 4.5/5 (warm)

Spoilers through episode 3

It opens.
"""
PAGE = "<h1>10 Best K-Dramas</h1><p>1. Paper Key</p>"


def read(*arguments: str, typed: str | None = None):
    return CliRunner().invoke(app, ["review", "read", *arguments], input=typed)


@pytest.fixture
def post(tmp_path):
    path = tmp_path / "post.txt"
    path.write_text(POST, "utf-8")
    return str(path)


def test_an_actor_of_the_starter_catalogue_is_told_from_the_role(tmp_path):
    for name, line in (
        ("a", "Ji Chang Wook (Seo Jung Hoo)"),
        ("b", "Seo Jung Hoo (Ji Chang Wook)"),
    ):
        path = tmp_path / f"{name}.txt"
        path.write_text(POST.replace("Yoon Ha Rin (Kim Da Mi)", line), "utf-8")
        (read_back,) = read(str(path), "--json").stdout.splitlines()
        assert json.loads(read_back)["cast"] == [{"actor": "Ji Chang Wook", "role": "Seo Jung Hoo"}]


def test_a_post_is_one_json_object_on_a_line(post):
    result = read(post, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "is_review": True,
        "kind": "review",
        "titles": ["Paper Key", "The Door"],
        "native_title": "종이 열쇠",
        "episodes": 16,
        "genres": ["romance", "comedy"],
        "original_genres": ["Rom-com"],
        "network": "tvN, Netflix",
        "year": 2019,
        "country": None,
        "score": {"value": 4.5, "scale": 5, "raw": "4.5/5"},
        "verdict": "warm",
        "cast": [{"actor": "Kim Da Mi", "role": "Yoon Ha Rin"}],
        "sections": [{"heading": "Spoilers through episode 3", "spoils_through": 3}],
    }


def test_why_says_where_each_fact_was_read(post):
    why = json.loads(read(post, "--json", "--why").stdout)["why"]
    assert why["episodes"] == "Episodes: 16"
    assert why["network"] == ["Original network: tvN, Netflix"]
    assert why["cast"] == ["Yoon Ha Rin (Kim Da Mi)"]
    assert "country" not in why


def test_files_come_out_in_their_order_whatever_they_are(post, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    lines = read(str(page), post, "--json").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["list", "review"]


def test_what_cannot_be_read_has_its_reason_on_its_line_and_the_rest_is_read(post, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    result = read(str(empty), str(tmp_path / "nowhere.txt"), str(tmp_path), post, "--json")
    assert result.exit_code == 1
    first, missing, folder, last = map(json.loads, result.stdout.splitlines())
    assert first["file"] == str(empty)
    assert first["error"].startswith("There is nothing in this post")
    assert missing["error"] == "There is no such file: check its name and folder."
    assert folder["error"].startswith("That is a folder")
    assert last["is_review"] is True


def test_a_dash_reads_standard_input():
    found = json.loads(read("-", "--json", typed=POST).stdout)
    assert found["titles"][0] == "Paper Key"


def test_a_post_over_two_megabytes_is_refused_before_it_is_all_read():
    found = json.loads(read("-", "--json", typed="a" * 2_100_000).stdout)
    assert found["error"].startswith("This post is over 2 MB")


def test_without_json_a_table_says_what_was_understood_and_where(post):
    result = read(post)
    assert result.exit_code == 0
    for part in ("Paper Key", "Also called", "종이 열쇠", "Overall: 4.5/5 (warm)", "not stated"):
        assert part in result.stdout


def test_a_post_that_is_no_review_is_shown_all_the_same(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    assert "a list of dramas, no review" in read(str(page)).stdout


def test_failures_of_the_table_go_to_standard_error(tmp_path):
    result = read(str(tmp_path / "nowhere.txt"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no such file" in result.stderr
