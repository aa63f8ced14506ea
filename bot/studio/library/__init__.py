"""The library of tracks, and where a track's audio comes from."""
