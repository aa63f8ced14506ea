"""The use cases that cogs call; they know the store and the clients, never Discord."""
