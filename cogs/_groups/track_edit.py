"""What whoever brought a song decides about it, and moderators about any: a part of ``/track``."""

from typing import Any, Final

from discord import app_commands
from discord.ext import commands

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.translator import localized
from bot.i18n.texts import translate
from bot.policy.track_ownership import TrackSharing
from bot.sanitize import escape
from bot.services.track_uploads import TrackUploadService
from cogs._embeds.track_list import list_tracks
from cogs._shared.command_options import BrandingText, validated_text
from cogs._shared.own_tracks import complete_own_track, own_track

SHARING_CHOICES: Final = [
    app_commands.Choice(name=localized(f"choice-use-{one}"), value=one) for one in TrackSharing
]
_SIGNERS: Final = {"owner": False, "anyone": True}


class TrackEditCommands(commands.Cog):
    """The command; the group takes it over."""

    _songs: TrackUploadService

    @app_commands.command(name="edit", description=localized("command-track-edit"))
    @app_commands.describe(
        track=localized("command-track-edit-track"),
        use=localized("command-track-add-use"),
        signature=localized("command-track-edit-signature"),
        signed_by=localized("command-track-edit-signed-by"),
    )
    @app_commands.choices(
        use=SHARING_CHOICES,
        signed_by=[
            app_commands.Choice(name=localized(f"choice-signed-by-{one}"), value=one)
            for one in _SIGNERS
        ],
    )
    @app_commands.autocomplete(track=complete_own_track)
    async def edit(
        self,
        interaction: Interaction,
        track: str,
        use: str | None = None,
        signature: BrandingText | None = None,
        signed_by: str | None = None,
    ) -> None:
        """Choose who may use a song, and whose name stands on its videos; show what holds."""
        by_moderator = interaction.permissions.manage_guild
        given: dict[str, Any] = {
            "sharing": use,
            "signature": validated_text(signature, by_moderator=by_moderator),
            "is_signature_free": None if signed_by is None else _SIGNERS[signed_by],
        }
        changes = {name: value for name, value in given.items() if value is not None}
        if not changes:
            raise UserError("error-nothing-given")
        await interaction.response.defer(ephemeral=True, thinking=True)
        song = own_track(await list_tracks(interaction, self._songs, track), track, interaction)
        owner = await self._songs.change(song, changes)
        locale = str(interaction.locale)
        lines = [
            translate("track-edited", locale, title=escape(song.title)),
            translate(f"track-for-{owner.sharing}", locale),
            translate("track-signature", locale, text=escape(owner.signature))
            if owner.signature
            else translate("track-signature-server", locale),
            translate(
                f"track-signed-by-{'anyone' if owner.is_signature_free else 'owner'}", locale
            ),
        ]
        await interaction.edit_original_response(content="\n".join(lines))
