"""Sound: decoding, analysis, encoding."""
