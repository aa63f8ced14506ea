"""Tests of bot/workers/maintenance."""
