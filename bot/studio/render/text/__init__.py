"""Text: fonts, shaping, direction and line breaks."""
