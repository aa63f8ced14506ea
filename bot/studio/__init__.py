"""The embedded server of the music-video API: library of tracks, queue, renderer."""
