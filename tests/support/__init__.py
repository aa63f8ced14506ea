"""Harnesses and stand-ins that several folders of tests share."""
