"""Discord's limits, in one place.

Source: Discord's developer documentation (component and message reference) and
discord.py 2.7; the ones that neither enforces are kept by ``bot.ui.layout``.
"""

from __future__ import annotations

from typing import Final

CARD_TEXT: Final = 4_000
CARD_COMPONENTS: Final = 40
CONTENT: Final = 2_000
BUTTON_LABEL: Final = 80
ROW_BUTTONS: Final = 5
OPTION_LABEL: Final = 100
OPTIONS: Final = 25
CHOICES: Final = 25
CHOICE_NAME: Final = 100
PLACEHOLDER: Final = 150
MODAL_TITLE: Final = 45
LABEL: Final = 45
LABEL_DESCRIPTION: Final = 100
THREAD_NAME: Final = 100
GALLERY: Final = 10
LINK_URL: Final = 512
CUSTOM_ID: Final = 100
ALT_TEXT: Final = 1_024
FIRST_ANSWER_S: Final = 3.0
EVENT_TOO_OLD_S: Final = 2.8
