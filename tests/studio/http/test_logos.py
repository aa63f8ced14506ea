"""Servers' logos over HTTP: looked into, kept once, drawn, and gone with their server."""

import io
from pathlib import Path
from typing import Final

import aiohttp
import numpy as np
from PIL import Image

from bot.studio.library.logos import Logos
from bot.studio.typefaces import BROUGHT
from bot.video_api.studio import OPTIONS_HEADER, OWNER_HEADER
from tests.studio.http.test_uploads import stage
from tests.studio.studio_harness import add_song, settings_in

LOGOS: Final = "/studio/v1/logos"
SERVER: Final = {OWNER_HEADER: "7"}


def logo(colour: tuple[int, int, int, int] = (0, 255, 0, 255)) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (60, 40), colour).save(file, "PNG")
    return file.getvalue()


async def test_a_logo_is_taken_drawn_and_removed(tmp_path: Path) -> None:
    font = tmp_path / "Fine_Sans-Bold.ttf"
    font.touch()
    files = {
        "logo": logo(),
        "none": logo((0, 0, 0, 0)),
        "big": bytes(2 << 20),
    }
    async with stage(tmp_path, files, typefaces=[font], resolution=720) as (client, base):
        wrong = {
            "none": "logo-empty",
            "big": "logo-too-big",
            "gone": "not-fetched",
        }
        for name, reason in wrong.items():
            _, data = await client.call(
                "POST", LOGOS, json={"logoUrl": f"{base}/{name}"}, headers=SERVER
            )
            assert data == {"reason": reason}
        code, data = await client.call(
            "POST", LOGOS, json={"logoUrl": f"{base}/logo"}, headers=SERVER
        )
        assert code == 200
        form = aiohttp.FormData({"logo": io.BytesIO(logo())})
        assert (await client.call("POST", LOGOS, data=form, headers=SERVER))[1] == data
        logo_id = data["logoId"]
        assert (await client.call("GET", LOGOS, headers=SERVER))[1] == {"logos": [logo_id]}
        assert (await client.call("GET", LOGOS))[1] == {"logos": []}
        _, fonts = await client.call("GET", "/studio/v1/fonts")
        assert fonts == {"fonts": sorted([*BROUGHT, "Fine Sans"])}
        body = {"logo": {"id": logo_id, "corner": "top-left", "opacity": 100}, "resolution": 240}
        headers = {"Authorization": f"Bearer {client.studio.key}"} | SERVER
        url = f"{client.studio.base_url}/studio/v1/preview"
        async with client.session.post(url, json=body, headers=headers) as response:
            drawn = np.asarray(Image.open(io.BytesIO(await response.read())).convert("RGB"))
        assert drawn.shape == (240, 426, 3)
        assert (np.abs(drawn[12, 30].astype(int) - (0, 255, 0)) < 12).all()
        code, _ = await client.call("DELETE", f"{LOGOS}/{logo_id}", headers={OWNER_HEADER: "8"})
        assert code == 404
        assert (await client.call("DELETE", f"{LOGOS}/{logo_id}", headers=SERVER))[0] == 200
        assert (await client.call("GET", LOGOS, headers=SERVER))[1] == {"logos": []}


async def test_an_unknown_typeface_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    async with stage(tmp_path, {}) as (client, _):
        task = add_song(settings_in(tmp_path))
        code, _ = await client.submit(task, **{OPTIONS_HEADER: '{"font": "Fancy"}'})
        assert code == 422


def test_a_server_loses_all_its_logos_and_no_other_does(tmp_path: Path) -> None:
    logos = Logos(tmp_path)
    first, again = logos.add(b"one", "7"), logos.add(b"one", "7")
    other = logos.add(b"one", "8")
    assert first == again == other
    logos.remove_all("7")
    assert logos.ids("7") == []
    assert logos.path(other, "8") is not None
    assert logos.path("../../x", "8") is None
