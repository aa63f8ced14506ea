"""Tests of bot/diagnostics."""
