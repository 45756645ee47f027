"""Where facts about dramas come from: one small interface, a polite client for each provider."""
