"""Discord's side of the bot: one file a command group."""
