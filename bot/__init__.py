"""A Discord bot that has music videos made of generated tracks and posts them, once."""
