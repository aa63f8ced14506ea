"""The documents say the truth."""
