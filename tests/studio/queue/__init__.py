"""Tests of bot/studio/queue."""
