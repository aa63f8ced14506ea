"""Where an f-string puts a text's id together, there is a text for each id that it may become."""

from collections.abc import Iterable
from typing import Final

import pytest

from bot.discord_client.http_errors import _REASONS
from bot.discord_client.message_target import Lookup
from bot.i18n.texts import ENGLISH
from bot.jobs import (
    Branding,
    Corner,
    DeliveryTarget,
    FailureReason,
    RequestState,
    Shape,
    VideoState,
)
from bot.jobs.events import Admission, EventKind
from bot.jobs.notices import SHOWCASE_REFUSALS, NoticeKind
from bot.jobs.states import StatusMode
from bot.policy.branding_text import TextError
from bot.policy.denials import Limits
from bot.policy.guild_settings import (
    BrandingPolicy,
    BrandingRule,
    GuildSettings,
    OtherBrandingPolicy,
    UnwantedTextPolicy,
)
from bot.policy.setting_changes import SettingArea
from bot.policy.takedowns import ReportReason
from bot.policy.track_ownership import TrackSharing
from bot.services.job_story import StepKind
from bot.services.usage_report import COLUMNS
from bot.store import ChargeStatus, PageDirection
from bot.store.attachment_jobs import AttachmentState
from bot.web.video_page_routes import _MISSING
from cogs._embeds.job_story import _VARIANTS
from cogs._embeds.limits import _NAMES
from cogs._groups.track_edit import _SIGNERS
from cogs._shared.bot_permissions import LISTS_BEST, POSTS_VIDEOS, TELLS
from cogs._shared.card_choices import _COLOURS as CARD_COLOURS
from cogs._shared.card_choices import MENUS, MORE_MENUS
from cogs._shared.command_options import PARTS, WITHOUT
from cogs._shared.locked_parts import _ORDER
from cogs._shared.look_options import _COLOURS
from cogs.help import STEPS
from tests.i18n.test_texts_in_code import templates_in_code
from tests.support.fluent_texts import messages

UNDER_WAY: Final = (VideoState.QUEUED, VideoState.SUBMITTING, VideoState.RENDERING)
SONG_PARTS: Final = ("title", "artist")
BY_MEMBERS: Final = ("artist", "lyrics", "title")
"""What members bring with a song."""

FALLBACKS: Final = {
    *_REASONS.values(),
    FailureReason.NO_PERMISSION,
    FailureReason.POST_LATE,
    FailureReason.POST_REFUSED,
}
"""Why a message may go to another place than it was to."""

ASKED_OF_CHANNELS: Final = (
    *POSTS_VIDEOS, *LISTS_BEST, *TELLS, "connect", "attach-files", "send-messages-in-threads",
)  # fmt: skip
ROOMS: Final = (
    "videos", "thread", "showcase", "moderators", "backstage", "direct", "announcements", "paid",
)  # fmt: skip

_LISTS: Final = set(SettingArea) - {
    SettingArea.SETTINGS, SettingArea.BRANDING, SettingArea.QUEUE,
}  # fmt: skip
"""What is added to, and removed from."""

FILLINGS: Final[dict[str, Iterable[str]]] = {
    # By the f-string with a star for what is put in: what that may be. What is only said where
    # has_text finds it may be nothing.
    "*-free": (),  # beside reasons, where has_text finds it
    "*-paused": ("status", "history"),
    "*-place": ("status", "history"),
    "*-queued": ("status", "history"),
    "*-title": _MISSING.values(),
    "*-turn": ("status", "history"),
    "*-unnamed": (
        *("result-again", "result-failed", "result-file-name", "result-ready", "result-unknown"),
        *("showcase-title", "status-title"),
    ),
    "answer-no-video*": ("", "-free"),
    "answer-video-*": ("copied", "copied-free", "gone", "gone-free"),
    "branding-*": ("intro", "outro"),
    "branding-reset-*": ("author", "both", "watermark"),
    "button-*": (
        *PageDirection,
        *("anew", "cancel", "check", "delete", "dismiss", "post", "repost", "retry"),
    ),
    "button-page-*": ("previous", "next"),
    "button-privacy-*": ("erase", "keep"),
    "button-queue-*": ("show", "pause", "resume", "clear", "clear-now", "keep"),
    "button-record-*": PageDirection,
    "card-*-placeholder": (*MENUS, *MORE_MENUS),
    "card-*-kept": ("logo", "cards", "lyrics"),
    "card-*-none": ("logo", "cards", "lyrics"),
    "card-colour-*": CARD_COLOURS,
    "card-part-*": ("best", "first"),
    "choice-colours-*": _COLOURS,
    "choice-look-*": (),  # a look without one bears its own name
    "choice-messages-*": StatusMode,
    "choice-other-branding-*": OtherBrandingPolicy,
    "choice-corner-*": Corner,
    "choice-part-*": {*PARTS, *WITHOUT},
    "choice-policy-*": BrandingPolicy,
    "choice-shape-*": Shape,
    "choice-signed-by-*": _SIGNERS,
    "choice-use-*": TrackSharing,
    "choice-unwanted-*": UnwantedTextPolicy,
    "demo-*": ROOMS,
    "demo-*-hint": ROOMS,
    "error-*": TextError,
    "error-*-*": ("other-branding-repost", "other-branding-video", "unwanted-repost",
                  "unwanted-video"),
    "error-*-in-*": (
        *(f"advert-in-{part}" for part in BY_MEMBERS),
        *(f"word-in-{part}" for part in (*Branding.model_fields, *BY_MEMBERS)),
    ),
    "error-no-*": ("intro", "outro"),
    "error-track-for-*": set(TrackSharing) - {"everyone"},
    "error-unwanted-*": SONG_PARTS,
    "fallback-*": FALLBACKS,
    "help-*": STEPS,
    "help-bring-*": ("file", "id"),
    "history-*": (RequestState.UNDELIVERABLE, "failed", "unknown"),
    "error-link-unknown*": ("", "-free"),
    "queue-clear-question*": ("", "-free"),
    "history-cancelled*": ("", "-free", "-late"),
    "history-ended*": ("", "-copy"),
    "history-ends*": ("", "-copy"),
    "history-title*": ("", "-everyone", "-member"),
    "limits-*": _NAMES.values(),
    "limit-*": Limits.model_fields,
    "files-*": ("here", "lyrics", "poster"),
    "log-*-added": ("role", "channel", "member", "word"),
    "log-*-removed": ("role", "channel", "member", "word"),
    "log-name-*": (*GuildSettings.model_fields, *BrandingRule.model_fields),
    "log-queue-*": ("cleared", "paused", "resumed"),
    "option-*": (),  # each is held by tests/discord_client/test_payloads.py
    "notice-*": SHOWCASE_REFUSALS,
    "part-*": _ORDER,
    "permission-*": ASKED_OF_CHANNELS,
    "reason-*": (*FailureReason, "none"),
    "record-charge-*": ChargeStatus,
    "record-column-*": COLUMNS,
    "record-outcome-*": (
        *("open", "deleted", "failed", "unknown"),
        *(RequestState.POSTED, RequestState.CANCELLED, RequestState.UNDELIVERABLE),
    ),
    "report-reason-*": ReportReason,
    "result-ends*": ("", "-copy"),
    "result-existing*": ("", "-plain"),
    "settings-*": ("showcase", "moderators"),
    "settings-copy-*": ("on", "off"),
    "settings-messages-*": StatusMode,
    "settings-other-branding-*": OtherBrandingPolicy,
    "settings-unwanted-*": UnwantedTextPolicy,
    "status-*": ("failed", "unknown"),
    "status-again-*": (),  # where has_text finds it
    "status-cancelled*": ("", "-free", "-late", "-late-free"),
    "story-*": EventKind,
    "story-*-*": (),  # see the test of variants
    "story-next-*": StepKind,
    "story-next-*-held": (),  # where has_text finds it
    "track-added-for-*": TrackSharing,
    "track-for-*": TrackSharing,
    "track-signed-by-*": _SIGNERS,
    "track-*-left-out": ("cover", "lyrics"),
}  # fmt: skip
VARIANTS: Final[dict[EventKind, Iterable[str]]] = {
    EventKind.ADMITTED: Admission,
    EventKind.POLLED: ("failed", "no-answer", "not-known", "ready", "refused", "rendering"),
    EventKind.LOOKED_UP: [lookup.name.lower() for lookup in Lookup],
    EventKind.ATTACHMENT_DROPPED: set(AttachmentState) - {"due", "attached"},
    EventKind.REDIRECTED: set(DeliveryTarget) - {"origin"},
    EventKind.POSTED: DeliveryTarget,
    EventKind.NOTICE_POSTED: NoticeKind,
    EventKind.NOTICE_DROPPED: NoticeKind,
}


def test_what_may_be_put_into_each_id_is_known() -> None:
    assert {text for _, text in templates_in_code()} == FILLINGS.keys()


@pytest.mark.parametrize("template", FILLINGS)
def test_each_id_that_may_be_put_together_has_a_text(template: str) -> None:
    whole = {template.replace("*", part.replace("_", "-"), 1) for part in FILLINGS[template]}
    if template in ("error-*-*", "error-*-in-*", "log-*-*"):
        prefix = template.partition("*")[0]
        whole = {f"{prefix}{rest.replace('_', '-')}" for rest in FILLINGS[template]}
    if template == "story-*":  # those with variants may have a text for each of these alone
        whole -= {f"story-{kind}" for kind in VARIANTS}
    assert sorted(whole - messages(ENGLISH).keys()) == []


@pytest.mark.parametrize("prefix", ["status", "history"])
def test_each_step_of_a_video_under_way_has_a_text(prefix: str) -> None:
    assert {f"{prefix}-{state}" for state in UNDER_WAY} <= messages(ENGLISH).keys()


def test_each_variant_of_an_event_has_a_text_of_its_own_or_its_events() -> None:
    assert VARIANTS.keys() == _VARIANTS.keys()
    without = {
        f"story-{kind}-{variant}"
        for kind, variants in VARIANTS.items()
        for variant in variants
        if not {f"story-{kind}", f"story-{kind}-{variant}"} & messages(ENGLISH).keys()
    }
    assert without == set()
