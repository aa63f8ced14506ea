"""How a video is asked for, whichever command or button it comes from."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import discord

from bot.discord_client.channel_permissions import needs_connect
from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.event_guard import has_partial_channel
from bot.discord_client.responses import defer, edit_deferred, is_deferred
from bot.i18n.texts import format_items, translate
from bot.jobs import AskedNames, Branding, Job, NewRequest, RenderOptions, TrackKey, refresh_at
from bot.messages.status import status_message
from bot.policy.denials import OnlyVideoDiffers, RequestDenied
from cogs._shared.denial_texts import denial_error
from cogs._shared.locked_parts import replaced_text
from cogs._shared.only_video import only_video_error

log = logging.getLogger(__name__)

_STATUS_LOST_AFTER: Final = timedelta(seconds=15)
"""A request that is older than this and has no status message lost it: it is shown again."""


async def submit_request(
    interaction: Interaction,
    key: TrackKey,
    branding: Branding,
    options: RenderOptions | None = None,
    *,
    is_retry: bool = False,
    accepts_existing: bool = False,
) -> None:
    """Defer a public response, commit the request, and show how it stands in that answer.

    What can be seen beforehand to be against it is told privately: everybody may see the deferred
    response. ``is_retry``: the branding is an earlier request's, so the server's own replaces it
    where that is locked by now. ``accepts_existing``: whether the member was told what the track's
    one video carries. Raises UserError when the rules of the server are against it, when that one
    carries something else than was asked for, or when it is on its way already.
    """
    requests = interaction.client.requests
    new_request = new_request_for(
        interaction, key, branding, options, is_retry=is_retry, accepts_existing=accepts_existing
    )
    song = await interaction.client.catalog.track_texts(new_request.guild_id, key)
    new_request = new_request.model_copy(update={"song": song})
    if not interaction.response.is_done():
        with requests.response_gate.responding():
            with denials_as_user_errors(interaction, new_request):
                repeated = await requests.check_admission(new_request)
            if repeated is not None:
                _point_to_existing(interaction, repeated)
            await defer(interaction)
        await requests.response_gate.wait()
    with denials_as_user_errors(interaction, new_request):
        created = await requests.create(new_request)
    try:
        if created.is_repeat:
            _point_to_existing(interaction, created.job)
        with _kept_despite_errors(created.job):
            await _show_status(interaction, created.job)
            if created.replaced:
                text = replaced_text(created, str(interaction.locale))
                await interaction.followup.send(text, ephemeral=True)
    finally:
        requests.notify_workers()


async def check_rules(interaction: Interaction, task_id: str, branding: Branding) -> None:
    """Check that the server's rules are not against a request whose track is still to be chosen.

    Raises UserError, so that nobody chooses in vain. Quotas are not looked at: the video may exist.
    """
    new_request = new_request_for(interaction, TrackKey(task_id=task_id, audio_id=""), branding)
    with denials_as_user_errors(interaction, new_request):
        await interaction.client.store.requests.check_rules(new_request)


@contextmanager
def denials_as_user_errors(interaction: Interaction, new_request: NewRequest) -> Iterator[None]:
    """Turn what the rules of the server are against into a UserError that says so."""
    try:
        yield
    except OnlyVideoDiffers as reason:
        raise only_video_error(interaction, new_request, reason) from reason
    except RequestDenied as reason:
        raise denial_error(reason, str(interaction.locale)) from reason


@contextmanager
def _kept_despite_errors(job: Job) -> Iterator[None]:
    """Turn whatever goes wrong into what the member has to know: it is committed, and will come."""
    try:
        yield
    except Exception as error:
        log.warning(
            "request_id=%s is kept, its status not shown: %r", job.request.request_id, error
        )
        raise UserError("answer-taken") from error


def new_request_for(
    interaction: Interaction,
    key: TrackKey,
    branding: Branding,
    options: RenderOptions | None = None,
    *,
    is_retry: bool = False,
    accepts_existing: bool = False,
    repost_of: str | None = None,
) -> NewRequest:
    """Return what a member asks for, in the channel where they are.

    Raises UserError outside servers.
    """
    guild_id, channel_id = interaction.guild_id, interaction.channel_id
    if guild_id is None or channel_id is None:
        raise UserError("error-only-in-servers")
    channel, user = interaction.channel, interaction.user
    thread = channel if isinstance(channel, discord.Thread) else None
    home = channel if thread is None else thread.parent
    return NewRequest(
        key=key,
        branding=branding,
        options=options or RenderOptions(),
        is_retry=is_retry,
        accepts_existing=accepts_existing,
        names=AskedNames(
            member=user.display_name, server=getattr(interaction.guild, "name", None) or ""
        ),
        guild_id=guild_id,
        channel_id=channel_id,
        parent_id=thread.parent_id or None if thread is not None else None,
        public_parent_id=_parent_of_public_thread(thread),
        attachment_limit=interaction.filesize_limit
        or None,  # 0: not told (see bot.discord_client.event_guard)
        category_id=getattr(home, "category_id", None),
        user_id=user.id,
        # The ids as they came: the library's own list leaves out roles that it doesn't know yet.
        role_ids=frozenset(getattr(user, "_roles", ())),
        is_booster=getattr(user, "premium_since", None) is not None,
        is_moderator=interaction.permissions.manage_guild,
        interaction_id=interaction.id,
        locale=str(interaction.locale),
        guild_locale=str(interaction.guild_locale or "en-US"),
        repost_of=repost_of,
    )


def _parent_of_public_thread(thread: discord.Thread | None) -> int | None:
    """Return the channel that the same people see as the public thread in which was asked."""
    if thread is None or thread.is_private():
        return None
    return thread.parent_id or None  # 0: it was not told (see bot.discord_client.event_guard)


def _point_to_existing(interaction: Interaction, job: Job) -> None:
    """Point to what is on its way already. Raises UserError, unless it was never shown."""
    status_id = job.request.status_message_id
    if status_id is not None:
        raise UserError("answer-repeat", link=_message_url(interaction, status_id))
    if interaction.client.clock() - job.request.created_at < _STATUS_LOST_AFTER:
        raise UserError("answer-repeat-without-status")  # the first answer is being sent just now


async def _show_status(interaction: Interaction, job: Job) -> None:
    """Show publicly how a request stands, and keep where."""
    client = interaction.client
    message = status_message(job, now=client.clock())
    content, embed = message.content, message.embed or discord.utils.MISSING
    view = message.view() or discord.utils.MISSING
    if is_deferred(interaction):
        message_id = await edit_deferred(interaction, content, embed=embed, view=view)
    else:
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            # The private "thinking" has to end first, or the status would take its place.
            text = translate("answer-started", str(interaction.locale))
            await interaction.edit_original_response(content=text)
        sent = await interaction.followup.send(
            content or discord.utils.MISSING, embed=embed, view=view, wait=True
        )
        message_id = sent.id
    await client.store.status_messages.set_message(
        job, message_id, digest=message.digest(), due_at=refresh_at(job, client.clock())
    )


def check_permissions(interaction: Interaction) -> None:
    """Check that the bot may do in this very channel what it will have to,
    before anything is spent.

    Raises UserError with what is missing.
    """
    held = interaction.app_permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    can_send = held.send_messages_in_threads if in_thread else held.send_messages
    if has_partial_channel(interaction):
        can_send = held.send_messages or held.send_messages_in_threads
    needed = {
        "view-channel": held.view_channel,
        "connect": held.connect or not needs_connect(interaction.channel),
        "send-messages-in-threads" if in_thread else "send-messages": can_send,
        "embed-links": held.embed_links,
        "attach-files": held.attach_files or not interaction.client.attaches_files,
        "read-message-history": held.read_message_history,
    }
    locale = str(interaction.locale)
    missing = [
        translate(f"permission-{name}", locale) for name, is_held in needed.items() if not is_held
    ]
    if missing:
        raise UserError("error-missing-permissions", permissions=format_items(missing, locale))


def _message_url(interaction: Interaction, message_id: int) -> str:
    return (
        f"https://discord.com/channels/{interaction.guild_id}/{interaction.channel_id}/{message_id}"
    )
