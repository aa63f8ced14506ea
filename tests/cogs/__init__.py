"""The bot as members and moderators meet it: the real client in SimCord."""
