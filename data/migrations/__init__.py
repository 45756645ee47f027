"""Schema migrations, run when the bot starts."""
