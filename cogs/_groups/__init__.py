"""Subgroups of commands, each added to its cog's group."""
