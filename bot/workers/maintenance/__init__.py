"""What is copied, forgotten and removed in time."""
