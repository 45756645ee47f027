"""Command names, descriptions and choices in the languages we have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord import app_commands

from bot.i18n import LANGUAGES, lang_for

if TYPE_CHECKING:
    import discord

NAME: Final = "command name"
DESCRIPTION: Final = "command description"
CHOICE: Final = "choice"

_CONTEXTS: Final = {
    app_commands.TranslationContextLocation.command_name: NAME,
    app_commands.TranslationContextLocation.group_name: NAME,
    app_commands.TranslationContextLocation.parameter_name: NAME,
    app_commands.TranslationContextLocation.command_description: DESCRIPTION,
    app_commands.TranslationContextLocation.group_description: DESCRIPTION,
    app_commands.TranslationContextLocation.parameter_description: DESCRIPTION,
    app_commands.TranslationContextLocation.choice_name: CHOICE,
}


def context_of(location: app_commands.TranslationContextLocation) -> str:
    """Return the gettext context of a text in the command tree."""
    return _CONTEXTS.get(location, DESCRIPTION)


class CatalogueTranslator(app_commands.Translator):
    """Looks texts of the command tree up in our gettext catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the translation, or None where the English text serves."""
        code = locale.value.split("-")[0]
        if code == "en" or code not in LANGUAGES:
            return None
        translated = lang_for(code).term(context_of(context.location), string.message)
        return translated if translated != string.message else None
