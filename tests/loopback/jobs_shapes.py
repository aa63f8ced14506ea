"""Bodies of the vendor's present contract in all their shapes, for the stand-in of the API.

Written from the contract alone: it shares no code with the bot.
"""

import json
import time
from typing import Final, Literal

from tests.loopback.world import Json

CREATE: Final = "/api/v1/jobs/createTask"
RECORD: Final = "/api/v1/jobs/recordInfo"
LYRICS: Final = "/api/v1/generate/get-timestamped-lyrics"
VIDEO_MODEL: Final = "ai-music-api/create-music-video"

ParamShape = Literal["nested", "object", "whole", "absent"]
"""``nested``: JSON in JSON in JSON; ``object``: ``input`` is an object in JSON; ``whole``: both."""

SongPlace = Literal["result", "response", "both"]


def wrong_with_create(body: Json) -> str:
    """Tell what is wrong with the body of a create; nothing when it may be taken."""
    given = body.get("input")
    if body.get("model") != VIDEO_MODEL:
        return "The model name you specified is not supported"
    if not isinstance(given, dict):
        return "input cannot be empty"
    unknown = (set(body) - {"model", "input", "callBackUrl"}) | (
        set(given) - {"task_id", "audio_id", "author", "domain_name"}
    )
    if unknown:
        return f"unknown fields {sorted(unknown)}"
    for name in ("task_id", "audio_id"):
        if not isinstance(given.get(name), str) or not given[name]:
            return f"input.{name} cannot be empty"
    texts = [given[name] for name in ("author", "domain_name") if name in given]
    is_short = all(isinstance(text, str) and len(text) <= 50 for text in texts)
    return "" if is_short else "author and domain_name must have at most 50 characters"


def param_of(create: Json, shape: ParamShape) -> object:
    """Return what a record repeats of the create."""
    if shape == "absent":
        return None
    if shape == "whole":
        return create
    given = create["input"]
    inside = json.dumps(given) if shape == "nested" else given
    return json.dumps({**create, "input": inside})


def song(track: Json) -> Json:
    """Return a track as this contract lists it: in snake case."""
    names = {
        "audioUrl": "audio_url",
        "streamAudioUrl": "stream_audio_url",
        "imageUrl": "image_url",
        "modelName": "model_name",
    }
    return {names.get(name, name): value for name, value in track.items()}


def music_record(task_id: str, state: str, tracks: list[Json], place: SongPlace) -> Json:
    """Return the record of a music task."""
    songs = {"data": [song(one) for one in tracks]}
    now = int(time.time() * 1000)
    record: Json = {
        "taskId": task_id,
        "model": "ai-music-api/generate",
        "state": state,
        "param": json.dumps({"model": "ai-music-api/generate", "input": "{}"}),
        "resultJson": json.dumps(songs) if tracks and place != "response" else "",
        "failCode": None,
        "failMsg": None,
        "costTime": 55,
        "completeTime": now,
        "createTime": now,
        "creditsConsumed": 12,
    }
    if tracks and place != "result":
        record["response"] = songs
    return record
