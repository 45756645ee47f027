"""Rules of the house that no linter knows."""

import asyncio
import re
import subprocess
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from importlinter import cli

from bot.app import EXTENSIONS
from bot.command_texts import loaded_tree
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("bot", "cogs", "data")
    for path in (ROOT / folder).rglob("*.py")
    if path.parent.name != "versions"  # Alembic writes those
)
LONGEST = 300

GENERATED = {"uv.lock"}
# In pieces, so that this file does not hold what it looks for.
REGISTRIES = (("pypi", "org"), ("files", "detsohnohtyp"[::-1], "org"), ("registry", "npmjs", "org"))
HOSTS = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES))
FOLDERS = ("root", "home", "work")
MACHINE_PATHS = re.compile("|".join(rf"(?<![\w.])/{name}/" for name in FOLDERS))


def tracked():
    """The files of the project: those git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: no list of the project's files")
    return [ROOT / name for name in listed.stdout.splitlines() if name not in GENERATED]


def texts():
    for path in tracked():
        if path.is_file():
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def commands():
    """The qualified name of every command members can call."""

    async def names():
        async with loaded_tree() as tree:
            return [
                command.qualified_name
                for command in tree.walk_commands()
                if not getattr(command, "commands", None)
            ]

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, names()).result()


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_every_setting_is_in_the_example_and_nothing_else():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE))
    assert shown == {name.upper() for name in Settings.model_fields}


def test_every_command_is_in_the_docs_and_nothing_else():
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    expected = set(commands())
    shown = set()
    for written in re.findall(r"`/([a-z][^`]*)`", page):
        words = written.split()
        shown.add(
            next((name for name in (" ".join(words[:2]), words[0]) if name in expected), None)
        )
    assert expected - shown == set()
    assert shown - expected == set()


def test_imports_keep_the_contracts():
    assert (
        cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
        == cli.EXIT_STATUS_SUCCESS
    )


def test_every_cog_is_loaded_and_under_the_contract_of_independence():
    cogs = {f"cogs.{path.stem}" for path in (ROOT / "cogs").glob("[a-z]*.py")}
    assert set(EXTENSIONS) == cogs
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [independent] = [c["modules"] for c in contracts if c["type"] == "independence"]
    assert set(independent) == cogs


def test_no_file_names_a_package_registrys_host():
    assert [path.name for path, text in texts() if HOSTS.search(text)] == []


def test_no_file_names_a_path_of_one_machine():
    assert [path.name for path, text in texts() if MACHINE_PATHS.search(text)] == []
