"""Tests of bot/studio/render/text."""
