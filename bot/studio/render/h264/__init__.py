"""H.264: encoders, bitstream, slices, and the size that is aimed at."""
