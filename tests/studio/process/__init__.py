"""Tests of bot/studio/process."""
