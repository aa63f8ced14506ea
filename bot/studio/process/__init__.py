"""The child processes that touch untrusted media, and how they are spoken to."""
