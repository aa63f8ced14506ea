"""Guarded downloads and address checks, shared by the bot and the studio."""
