from __future__ import annotations

from bot.trying.command_texts import translate_catalogue

COMMAND = {
    "id": "7",
    "name": "review",
    "name_localizations": {"ko": "리뷰"},
    "description": "Reviews",
    "options": [
        {
            "name": "write",
            "name_localizations": {"ko": "쓰기"},
            "description": "Write a review.",
            "description_localizations": {"ko": "리뷰를 씁니다."},
            "options": [
                {
                    "name": "score",
                    "name_localizations": {"ko": "점수"},
                    "description": "How good",
                    "description_localizations": {"ko": "얼마나 좋은지"},
                    "choices": [
                        {"name": "Good", "name_localizations": {"ko": "좋음"}, "value": 1},
                        {"name": "Bad", "value": 0},
                    ],
                }
            ],
        }
    ],
}
ENTRY = {
    "commandId": "7",
    "path": ["review", "write"],
    "invocation": "review write",
    "description": "Write a review.",
    "options": [
        {
            "name": "score",
            "description": "How good",
            "choices": [{"name": "Good", "value": 1}, {"name": "Bad", "value": 0}],
        }
    ],
}


def shown(locale):
    return translate_catalogue({"state": "available", "entries": [ENTRY]}, [COMMAND], locale)


def test_a_subcommand_is_named_and_described_in_the_language():
    entry = shown("ko")["entries"][0]
    assert entry["invocation"] == "리뷰 쓰기"
    assert entry["description"] == "리뷰를 씁니다."
    assert entry["options"][0]["description"] == "얼마나 좋은지"


def test_what_is_sent_back_stays_as_the_bot_knows_it():
    entry = shown("ko")["entries"][0]
    assert entry["path"] == ["review", "write"]
    assert entry["options"][0]["name"] == "score"
    assert [choice["value"] for choice in entry["options"][0]["choices"]] == [1, 0]


def test_a_text_without_a_translation_stays_english():
    choices = shown("ko")["entries"][0]["options"][0]["choices"]
    assert [choice["name"] for choice in choices] == ["좋음", "Bad"]
    assert shown("en-US")["entries"] == [ENTRY]


def test_a_command_that_was_withdrawn_meanwhile_is_left_alone():
    catalogue = {"entries": [ENTRY]}
    assert translate_catalogue(catalogue, [], "ko") == catalogue
