"""The studio's HTTP server: the vendor's paths and the studio's own."""
