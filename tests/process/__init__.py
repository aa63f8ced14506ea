"""The bot's own process in front of the loopback Discord and the loopback API."""
