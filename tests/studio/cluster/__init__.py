"""Tests of bot/studio/cluster."""
