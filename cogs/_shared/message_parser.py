"""Reads a message: whatever in it may name a track."""

from collections.abc import Iterator

import discord

from bot.messages.result import BUTTON_PATTERN


def text_of(message: discord.Message) -> str:
    """Give all of a message's texts and addresses, line by line, forwarded ones included."""
    parts = [part for part in _parts(message) if part]
    for snapshot in message.message_snapshots:
        parts += [part for part in _parts(snapshot) if part]
    return "\n".join(parts)


def requests_in(message: discord.Message) -> list[str]:
    """Give the ids of the requests that one of the bot's own messages is about."""
    me = message.guild.me if message.guild is not None else None
    if me is None or message.author.id != me.id:
        return []
    ids = (getattr(item, "custom_id", None) or "" for item in _items(message))
    found = [BUTTON_PATTERN.fullmatch(one) for one in ids]
    return list(dict.fromkeys(match["request_id"] for match in found if match))


def _parts(message: discord.Message | discord.MessageSnapshot) -> Iterator[str | None]:
    yield message.content
    for embed in message.embeds:
        yield from (embed.title, embed.description, embed.url)
        yield from (embed.author.name, embed.author.url, embed.footer.text)
        yield from (embed.image.url, embed.thumbnail.url, embed.video.url)
        for field in embed.fields:
            yield from (field.name, field.value)
    for file in message.attachments:
        yield from (file.filename, file.description)
    for item in _items(message):
        yield from (getattr(item, "label", None), getattr(item, "url", None))


def _items(message: discord.Message | discord.MessageSnapshot) -> Iterator[object]:
    """Give a message's buttons and menus."""
    for component in message.components:
        yield from getattr(component, "children", [component])
