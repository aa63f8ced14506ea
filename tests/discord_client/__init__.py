"""Tests of bot/discord_client."""
