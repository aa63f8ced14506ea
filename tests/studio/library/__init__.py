"""Tests of bot/studio/library."""
