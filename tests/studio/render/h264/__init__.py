"""Tests of bot/studio/render/h264."""
