"""The renderer: a song and a cover in, an MP4 out."""
