"""Tests of bot/studio_client."""
