"""Commands: each rule with a set that just keeps it and one that breaks it."""

from __future__ import annotations

import pytest

from tests.support.discord_rules import check_commands


def command(name="rate", **changes):
    return {"type": 1, "name": name, "description": "Rate a drama", **changes}


def option(name="score", **changes):
    return {"type": 3, "name": name, "description": "What you give", **changes}


def sub(name="list", *options, **changes):
    return {"type": 1, "name": name, "description": "x", "options": list(options), **changes}


def group(name="watch", *options, **changes):
    return {"type": 2, "name": name, "description": "x", "options": list(options), **changes}


def menu(name="Rate this", **changes):
    return {"type": 3, "name": name, **changes}


def choice(number=0, **changes):
    return {"name": f"Episode {number}", "value": number, **changes}


def of(*options, **changes):
    return [command(options=list(options), **changes)]


def choosing(*choices, **changes):
    return of(option(choices=list(choices), **changes))


def long_command(described):
    """Build a command of 7,950 characters and a description of so many."""
    full = [{"name": f"{n:02}".ljust(100, "x"), "value": "v" * 100} for n in range(39)]
    rest = {"name": "z" * 100, "value": "v" * 40}
    options = [
        option("o1", description="d", choices=full[:20]),
        option("o2", description="d", choices=[*full[20:], rest]),
    ]
    return [command("long", description="d" * described, options=options)]


KEPT = {
    "a hundred commands": [command(f"rate{n}") for n in range(100)],
    "five context menus": [menu(f"Rate {n}") for n in range(5)],
    "a command and a menu of one name": [command("rate"), menu("rate")],
    "a name with a hyphen and an underscore": [command("rate-it_now")],
    "a name of 32 characters": [command("x" * 32)],
    "a name in Hangul": [command(name_localizations={"ko": "평점"})],
    "a description of 100 characters": [command(description="x" * 100)],
    "an optional option after a required one": of(option(required=True), option("body")),
    "twenty-five options": of(*[option(f"o{n}") for n in range(25)]),
    "a group with a subcommand": of(group("watch", sub("list", option()))),
    "one option's name in two subcommands": of(sub("a", option()), sub("b", option())),
    "a required option in the second subcommand": of(
        sub("a", option()), sub("b", option(required=True))
    ),
    "twenty-five choices": choosing(*[choice(n) for n in range(25)]),
    "a choice at its longest": choosing(choice(name="x" * 100, value="y" * 100)),
    "8,000 characters": long_command(50),
}

BROKEN = {
    "a hundred and one commands": (
        [command(f"rate{n}") for n in range(101)],
        "101 commands of type 1, 100 at most",
    ),
    "six context menus": ([menu(f"Rate {n}") for n in range(6)], "6 commands of type 3"),
    "two commands of one name": ([command(), command()], "the commands: 'rate' stands 2 times"),
    "two commands of one Korean name": (
        [command(name, name_localizations={"ko": "평점"}) for name in ("a", "b")],
        "'평점' stands 2 times ko",
    ),
    "a Korean name that is another's own": (
        [command("a", name_localizations={"ko": "b"}), command("b")],
        "'b' stands 2 times ko",
    ),
    "an upper-case name": ([command("Rate")], "'Rate' is not in lower case"),
    "an upper-case option": (of(option("Score")), "/rate Score: 'Score' is not in lower case"),
    "an upper-case German name": (
        [command(name_localizations={"de": "Note"})],
        "'Note' is not in lower case de",
    ),
    "a name with a space": ([command("rate it")], "is no name"),
    "a Korean name with a space": (
        [command(name_localizations={"ko": "평점 주기"})],
        "'평점 주기' is no name ko",
    ),
    "a name of 33 characters": ([command("x" * 33)], "is no name"),
    "a locale that is none": (
        [command(name_localizations={"kr": "평점"})],
        "Discord has no locale 'kr'",
    ),
    "no description": ([command(description=" ")], "/rate: the description is missing"),
    "an option without a description": (
        of(option(description="")),
        "/rate score: the description is missing",
    ),
    "a description of 101 characters": ([command(description="x" * 101)], "of 101 characters"),
    "a Korean description of 101 characters": (
        [command(description_localizations={"ko": "별" * 101})],
        "of 101 characters ko",
    ),
    "a required option after an optional one": (
        of(option("body"), option(required=True)),
        "/rate score: a required option after an optional one",
    ),
    "twenty-six options": (of(*[option(f"o{n}") for n in range(26)]), "26 options"),
    "an option given twice": (of(option(), option()), "/rate: 'score' stands 2 times"),
    "an option beside a subcommand": (of(sub(), option("body")), "side by side"),
    "a group in a group": (of(group("a", group("b", sub()))), "/rate a b: nested too deeply"),
    "a subcommand in a subcommand": (of(sub("a", sub("b"))), "/rate a b: nested too deeply"),
    "twenty-six choices": (choosing(*[choice(n) for n in range(26)]), "26 choices"),
    "a choice's name of 101 characters": (choosing(choice(name="x" * 101)), "1 to 100 characters"),
    "a choice's Korean name of 101 characters": (
        choosing(choice(name_localizations={"ko": "별" * 101})),
        "1 to 100 characters",
    ),
    "a choice's value of 101 characters": (choosing(choice(value="x" * 101)), "value of 101"),
    "a choice's name given twice": (
        choosing(choice(name="x"), choice(1, name="x")),
        "'x' stands 2 times",
    ),
    "choices beside autocompletion": (
        choosing(choice(), autocomplete=True),
        "exclude each other",
    ),
    "a menu with a description": ([menu(description="x")], "neither description nor options"),
    "a menu's name of 33 characters": ([menu("x" * 33)], "1 to 32 characters"),
    "8,001 characters": (long_command(51), "8001 characters in all"),
}


@pytest.mark.parametrize("commands", KEPT.values(), ids=KEPT.keys())
def test_commands_may_have(commands):
    assert check_commands(commands) == []


@pytest.mark.parametrize(("commands", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_commands_may_not_have(commands, problem):
    found = check_commands(commands)
    assert len(found) == 1
    assert problem in found[0]


def test_a_command_is_as_long_as_its_longest_language():
    [long] = long_command(50)
    shorter = {"ko": "별", "ja": "x"}
    assert check_commands([{**long, "description_localizations": shorter}]) == []
    longer = {"ko": "별" * (len(long["description"]) + 1)}
    [problem] = check_commands([{**long, "description_localizations": longer}])
    assert "8001 characters" in problem
