"""How a song is named that is to be changed or removed: one's own, or any for moderators."""

from collections.abc import Sequence
from functools import partial

from discord import app_commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.sanitize import matches_query
from bot.studio_client import LibraryTrack, StudioUnavailable
from cogs._embeds.track_list import deletable_tracks, length_of, track_choice
from cogs._shared.track_choices import MAX_CHOICES


async def complete_own_track(
    interaction: Interaction, current: str
) -> list[app_commands.Choice[str]]:
    """Offer the songs that a member may change, by title."""
    uploads = interaction.client.track_uploads
    if uploads is None:  # without it no such command is there
        return []
    try:
        songs = await uploads.list_tracks(interaction.guild_id or 0, current)
    except StudioUnavailable:
        return []
    fitting = [
        song
        for song in deletable_tracks(songs, interaction)
        if matches_query(
            f"{song.title} {song.artist or ''}", current, label=partial(length_of, song)
        )
    ]
    return [
        app_commands.Choice(name=track_choice(song), value=song.task_id)
        for song in fitting[:MAX_CHOICES]
    ]


def own_track(songs: Sequence[LibraryTrack], text: str, interaction: Interaction) -> LibraryTrack:
    """Return the song that was chosen from the list, or typed in full. Raises UserError."""
    wanted = text.strip().casefold()
    named = [
        song
        for song in songs
        if wanted in (song.task_id, song.title.casefold(), track_choice(song).casefold())
    ]
    allowed = [song for song in deletable_tracks(songs, interaction) if song in named]
    if len(allowed) == 1:
        return allowed[0]
    if allowed:
        raise UserError("error-track-several")
    if any(song.guild_id is None for song in named):
        raise UserError("error-track-of-host")
    raise UserError("error-track-not-yours" if named else "error-track-unknown")
