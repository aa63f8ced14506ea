"""Tests of bot/net."""
