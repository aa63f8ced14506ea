"""Carries what was made into Discord's channels, each thing once."""
