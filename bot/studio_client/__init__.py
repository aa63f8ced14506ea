"""The bot's client of the studio's own API, ``/studio/v1``."""
