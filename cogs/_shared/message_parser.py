"""Reads a message: whatever in it may name a track."""

from collections.abc import Iterator

import discord

from bot.discord_client.client import Interaction
from bot.jobs import Job
from bot.messages.result import BUTTON_PATTERN


def message_text(message: discord.Message) -> str:
    """Return all of a message's texts and addresses, line by line, forwarded ones included."""
    parts = [part for part in _parts(message) if part]
    for snapshot in message.message_snapshots:
        parts += [part for part in _parts(snapshot) if part]
    return "\n".join(parts)


def requests_in(message: discord.Message) -> list[str]:
    """Return the ids of the requests that one of the bot's own messages is about."""
    me = message.guild.me if message.guild is not None else None
    if me is None or message.author.id != me.id:
        return []
    ids = (getattr(item, "custom_id", None) or "" for item in _components(message))
    found = [BUTTON_PATTERN.fullmatch(one) for one in ids]
    return list(dict.fromkeys(match["request_id"] for match in found if match))


async def shown_in(interaction: Interaction, message: discord.Message) -> Job | None:
    """Return the request of this server that one of the bot's own messages is about."""
    for request_id in requests_in(message):
        job = await interaction.client.store.requests.get(request_id)
        if job is not None and job.request.guild_id == interaction.guild_id:
            return job
    return None


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
    for item in _components(message):
        yield from _texts_of(item)


def _texts_of(item: object) -> Iterator[str | None]:
    """Return what is read in a component: texts, labels, addresses, descriptions of pictures."""
    for name in ("content", "label", "url", "name", "description"):
        text = getattr(item, name, None)
        yield text if isinstance(text, str) else None
    yield getattr(getattr(item, "media", None), "url", None)


def _components(message: discord.Message | discord.MessageSnapshot) -> Iterator[object]:
    """Return all components of a message, from top to bottom, however deep they are nested."""
    left: list[object] = list(reversed(message.components))
    while left:
        component = left.pop()
        if component is None:  # of a kind that the library doesn't know
            continue
        yield component
        inside = [
            *getattr(component, "children", ()),
            *getattr(component, "items", ()),  # of a gallery
            getattr(component, "accessory", None),
        ]
        left.extend(reversed(inside))
