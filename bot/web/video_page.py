"""The HTML of a video's page, and what is told of it to whoever unfurls its address.

Open Graph (https://ogp.me), Twitter's player card and oEmbed 1.0 (https://oembed.com). Nothing
comes from elsewhere, and nothing runs: the policy has no scripts, and one style by its hash.
"""

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from string import Template
from typing import Any, Final
from urllib.parse import quote, urlsplit

from bot.i18n.texts import format_day, language_of, translate
from bot.jobs.video_links import PAGE_PREFIX
from bot.services.video_pages import VideoPage

POSTER_WIDTH: Final = 1280
POSTER_HEIGHT: Final = 720
OEMBED_SECONDS: Final = 3600
OEMBED_TYPE: Final = "application/json+oembed"

_STYLE: Final = """
:root { color-scheme: dark; background: #101018; color: #f4f4f8;
  font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center;
  justify-content: center; }
main { box-sizing: border-box; width: 100%; max-width: 72rem; padding: 1rem; }
video { display: block; width: 100%; height: auto; max-height: 78vh; background: #000;
  border-radius: .75rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 .2rem; overflow-wrap: anywhere; }
p { margin: .2rem 0; color: #b9b9c9; overflow-wrap: anywhere; }
a { color: #9db4ff; }
.player, .player body { height: 100%; background: #000; }
.player video { width: 100vw; height: 100vh; max-height: none; border-radius: 0; }
.message { text-align: center; }
"""
_POLICY: Final = (
    "default-src 'none'; media-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
    f" style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
_PAGE: Final = Template("""<!DOCTYPE html>
<html lang="$language"$kind><head><meta charset="utf-8"><title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
$head<style>$style</style></head><body>
$body
</body></html>
""")


def headers(*, may_be_framed: bool = False) -> dict[str, str]:
    """Return the headers of a page; only a player may stand in a frame elsewhere."""
    ancestors = "*" if may_be_framed else "'none'"
    return {
        "Content-Security-Policy": f"{_POLICY}; frame-ancestors {ancestors}",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept-Language",
    }


class PageAddresses:
    """The addresses that belong to one video; ``base``: under which others reach the endpoint."""

    def __init__(self, base: str, name: str) -> None:
        self.base = base.rstrip("/")
        self.page = f"{self.base}{PAGE_PREFIX}{name}"
        self.player = f"{self.page}/player"
        self.poster = f"{self.page}/poster.jpg"
        self.file = f"{self.base}/videos/{name}.mp4"
        # The page's own origin, by whatever name it was reached.
        root = urlsplit(self.base).path
        self.local_file = f"{root}/videos/{name}.mp4"
        self.local_poster = f"{root}{PAGE_PREFIX}{name}/poster.jpg"
        self.oembed = f"{self.base}{PAGE_PREFIX}oembed?url={quote(self.page, safe='')}&format=json"


def video_page(page: VideoPage, base: str, locale: str) -> str:
    """Return the page that plays a video."""
    addresses = PageAddresses(base, page.name)
    title = _title(page, locale)
    lines = [
        _video(page, addresses),
        f'<h1 dir="auto">{escape(title)}</h1>',
        *(f'<p dir="auto">{escape(text)}</p>' for text in _lines(page)),
        f"<p>{_footer(page, addresses, locale)}</p>",
    ]
    body = "<main>\n" + "\n".join(lines) + "\n</main>"
    head = "".join(f"{line}\n" for line in _head(page, addresses, title))
    return _html(title, body, locale, head=head)


def player_page(page: VideoPage, base: str, locale: str) -> str:
    """Return a page with the video alone, for frames of other pages."""
    body = _video(page, PageAddresses(base, page.name))
    return _html(_title(page, locale), body, locale, kind=' class="player"')


def missing_page(text_id: str, locale: str) -> str:
    """Return the page in place of a video's; ``text_id``: of why there is none."""
    title = translate(f"{text_id}-title", locale)
    body = f"<h1>{escape(title)}</h1>\n<p>{escape(translate(text_id, locale))}</p>"
    return _html(title, f'<main class="message">\n{body}\n</main>', locale)


def oembed(page: VideoPage, base: str, *, most: tuple[int | None, int | None]) -> dict[str, Any]:
    """Return what oEmbed tells of a video; ``most``: the largest width and height asked for."""
    addresses = PageAddresses(base, page.name)
    width, height = _within(page.width, page.height, most)
    title = _title(page, "en")
    frame = (
        f'<iframe src="{escape(addresses.player)}" width="{width}" height="{height}"'
        f' title="{escape(title)}" allow="fullscreen" allowfullscreen frameborder="0"></iframe>'
    )
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "video",
        "title": title,
        "provider_name": page.watermark or addresses.base.partition("://")[2],
        "provider_url": addresses.base,
        "cache_age": OEMBED_SECONDS,
        "width": width,
        "height": height,
        "html": frame,
    }
    if page.credit:
        told["author_name"] = page.credit
    poster = (POSTER_WIDTH, POSTER_HEIGHT)
    if page.has_poster and _within(*poster, most) == poster:
        told["thumbnail_url"] = addresses.poster
        told["thumbnail_width"], told["thumbnail_height"] = poster
    return told


def _within(width: int, height: int, most: tuple[int | None, int | None]) -> tuple[int, int]:
    """Return a size that fits, of the same shape."""
    sides = zip(most, (width, height), strict=True)
    share = min([1.0, *(room / side for room, side in sides if room)])
    return max(1, int(width * share)), max(1, int(height * share))


def _title(page: VideoPage, locale: str) -> str:
    return page.title or translate("page-untitled", locale)


def _lines(page: VideoPage) -> Iterator[str]:
    """Yield the texts below the title, each once."""
    seen = {""}
    for text in (page.artist, page.signature, page.watermark):
        if text not in seen:
            seen.add(text)
            yield text


def _video(page: VideoPage, addresses: PageAddresses) -> str:
    poster = f' poster="{escape(addresses.local_poster)}"' if page.has_poster else ""
    size = f'width="{page.width}" height="{page.height}"'
    source = escape(addresses.local_file)
    return f'<video src="{source}" {size}{poster} controls playsinline preload="metadata"></video>'


def _footer(page: VideoPage, addresses: PageAddresses, locale: str) -> str:
    """Return the line with the length, the file's own address, and the day on which it ends."""
    download = escape(translate("page-download", locale))
    parts = [
        _length(page.seconds),
        f'<a href="{escape(addresses.local_file)}" download>{download}</a>',
    ]
    if page.ends_at is not None:
        day = format_day(page.ends_at, locale)
        parts.append(escape(translate("page-ends", locale, day=day)))
    return " · ".join(parts)


def _length(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _head(page: VideoPage, addresses: PageAddresses, title: str) -> Iterator[str]:
    description = " · ".join([*_lines(page), _length(page.seconds)])
    width, height = str(page.width), str(page.height)
    yield f'<link rel="canonical" href="{escape(addresses.page)}">'
    yield f'<link rel="alternate" type="{OEMBED_TYPE}" href="{escape(addresses.oembed)}">'
    yield _meta("name", "description", description)
    graph = {
        "og:type": "video.other",
        "og:title": title,
        "og:url": addresses.page,
        "og:description": description,
        "og:site_name": page.watermark,
        **_poster_of(page, addresses, "og:image"),
        "og:video": addresses.file,
        "og:video:secure_url": addresses.file if addresses.file.startswith("https:") else "",
        "og:video:type": "video/mp4",
        "og:video:width": width,
        "og:video:height": height,
        "video:duration": str(round(page.seconds)),
    }
    card = {
        "twitter:card": "player",
        "twitter:title": title,
        "twitter:description": description,
        "twitter:image": addresses.poster if page.has_poster else "",
        "twitter:player": addresses.player,
        "twitter:player:width": width,
        "twitter:player:height": height,
        "twitter:player:stream": addresses.file,
        "twitter:player:stream:content_type": "video/mp4",
    }
    yield from (_meta("property", name, text) for name, text in graph.items() if text)
    yield from (_meta("name", name, text) for name, text in card.items() if text)


def _poster_of(page: VideoPage, addresses: PageAddresses, name: str) -> dict[str, str]:
    if not page.has_poster:
        return {}
    return {
        name: addresses.poster,
        f"{name}:type": "image/jpeg",
        f"{name}:width": str(POSTER_WIDTH),
        f"{name}:height": str(POSTER_HEIGHT),
    }


def _meta(kind: str, name: str, text: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(text)}">'


def _html(title: str, body: str, locale: str, *, head: str = "", kind: str = "") -> str:
    return _PAGE.substitute(
        language=language_of(locale),
        kind=kind,
        title=escape(title),
        head=head,
        style=_STYLE,
        body=body,
    )
