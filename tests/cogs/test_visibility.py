"""Nothing of a private channel is told to who can't look there: command by command, in one table.

A command that is new has to be written into it.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import discord
import simcord
from discord import app_commands

from bot.jobs import Branding, RenderOptions, TrackInfo
from tests.cogs.simcord_harness import AUDIO, SECOND_AUDIO, TASK, CogHarness, open_stage, studio_in
from tests.cogs.test_permissions import hidden_channel
from tests.loopback.music_api import track

TITLE: Final = "Iron Man"
SECRETS: Final = (TITLE, TASK, AUDIO, "Undercover")

Probe = Callable[["Scene", simcord.MemberActor], Awaitable[object]]


class Scene:
    """A stage on which Mia had a video made in a channel that others can't see."""

    def __init__(self, stage: CogHarness, request_id: str, post: discord.Message) -> None:
        self.stage = stage
        self.request_id = request_id
        self.post = post


def completing(command: str, option: str, typed: str = "") -> Probe:
    async def probe(scene: Scene, member: simcord.MemberActor) -> object:
        return await member.autocomplete(scene.stage.channel, command, option, typed)

    return probe


def using(command: str, **options: Any) -> Probe:  # noqa: ANN401
    """Use a command; an option ``id`` stands for the hidden request's id."""

    async def probe(scene: Scene, member: simcord.MemberActor) -> object:
        given = {
            key: scene.request_id if value == "id" else value for key, value in options.items()
        }
        if given.get("member") == "mia":
            given["member"] = scene.stage.mia
        result = await member.slash(scene.stage.channel, command, **given)
        answers = [*result.followups, *([result.response] if result.response else [])]
        bodies = [await file.read() for one in answers for file in one.attachments]
        return [
            (one.content, [embed.to_dict() for embed in one.embeds], one.components)
            for one in answers
        ], bodies

    return probe


async def previewing(scene: Scene, member: simcord.MemberActor) -> object:
    drawn: list[TrackInfo | None] = []

    class Renderer:
        async def render(
            self,
            branding: Branding,
            track: TrackInfo | None,
            guild_id: int,
            options: RenderOptions | None = None,
            *,
            card: str | None = None,
            is_small: bool = False,
        ) -> bytes:
            assert guild_id == scene.stage.guild.id
            drawn.append(track)
            return b"picture"

    client = scene.stage.app.client
    client.preview_renderer, before = Renderer(), client.preview_renderer
    await member.slash(scene.stage.channel, "branding preview")
    client.preview_renderer = before
    return drawn


NOTHING_TOLD: Final = "it names no video, and no track but the one that was typed, shown or chosen"
OF_THE_LIBRARY: Final = "it tells of the server's library, in which all songs are public"

MODERATORS_ONLY: Final = ("branding", "credits", "settings")
TABLE: Final[dict[str, list[Probe] | str]] = {
    "musicvideo": [using("musicvideo", task_id="Iron"), using("musicvideo", task_id="Undercover")],
    "musicvideo task_id": [
        completing("musicvideo", "task_id"),
        completing("musicvideo", "task_id", "iron"),
        completing("musicvideo", "task_id", TASK[:6]),
    ],
    "musicvideo font": NOTHING_TOLD,
    "musicvideo song": [
        completing("musicvideo", "song"),
        completing("musicvideo", "song", "iron"),
    ],
    **{f"musicvideo {name}": NOTHING_TOLD for name in ("colours", "start", "length")},
    "musicvideo audio_id": [completing("musicvideo", "audio_id", "iron")],
    "Make a music video": NOTHING_TOLD,
    "videos list": [using("videos list", everyone=True), using("videos list", member="mia")],
    "videos queue": [using("videos queue")],
    "videos status": [using("videos status", video="id"), using("videos status", video=TITLE)],
    "videos repost": [using("videos repost", video="id"), using("videos repost", video=TITLE)],
    "videos cancel": [using("videos cancel", video="id"), using("videos cancel", video=TITLE)],
    "videos delete": [using("videos delete", video="id"), using("videos delete", video=TITLE)],
    **{
        f"videos {name} video": [
            completing(f"videos {name}", "video"),
            completing(f"videos {name}", "video", "iron"),
        ]
        for name in ("status", "repost", "cancel", "delete")
    },
    "videos limits": "one's own numbers, and the server's limits",
    "videos taken-down": "what moderators took down themselves: no message, no channel",
    "videos record": [
        using("videos record"),
        using("videos record", member="mia"),
        using("videos record", days=9),
    ],
    "videos restore": "see videos taken-down",
    "videos restore song": "see videos taken-down",
    "Report this video": NOTHING_TOLD,
    "ReasonMenu": NOTHING_TOLD,
    "branding preview": [previewing],
    **{
        f"branding {name}": NOTHING_TOLD
        for name in (
            *("show", "set", "set font", "policy", "reset", "logo set", "logo reset"),
            *("words add", "words remove", "words show"),
        )
    },
    "branding words remove word": NOTHING_TOLD,
    "credits show": NOTHING_TOLD,
    "credits record": [using("credits record"), using("credits record", member="mia")],
    "credits export": [using("credits export")],
    **{
        f"settings {name}": NOTHING_TOLD
        for name in (
            *(
                "show",
                "limits",
                "showcase",
                "moderators",
                "copy",
                "language",
                "messages",
            ),
            *("roles", "channels", "block", "unblock", "log"),
        )
    },
    "help": NOTHING_TOLD,
    "privacy show": NOTHING_TOLD,
    "privacy delete": NOTHING_TOLD,
    "privacy export": "it gives what is one's own: see tests/store/test_member_exports.py",
    **{
        f"track {name}": OF_THE_LIBRARY
        for name in (
            "add",
            "list",
            "remove",
            "remove track",
            "cover",
            "cover track",
            "edit",
            "edit track",
            "lyrics",
            "lyrics track",
        )
    },
    "HistoryMenu": "what is chosen is looked at as by its id: see videos status",
    "PageButton": "a page is read as the first one is: see videos list",
    "UsagePageButton": "a page is read as the first one is: see credits record",
    "SettingsLogButton": NOTHING_TOLD,
    "QueueButton": "it shows what its card shows: see videos queue",
    "VideoButton": "see tests/cogs/test_repost.py and test_outcomes.py",
    "TrackMenu": NOTHING_TOLD,
    "PrivacyButton": NOTHING_TOLD,
    "MakeButton": NOTHING_TOLD,
    "AnewButton": "it stands under the video that it is about; see tests/cogs/test_video_card.py",
    "CardButton": NOTHING_TOLD,
    "CardMenu": NOTHING_TOLD,
    "RightsButton": NOTHING_TOLD,
    "AcceptButton": NOTHING_TOLD,
    "TracksPageButton": OF_THE_LIBRARY,
}
"""What each command, completed option, button and menu is asked, or why it can't tell."""


def everything_of(stage: CogHarness) -> set[str]:
    """Return the names of all that people can use."""
    client = stage.app.client
    names = set()
    for command in client.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            names.add(command.qualified_name)
            names |= {
                f"{command.qualified_name} {one.name}"
                for one in command.parameters
                if one.autocomplete
            }
    for kind in (discord.AppCommandType.message, discord.AppCommandType.user):
        names |= {menu.name for menu in client.tree.get_commands(type=kind)}
    items = client._connection._view_store._dynamic_items.values()
    return names | {item.__name__ for item in items}


async def test_the_table_has_every_command_completion_button_and_menu(tmp_path: Path) -> None:
    async with open_stage(tmp_path, studio=studio_in(tmp_path, lyrics=True)) as stage:
        assert everything_of(stage) == TABLE.keys()


async def test_who_cannot_look_into_a_channel_is_told_nothing_of_what_was_made_there(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        backstage = hidden_channel(stage)
        stage.api.add_music(TASK, track(AUDIO, TITLE), track(SECOND_AUDIO, TITLE))
        await stage.ask(channel=backstage, author="Undercover")
        await stage.api.finish(await stage.accepted())
        await stage.until(lambda: stage.posts(backstage))
        (own,) = await stage.mia.autocomplete(stage.channel, "videos status", "video", "")
        assert TITLE in own["name"]
        offered = await stage.mia.autocomplete(stage.channel, "musicvideo", "task_id", "")
        assert [TITLE in one["name"] for one in offered] == [True]  # one's own always is
        scene = Scene(stage, own["value"], stage.posts(backstage)[0])
        told = {}
        for name, probes in TABLE.items():
            members = [stage.max]
            if not name.startswith(MODERATORS_ONLY):
                members.append(stage.ben)
            for probe in probes if isinstance(probes, list) else []:
                for member in members:
                    answer = str(await probe(scene, member))
                    if any(secret in _without_typed(answer) for secret in SECRETS):
                        told[name] = answer
        assert told == {}
        assert [one for one in stage.messages() if TITLE in str(one.embeds)] == []
        assert stage.posts() == []
        assert len(stage.posts(backstage)) == 1


def _without_typed(answer: str) -> str:
    """Leave out what was typed, as far as it is repeated: "no video is called so"."""
    return answer.replace(f'"{TITLE}"', "").replace(f"“{TITLE}”", "").replace("“Undercover”", "")
