"""Tests of bot/studio/render/scene."""
