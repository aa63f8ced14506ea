"""Tests of bot/studio/render/audio."""
