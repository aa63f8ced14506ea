"""Tests of bot/studio/render."""
