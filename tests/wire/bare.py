"""As little of a bot as the double's own tests need."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.ext import commands


class Form(ui.Modal, title="Write"):
    body: ui.Label[Form] = ui.Label(text="Text", component=ui.TextInput(custom_id="body"))

    async def on_submit(self, interaction, /):
        await interaction.response.send_message(f"saved {self.body.component.value}")


class Panel(ui.View):
    @ui.button(label="Write", custom_id="write")
    async def write(self, interaction, _):
        await interaction.response.send_modal(Form())

    @ui.button(label="Again", custom_id="again")
    async def again(self, interaction, _):
        await interaction.response.edit_message(content="again")

    @ui.select(custom_id="pick", options=[discord.SelectOption(label="A", value="a")])
    async def pick(self, interaction, chosen):
        await interaction.response.send_message(f"picked {chosen.values[0]}")


class Bare(commands.AutoShardedBot):
    """Three commands, synced at the start, and no waiting where the library is patient."""

    def __init__(self, **options):
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=discord.Intents(guilds=True),
            guild_ready_timeout=0.0,
            **options,
        )
        self.tree.add_command(drama)
        self.tree.add_command(panel)
        self.tree.add_command(later)

    async def setup_hook(self):
        await self.tree.sync()

    async def before_identify_hook(self, shard_id, *, initial=False):
        """The library waits 5 s here, which is Discord's limit and not ours."""


@app_commands.command()
async def drama(interaction: discord.Interaction, title: str, friend: discord.User | None = None):
    """Show a drama."""
    with_whom = f" with {friend.name}" if friend else ""
    await interaction.response.send_message(f"{title}{with_whom}")


@drama.autocomplete("title")
async def titles(_, typed):
    return [app_commands.Choice(name=f"{typed} {n}", value=str(n)) for n in range(25)]


@app_commands.command()
async def panel(interaction: discord.Interaction):
    """Show a panel."""
    await interaction.response.send_message("panel", view=Panel(timeout=None))


@app_commands.command()
async def later(interaction: discord.Interaction):
    """Answer late."""
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="done")
    await interaction.followup.send("more")


def first_channel(double, bare):
    found = bare.get_channel(double.world.guilds[0].channel_ids[0])
    assert isinstance(found, discord.TextChannel)
    return found
