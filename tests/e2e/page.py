"""Drives the try-it page the way a person does: by what is written on it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import async_playwright, expect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import FrameLocator, Locator, Page

ARTEFACTS = Path("artefacts")
DESKTOP = (1200, 800)
PHONE = (390, 844)
_LONGEST_MS = 20_000

# The wheel first: without it the conversation stays at its end, as for a reader who does nothing.
_TURN_TO = """(target) => {
    target.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));
    target.scrollIntoView({ block: "nearest" });
}"""


def chromium() -> str:
    """Return the browser's path; skip the test where there is none, except in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None and not os.environ.get("CI"):
        pytest.skip("no chromium on this machine")
    assert found is not None, "CI has to have chromium"
    return found


@contextlib.asynccontextmanager
async def opened(address: str, size: tuple[int, int] = DESKTOP) -> AsyncIterator[TryPage]:
    """Open the page in a browser of its own; a script error on it fails the test."""
    errors: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_default_timeout(_LONGEST_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(address)
        shown = TryPage(page)
        await shown.settled()
        try:
            yield shown
        finally:
            await browser.close()
    assert not errors, errors


class TryPage:
    """The page with its list of channels, and the conversation inside it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def talk(self) -> FrameLocator:
        """The conversation that is on the screen."""
        return self.page.frame_locator("#stage iframe:not(.coming)")

    @property
    def messages(self) -> Locator:
        """The messages of the conversation, oldest first."""
        return self.talk.locator("#channel-message-list [data-message-id]")

    @property
    def form(self) -> Locator:
        """The open modal."""
        return self.talk.locator("form.modal-dialog")

    async def settled(self) -> None:
        """Wait until the channel that was asked for is on the screen."""
        await self.page.locator("body[aria-busy=false]").wait_for()

    async def slash(self, command: str, **options: str) -> None:
        """Type a command such as ``review write``, with its options in order, and send it.

        A value is typed; where the bot offers choices for it, the first with that text is taken.
        """
        await self.type_command(command)
        for name, value in options.items():
            await self.fill_option(name, value)
        await self.send_command()

    async def type_command(self, command: str) -> None:
        """Choose a command from the list that ``/`` opens."""
        await self.talk.locator("#channel-composer-input").press_sequentially(f"/{command}")
        title = self.talk.locator(".command-entry-title").filter(
            has_text=re.compile(rf"^/{re.escape(command)}(\+\d+ optional)?$")
        )
        await title.click()
        await self.talk.locator(".command-row").wait_for()

    async def fill_option(self, name: str, value: str) -> None:
        """Type into an option of the command; where the bot offers choices, take the first."""
        field = await self.option(name)
        await field.fill(value)
        if await field.get_attribute("role") == "combobox":
            await self.suggestions.filter(has_text=value).first.click()

    async def option(self, name: str) -> Locator:
        """Return an option's field, adding the option first when it is an optional one."""
        pill = self.talk.locator(".command-pill").filter(
            has=self.talk.locator(".command-pill-label", has_text=re.compile(f"^{name}$"))
        )
        if not await pill.count():
            await self.suggestions.filter(has_text=name).first.click()
        return pill.locator("input").first

    @property
    def suggestions(self) -> Locator:
        """What is offered for the option that is being typed."""
        return self.talk.locator(".command-suggestion-label")

    async def send_command(self) -> None:
        """Send what is in the composer and wait for the bot to have answered."""
        await self.talk.locator("#send-message").click()
        await expect(self.talk.locator(".command-row")).to_have_count(0)

    async def press(self, label: str, *, within: Locator | None = None) -> None:
        """Press the button of the newest message that has one so labelled."""
        scope = within if within is not None else self.talk.locator("#channel-message-list")
        exact = re.compile(rf"^\W*{re.escape(label)}\s*$")  # an emoji may come first
        button = scope.locator("button, a.component-button").filter(has_text=exact)
        await _turn_to_and_click(button.last)

    async def choose(self, placeholder: str, option: str) -> None:
        """Take an option of the newest select menu that shows this text."""
        menu = self.talk.locator("#channel-message-list .preview-select").filter(
            has_text=placeholder
        )
        await _take(menu.last, option)

    async def fill_form(self, values: dict[str, object], submit: str = "Submit") -> None:
        """Fill a modal's fields, found by their labels, and send it.

        Text fields, selects and radio groups take text; checkboxes a bool or, in a group, the
        labels to tick; uploads a path.
        """
        await self.form.wait_for()
        for label, value in values.items():
            await self._fill_field(label, value)
        await self.form.get_by_role("button", name=submit, exact=True).click()
        await expect(self.form).to_have_count(0)

    async def open_channel(self, name: str) -> None:
        """Choose a channel, thread or post in the list at the left."""
        if not await self.page.locator("#side").is_visible():
            await self.page.locator("#menu").click()
        row = self.page.locator("#channels .channel").filter(
            has=self.page.get_by_text(name, exact=True)
        )
        await row.first.click()
        await self.at(name)

    async def act_as(self, name: str) -> None:
        """Go on as another member."""
        await self.page.locator("#people button").filter(has_text=name).click()
        await self.settled()

    async def speak(self, language: str) -> None:
        """Change the member's language: ``English`` or ``한국어``."""
        await self.page.locator("#languages").get_by_role("radio", name=language).click()
        await self.settled()

    async def follow(self, text: str) -> None:
        """Click a mention or link inside the newest message that has it."""
        await _turn_to_and_click(self.talk.locator(".mention, a").filter(has_text=text).last)

    async def at(self, name: str) -> None:
        """Wait until this channel is on the screen."""
        await expect(self.page.locator("#title")).to_have_text(name)
        await self.settled()

    async def shows(self, text: str | re.Pattern[str]) -> None:
        """Wait until a message says this."""
        await self.messages.filter(has_text=text).last.wait_for()

    async def picture(self, name: str) -> Path:
        """Keep what is on the screen as a picture."""
        if await self.page.locator("#stage iframe").count():
            drawn = self.talk.locator("#preview-app")
            await expect(drawn).to_have_attribute("aria-busy", "false")
        path = ARTEFACTS / f"{name}.png"
        await self.page.screenshot(path=path)
        return path

    async def _fill_field(self, label: str, value: object) -> None:
        field = (
            self.form.locator(".modal-field")
            .filter(has=self.talk.locator(".control-label, .choice-label", has_text=label))
            .first
        )
        if isinstance(value, Path):
            await field.locator("input[type=file]").set_input_files(value)
        elif isinstance(value, bool):
            await field.locator("input[type=checkbox]").set_checked(value, force=True)
        elif isinstance(value, (list, tuple)):
            for text in value:
                await field.locator(".modal-choice").filter(has_text=text).click()
        elif await field.locator(".preview-select").count():
            await _take(field.locator(".preview-select"), str(value))
        elif await field.locator("[role=radiogroup]").count():
            await field.locator(".modal-choice").filter(has_text=str(value)).click()
        else:
            await field.locator("input, textarea").fill(str(value))


async def _take(menu: Locator, option: str) -> None:
    await _turn_to_and_click(menu.locator(".select-trigger"))
    exact = re.compile(rf"^\W*{re.escape(option)}")
    await menu.locator(".select-option").filter(has_text=exact).first.click()


async def _turn_to_and_click(target: Locator) -> None:
    await target.evaluate(_TURN_TO)
    await target.click()
