"""Shows videos in the page as they are: SimCord turns each into WebM first, one after the other.

That takes minutes for a long video, more than eight at once are refused, and so is what is larger
than 10 MiB. Every browser that plays WebM and H.264 gets the MP4 itself instead.
"""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import Final
from unittest.mock import patch

import av
from simcord.preview import Preview, _assets
from simcord.preview._media import MediaInfo, MediaWorker

_POSTER_WIDTH: Final = 640
_MOST_BYTES: Final = 4 << 30
"""Of everything that is attached while the demo lasts; SimCord's own 128 MiB are a dozen videos."""


class DirectMedia(MediaWorker):
    """Gives MP4 videos back as they are, and leaves everything else to SimCord."""

    async def validate(
        self, key: str, blob: bytes, *, media_time: float | None = None
    ) -> MediaInfo:
        """Return what a file holds, and what is shown of it. Raises MediaError."""
        if blob[4:8] == b"ftyp" and (info := await asyncio.to_thread(describe_video, blob)):
            return info
        return await super().validate(key, blob, media_time=media_time)


def describe_video(blob: bytes) -> MediaInfo | None:
    """Return what a page is told of an MP4, with its first picture; None when it has none."""
    try:
        container = av.open(BytesIO(blob), "r", format="mp4")
    except av.FFmpegError:
        return None
    with container:
        if not container.streams.video:
            return None
        stream = container.streams.video[0]
        # The first of each kind: a poster is another picture stream, lyrics are one of text.
        streams = [stream, *container.streams.audio[:1]]
        codecs = {str(one.type): one.codec_context.name for one in streams}
        picture = next(container.decode(stream)).to_image()  # type: ignore[no-untyped-call]
        picture.thumbnail((_POSTER_WIDTH, _POSTER_WIDTH))
        poster = BytesIO()
        picture.save(poster, "PNG")
        return MediaInfo(
            format="mp4",
            width=stream.width,
            height=stream.height,
            frames=stream.frames,
            decoded_bytes=len(blob),
            normalized=blob,
            content_type="video/mp4",
            kind="video",
            duration=(container.duration or 0) / 1_000_000,
            capture=poster.getvalue(),
            poster=poster.getvalue(),
            source_codecs=codecs,
            display_codecs=codecs,
            transformation="preserved",
            memory_limited=True,  # of no process that decodes: the bot's own renderer made it
        )


@contextmanager
def shown_directly() -> Iterator[None]:
    """Let all previews that are opened show videos as they are."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(_assets, "MediaWorker", DirectMedia))
        stack.enter_context(patch.object(Preview, "_MAX_MEDIA_BYTES", _MOST_BYTES))
        yield
