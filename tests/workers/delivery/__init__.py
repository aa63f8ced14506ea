"""Tests of bot/workers/delivery."""
