"""Tests of bot/studio/tags."""
