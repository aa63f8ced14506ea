"""What people read: within Discord's limits whatever the API says, and never a dead end."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n.texts import LANGUAGES
from bot.jobs import (
    DeliveryTarget,
    FailureReason,
    Job,
    Request,
    RequestState,
    Squeeze,
    TrackInfo,
    Video,
    VideoState,
)
from bot.messages.options import format_length
from bot.messages.result import (
    BUTTON_PATTERN,
    OutgoingMessage,
    explanation_message,
    file_description,
    reason_text,
    result_message,
)
from bot.messages.showcase import showcase_message
from bot.messages.status import status_message
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.sanitize import one_line
from bot.studio.render.scene.frame_renderer import clock
from bot.video_api import Mp4Record
from tests.support.rows import LINK, NOW

SIGNS = st.characters() | st.sampled_from(list("@*_~`|[]()<>#:/\\"))
TEXT = (
    st.none() | st.text(SIGNS, max_size=400) | st.sampled_from(list("*@_")).map(lambda s: s * 400)
)
# The commands take no branding that can't be seen.
BRAND = st.none() | st.text(SIGNS, max_size=50).filter(one_line)
HOUSE = settings(derandomize=True, deadline=None, max_examples=150)


def job(
    *,
    title: str | None = "Iron Man",
    author: str | None = None,
    state: VideoState = VideoState.READY,
    request_state: RequestState = RequestState.POSTING,
    reason: FailureReason | None = None,
    link: str = LINK,
    is_reuse: bool = True,
) -> Job:
    video: dict[str, Any] = {
        "video_id": "0" * 16,
        **CLOUD.row,
        "state": state,
        "author": author,
        "domain_name": author,
        "video_url": link,
        "expires_at": NOW,
        "reason": reason,
        "submitted_at": NOW,
        "deadline_at": NOW,
    }
    request: dict[str, Any] = {
        "request_id": "f" * 16,
        "guild_id": 2**63 - 1,
        "channel_id": 2**63 - 1,
        "user_id": 2**63 - 1,
        "message_id": 2**63 - 1,
        "locale": "en-US",
        "guild_locale": "en-US",
        "is_reuse": is_reuse,
        "state": request_state,
        "outcome": state,
        "reason": reason,
        "attempts": 0,
        "target": DeliveryTarget.ORIGIN,
        "fallback_reason": None,
        "created_at": NOW,
    }
    track = TrackInfo(task_id="t", audio_id="a", title=title, duration_seconds=198.4)
    return Job.model_construct(
        request=Request.model_construct(**request),
        video=Video.model_construct(**video),
        track=track,
    )


def is_within_limits(message: OutgoingMessage) -> bool:
    """Return whether Discord takes it: https://docs.discord.com/developers/resources/message."""
    embed = message.embed
    if embed is not None:
        assert len(embed.title or "") <= 256
        assert len(embed.description or "") <= 4096
        assert all(0 < len(field.value or "") <= 1024 for field in embed.fields)
        assert len(embed) <= 6000
    assert all(len(button.label or "") <= 80 for button in message.buttons)
    assert all(BUTTON_PATTERN.fullmatch(button.custom_id or "") for button in message.buttons)
    assert message.content or embed
    return len(message.content or "") <= 2000


@HOUSE
@given(TEXT, BRAND, st.sampled_from(RequestState), st.sampled_from(VideoState))
def test_a_status_fits_whatever_the_texts(
    title: str | None, author: str | None, request_state: RequestState, state: VideoState
) -> None:
    shown = job(title=title, author=author, state=state, request_state=request_state)
    assert is_within_limits(status_message(shown, now=NOW, with_link=True))


@HOUSE
@given(TEXT, BRAND, st.integers(1, 3000))
def test_a_result_fits_whatever_the_texts_and_with_every_link_that_is_taken(
    title: str | None, author: str | None, length: int
) -> None:
    url = "https://videos.example/" + "x" * length
    record = Mp4Record.model_validate({"response": {"videoUrl": url}})
    shown = job(title=title, author=author, link=url)
    if record.video_url is not None:
        message = result_message(shown, link=record.video_url)
        assert is_within_limits(message)
        assert url in (message.content or "").split()
    assert len(file_description(shown)) <= 1024


@HOUSE
@given(
    TEXT, st.sampled_from(FailureReason), st.sampled_from([VideoState.FAILED, VideoState.UNKNOWN])
)
def test_an_explanation_fits(title: str | None, reason: FailureReason, state: VideoState) -> None:
    assert is_within_limits(explanation_message(job(title=title, reason=reason, state=state)))


@pytest.mark.parametrize("reason", list(FailureReason))
def test_every_reason_has_words_of_its_own(reason: FailureReason) -> None:
    text = reason_text(reason, "en-US")
    assert len(text) > 15
    others = {reason_text(other, "en-US") for other in FailureReason if other is not reason}
    assert text not in others


@pytest.mark.parametrize("state", list(RequestState))
@pytest.mark.parametrize("video_state", list(VideoState))
def test_every_state_has_words_and_names_nothing_internal(
    state: RequestState, video_state: VideoState
) -> None:
    message = status_message(job(request_state=state, state=video_state), now=NOW)
    assert message.embed is not None
    assert len(message.embed.description or "") > 10
    assert "f" * 16 not in str(message.embed.to_dict())


def test_a_result_pings_in_its_text_and_names_the_day_on_which_the_link_ends() -> None:
    content = result_message(job(), link=LINK).content or ""
    assert f"<@{2**63 - 1}>" in content
    assert f"<t:{int(NOW.timestamp())}:d>" in content


def test_without_a_link_no_day_is_named() -> None:
    content = result_message(job(), link=None).content or ""
    assert "<t:" not in content
    assert LINK not in content


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0:00"), (59.9, "0:59"), (198.44, "3:18"), (8.985, "0:09"), (3600, "60:00")],
)
def test_a_length_is_written_as_people_do(seconds: float, text: str) -> None:
    assert format_length(seconds) == text


@HOUSE
@given(st.integers(1000, 900_000))
def test_a_length_is_that_of_the_videos_own_clock(milliseconds: int) -> None:
    seconds, fps = milliseconds / 1000, 30
    assert format_length(seconds) == clock(round(seconds * fps) / fps)


def test_a_showing_says_that_the_branding_is_another_than_is_locked() -> None:
    made = job(author="Theirs")
    locked = {"author": "Ours", "is_author_locked": True}
    here = made.model_copy(update={"request": made.request.model_copy(update=locked)})
    remark = "another signature or watermark than this server's"
    assert remark in (showcase_message(here, link=LINK).content or "")
    assert remark not in (showcase_message(made, link=LINK).content or "")


@pytest.mark.parametrize(
    "url",
    [
        "https://covers.example/a b.jpg",
        "https://covers.example/" + "x" * 3000,
        "https://covers.example/ä.jpg",
        "https://covers.example/a\nb",
        "https://covers.example/<b>",
        "https:///cover.jpg",
        "https://localhost/cover.jpg",
        "https://covers.example:port/cover.jpg",
        "https://covers.example:99999/cover.jpg",
        "https://[::1/cover.jpg",
        "https://-/cover.jpg",
        "http://covers.example/cover.jpg",
        "https://",
        "javascript:alert(1)",
        "",
        None,
    ],
)
def test_an_odd_picture_is_left_out_since_discord_would_refuse_the_message(
    url: str | None,
) -> None:
    shown = job()
    assert shown.track is not None
    pictured = shown.model_copy(update={"track": shown.track.model_copy(update={"image_url": url})})
    embed = status_message(pictured, now=NOW).embed
    assert embed is not None
    assert embed.thumbnail.url is None
    assert result_message(pictured, link=LINK).embed is None


@pytest.mark.parametrize(
    "url",
    [
        "https://covers.example/a.jpg",
        "https://cdn2.covers.example:8443/a%20b/c_d-e~1.jpeg?sig=A%2F+/=&x=(1)#top",
    ],
)
def test_a_picture_is_shown(url: str) -> None:
    shown = job()
    assert shown.track is not None
    pictured = shown.model_copy(update={"track": shown.track.model_copy(update={"image_url": url})})
    for message in (status_message(pictured, now=NOW), result_message(pictured, link=LINK)):
        assert message.embed is not None
        assert message.embed.thumbnail.url == url
    assert result_message(pictured, link=LINK, has_copy=True).embed is None  # it would be hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_given_up_for_the_size_is_told_to_who_asked(language: str) -> None:
    made = job(title="Iron Man")
    squeeze = Squeeze(resolution=360, fps=15, sound_kbps=128)
    squeezed = made.model_copy(
        update={
            "video": made.video.model_copy(update={"squeeze": squeeze}),
            "request": made.request.model_copy(update={"guild_locale": language}),
        }
    )
    content = result_message(squeezed, link=None).content or ""
    remark = content.splitlines()[-1]
    assert remark.startswith("-# ")
    assert all(number in remark for number in ("360", "15", "128"))
    assert "128" not in (result_message(made, link=None).content or "")


@pytest.mark.parametrize(
    ("link", "page"),
    [
        (f"https://bot.example/videos/{'a' * 32}.mp4", f"https://bot.example/v/{'a' * 32}"),
        (f"http://localhost:8080/videos/{'a' * 32}.mp4", None),  # Discord refuses the message
        (f"https://bot.example/{'x' * 480}/videos/{'a' * 32}.mp4", None),
        ("https://bot.example/elsewhere.mp4", None),
    ],
)
def test_a_button_opens_the_page_of_a_video_that_lies_here(link: str, page: str | None) -> None:
    posted = job(link=link)
    own = posted.model_copy(
        update={"video": Video.model_construct(**{**dict(posted.video), **STUDIO.row})}
    )
    message = result_message(own, link=link)
    assert [button.url for button in message.buttons if button.url] == ([page] if page else [])
    assert link in (message.content or "")  # Discord is certain to play the file itself
    poster = f"{page}/poster.jpg" if page else None
    assert (message.embed.thumbnail.url if message.embed else None) == poster
    assert not [button for button in result_message(posted, link=link).buttons if button.url]
    assert not [button for button in result_message(own, link=None).buttons if button.url]
