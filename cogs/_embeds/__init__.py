"""Embeds that several commands show."""
