"""The Discord client, and all that touches discord.py outside of the cogs."""
