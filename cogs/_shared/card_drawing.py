"""The private card on which a member composes a video: what it shows, drawn as it stands now.

What is chosen is kept in memory for a while; a card that is too old says so. Its menus and buttons
are answered in cogs.video_card.
"""

from io import BytesIO
from typing import Final

import discord

from bot.discord_client.client import Interaction
from bot.discord_client.errors import UserError
from bot.discord_client.payloads import Attachment
from bot.discord_client.pending_requests import PendingRequest
from bot.i18n.texts import translate
from bot.jobs import FROM_COVER, Branding, RenderOptions, TrackInfo
from bot.messages.result import Button, Select, persistent_view
from bot.policy.branding_variants import DecidedBranding
from bot.policy.denials import RequestDenied
from bot.sanitize import escape
from bot.studio_client.preview import PreviewFailed
from cogs._shared.card_choices import MENUS, Options, disabled_menu, menu_of, more_menus
from cogs._shared.denial_texts import denial_error
from cogs._shared.locked_parts import part_names
from cogs._shared.submit_request import new_request_for

_PICTURE: Final = "still.png"


async def show_card(
    interaction: Interaction,
    track: TrackInfo,
    options: RenderOptions | None = None,
    branding: Branding | None = None,
    *,
    lead: str = "",
) -> None:
    """Show a new card in an answer that was deferred privately; ``lead`` stands above it.

    Raises UserError when the rules of the server are against a video.
    """
    if not interaction.client.guild_settings.looks:
        raise UserError("error-no-options")
    draft = PendingRequest(
        interaction.user.id,
        interaction.guild_id or 0,
        branding or Branding(),
        options or RenderOptions(),
        [track],
    )
    draft_id = interaction.client.pending_requests.add(draft)
    await draw_card(interaction, draft_id, lead=lead)


async def draw_card(
    interaction: Interaction,
    draft_id: str,
    *,
    lead: str = "",
    is_redrawn: bool = True,
    has_more: bool = False,
) -> None:
    """Draw a card as it stands now into the answer; a newer change draws it instead.

    ``is_redrawn``: without it the picture that is there stays. ``has_more``: whether its other
    page is shown.
    """
    client, locale = interaction.client, str(interaction.locale)
    draft = draft_of(interaction, draft_id)
    decided = await decided_for(interaction, draft)
    options = client.guild_settings.complete_options(decided.options, decided.rule.options)
    files: list[discord.File] = discord.utils.MISSING
    if is_redrawn:
        files = await _picture(interaction, draft, decided.branding, options)
    if not client.pending_requests.holds(draft_id, draft):
        return  # something else was chosen meanwhile
    title = draft.tracks[0].title
    text_id = "card-hint-undrawn" if is_redrawn and not files else "card-hint"
    lines = [lead or (f"**{escape(title)}**" if title else ""), translate(text_id, locale)]
    if decided.replaced:
        locked = part_names(decided.replaced, locale)
        lines.append(translate("card-replaced", locale, parts=locked))
    content = "\n".join(filter(None, lines))
    view = _view(interaction, draft_id, decided, options, has_more=has_more)
    await interaction.edit_original_response(content=content, view=view, attachments=files)


async def _picture(
    interaction: Interaction, draft: PendingRequest, branding: Branding, options: RenderOptions
) -> list[discord.File]:
    """Return the picture as a file; nothing when it can't be drawn."""
    locale = str(interaction.locale)
    nothing = translate("branding-nothing", locale)
    try:
        picture = await interaction.client.preview_renderer.render(
            branding, draft.tracks[0], draft.guild_id, options, is_small=True
        )
    except PreviewFailed:
        return []
    described = translate(
        "preview-described",
        locale,
        author=branding.author or nothing,
        watermark=branding.domain_name or nothing,
    )
    return [Attachment(BytesIO(picture), _PICTURE, description=described)]


def _view(
    interaction: Interaction,
    draft_id: str,
    decided: DecidedBranding,
    options: RenderOptions,
    *,
    has_more: bool,
) -> discord.ui.View:
    """Return one page of a card's menus, with its buttons below."""
    locale, locked = str(interaction.locale), decided.rule.locked
    if has_more:
        fonts = interaction.client.guild_settings.fonts
        menus = more_menus(decided.options, decided.rule, fonts, locale)
    else:
        menus = _first_menus(interaction, draft_id, decided, options)
    items: list[Button | Select] = []
    for menu, choices in menus.items():
        select: Select = discord.ui.Select(
            custom_id=f"mv:card:{menu}:{draft_id}",
            placeholder=translate(f"card-{menu}-placeholder", locale),
            options=choices,
        )
        if (menu if menu != "cards" else "intro") in locked:
            name = part_names([menu], locale)
            disabled_menu(select, translate("card-locked-menu", locale, part=name))
        items.append(select)
    is_signed_for = frozenset(Branding.model_fields) <= locked
    items += [
        _button("texts", draft_id, locale, is_disabled=is_signed_for),
        _button("back" if has_more else "more", draft_id, locale),
        _button("make", draft_id, locale),
    ]
    return persistent_view(*items)


_BUTTON_TEXTS: Final = {
    "texts": "button-texts",
    "more": "button-more-choices",
    "back": "button-back",
    "make": "button-make-it",
}


def _button(action: str, draft_id: str, locale: str, *, is_disabled: bool = False) -> Button:
    is_make = action == "make"
    return discord.ui.Button(
        label=translate(_BUTTON_TEXTS[action], locale),
        style=discord.ButtonStyle.primary if is_make else discord.ButtonStyle.secondary,
        custom_id=f"mv:card:{action}:{draft_id}",
        disabled=is_disabled,
    )


def _first_menus(
    interaction: Interaction, draft_id: str, decided: DecidedBranding, options: RenderOptions
) -> dict[str, Options]:
    """Return the menus of a card's first page, by their names."""
    draft = draft_of(interaction, draft_id)
    shown = options.model_copy(update={"colours": decided.options.colours})
    return {
        menu: menu_of(
            menu,
            shown,
            interaction.client.guild_settings.looks,
            draft.tracks[0].duration_seconds,
            has_own_colours=decided.rule.colours not in (None, FROM_COVER),
            locale=str(interaction.locale),
        )
        for menu in MENUS
    }


def draft_of(interaction: Interaction, draft_id: str) -> PendingRequest:
    """Return what was chosen so far. Raises UserError when the card is too old."""
    draft = interaction.client.pending_requests.get(
        draft_id, user_id=interaction.user.id, guild_id=interaction.guild_id
    )
    if draft is None:
        raise UserError("error-card-old")
    return draft


async def decided_for(interaction: Interaction, draft: PendingRequest) -> DecidedBranding:
    """Return what a video would carry. Raises UserError when the rules are against it."""
    request = new_request_for(interaction, draft.tracks[0].key, draft.branding, draft.options)
    try:
        return await interaction.client.store.requests.check_rules(request)
    except RequestDenied as reason:
        raise denial_error(reason, str(interaction.locale)) from reason
