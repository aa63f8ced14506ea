"""The rules of moderation and limits. Nothing here does I/O."""
