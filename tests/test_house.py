"""The arrows of the house point one way (see the README's picture)."""
