"""Stand-ins of the two far ends, Discord and the music-video API, over HTTP on 127.0.0.1."""
