"""Has the videos made: what is due, one step of it, and what its provider tells."""
