"""Tests of bot/monitoring."""
