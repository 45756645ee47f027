"""A small bot that does what the try-it page has to be able to show."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.ext import commands, tasks

TITLES = ("Soundtrack #1", "Signal", "사랑의 불시착")


class Form(ui.Modal, title="Rate"):
    score = ui.Label(
        text="Score",
        component=ui.Select(
            custom_id="score",
            options=[discord.SelectOption(label=f"{n}/5", value=str(n)) for n in range(1, 6)],
        ),
    )
    status = ui.Label(
        text="How far",
        component=ui.RadioGroup(
            custom_id="status",
            options=[
                discord.RadioGroupOption(label="Completed", value="done"),
                discord.RadioGroupOption(label="Dropped", value="dropped"),
            ],
        ),
    )
    hidden = ui.Label(text="Spoilers", component=ui.Checkbox(custom_id="hidden", default=False))
    text = ui.Label(
        text="Review",
        component=ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, required=False, max_length=400
        ),
    )
    picture = ui.Label(text="Picture", component=ui.FileUpload(custom_id="picture", required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        files = self.picture.component.values
        await interaction.response.send_message(
            f"Rated {self.score.component.values[0]}, {self.status.component.value}, "
            f"{self.hidden.component.value}, {self.text.component.value!r}, "
            f"{[file.filename for file in files]}",
            ephemeral=True,
        )


class Card(ui.LayoutView):
    def __init__(self, title: str) -> None:
        super().__init__(timeout=None)
        self.title = title
        row = ui.ActionRow()
        for label, callback in (("Rate", self.rate), ("Discuss", self.discuss)):
            button = ui.Button(label=label)
            button.callback = callback
            row.add_item(button)
        self.add_item(
            ui.Container(
                ui.TextDisplay(f"## {title}"),
                ui.MediaGallery(discord.MediaGalleryItem("https://pictures.example/poster.png")),
                row,
                accent_colour=0xC2185B,
            )
        )

    async def rate(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    async def discuss(self, interaction: discord.Interaction) -> None:
        forum = discord.utils.get(interaction.guild.forums, name="discussions")
        post = await forum.create_thread(name=f"{self.title} talk", content="Say what you think.")
        await interaction.response.send_message(
            f"The discussion is in {post.thread.mention}.", ephemeral=True
        )


KOREAN = {"date": "날짜", "Say what day it is.": "오늘 날짜를 알려 줍니다."}


class Korean(app_commands.Translator):
    async def translate(self, string, locale, context):
        return KOREAN.get(string.message) if locale is discord.Locale.korean else None


class StubBot(commands.AutoShardedBot):
    def __init__(self, now) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            shard_count=1,
        )
        self.now = now
        self.ticks = 0
        self.tree.command(name="drama")(drama).autocomplete("title")(titles)
        self.tree.command(name="date")(date)
        self.tree.command(name="refuse")(refuse).error(refused)
        self.to_post: str | None = None

    async def setup_hook(self) -> None:
        await self.tree.set_translator(Korean())
        self.background.start()

    @tasks.loop(seconds=1)
    async def background(self) -> None:
        self.ticks += 1
        if self.to_post:
            text, self.to_post = self.to_post, None
            channel = discord.utils.get(self.get_all_channels(), name="new-reviews")
            await channel.send(text)


@app_commands.describe(title="Which drama")
async def drama(interaction: discord.Interaction, title: str) -> None:
    """Look up a drama."""
    await interaction.response.send_message(view=Card(title))


async def titles(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=t, value=t) for t in TITLES if typed.lower() in t.lower()]


async def date(interaction: discord.Interaction) -> None:
    """Say what day it is."""
    locale = str(interaction.locale)
    await interaction.response.send_message(
        f"{interaction.client.now():%Y-%m-%d} {locale} 대박", ephemeral=True
    )


async def refuse(interaction: discord.Interaction) -> None:
    """Refuse."""
    raise LookupError


async def refused(interaction: discord.Interaction, _error: Exception) -> None:
    await interaction.response.send_message("Not today.", ephemeral=True)
