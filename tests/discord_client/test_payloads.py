"""Ids in request bodies are strings, as Discord's description has them."""

import io

import discord

from bot.discord_client.payloads import Attachment, Mentions


def test_the_ids_of_mentioned_members_are_strings() -> None:
    assert Mentions.only(157).to_dict() == {"parse": [], "users": ["157"]}


def test_mentions_stay_strings_when_they_are_merged_with_the_clients_own() -> None:
    merged = Mentions.none().merge(Mentions.only(157))
    assert merged.to_dict()["users"] == ["157"]


def test_nobody_else_is_pinged() -> None:
    assert Mentions.none().merge(discord.AllowedMentions()).to_dict()["parse"] == []


def test_the_number_of_an_attachment_is_a_string() -> None:
    file = Attachment(io.BytesIO(b"x"), "musicvideo.mp4", description="Music video")
    assert file.to_dict(0) == {
        "id": "0",
        "filename": "musicvideo.mp4",
        "description": "Music video",
    }
