"""Tests of bot/workers/rendering."""
