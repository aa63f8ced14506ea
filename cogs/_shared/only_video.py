"""What a member is asked where a track has one video for good, and it isn't what they asked for."""

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import ConfirmationNeeded
from bot.discord_client.pending_requests import PendingRequest
from bot.i18n.texts import translate
from bot.jobs import Branding, NewRequest, TrackInfo
from bot.messages.result import persistent_view
from bot.policy.denials import OnlyVideoDiffers
from bot.sanitize import escape


def only_video_error(
    interaction: Interaction, new_request: NewRequest, reason: OnlyVideoDiffers
) -> ConfirmationNeeded:
    """Return what the one video carries, with a button to have it all the same."""
    locale = str(interaction.locale)
    key = new_request.key
    pending_id = interaction.client.pending_requests.add(
        PendingRequest(
            user_id=new_request.user_id,
            guild_id=new_request.guild_id,
            branding=new_request.branding,
            options=new_request.options,
            tracks=[TrackInfo(task_id=key.task_id, audio_id=key.audio_id)],
        )
    )
    accept: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=translate("button-as-it-is", locale),
        style=discord.ButtonStyle.primary,
        custom_id=f"mv:accept:{pending_id}",
    )
    asked = _carried(reason.branding, locale)
    view = persistent_view(accept)
    if not reason.video.is_branding_confirmed:
        return ConfirmationNeeded("answer-only-video-unsure", view, asked=asked)
    carried = _carried(reason.video.branding, locale, reason.withheld)
    return ConfirmationNeeded("answer-only-video", view, asked=asked, carried=carried)


def _carried(branding: Branding, locale: str, withheld: frozenset[str] = frozenset()) -> str:
    """Return a branding in a few words, without the parts that may not be shown."""
    branding = branding.model_copy(update=dict.fromkeys(withheld))
    words = [translate("options-withheld", locale)] if withheld else []
    if branding.author:
        words.append(translate("result-author", locale, author=escape(branding.author)))
    if branding.domain_name:
        words.append(translate("result-watermark", locale, watermark=escape(branding.domain_name)))
    return " · ".join(words) or translate("options-plain", locale)
