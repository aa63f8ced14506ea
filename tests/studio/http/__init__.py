"""Tests of bot/studio/http."""
