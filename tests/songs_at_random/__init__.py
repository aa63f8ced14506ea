"""Songs made at random, rendered, and measured by FFmpeg's own filters: ``make songs``."""
