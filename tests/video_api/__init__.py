"""Tests of bot/video_api."""
