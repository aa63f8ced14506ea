"""Databases as older versions of the bot left them: a script of each, with data in every table."""
