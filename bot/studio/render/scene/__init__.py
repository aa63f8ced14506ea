"""What a frame shows: background, cover art, visualisers."""
