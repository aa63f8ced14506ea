"""The least that a render can take: x264 fed the same frames from memory, on as many threads.

`python -m tests.bench.studio_floor song cover look profile answer.json`: the frames of a round of
parts are painted into memory first, and only their encoding is timed.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from bot.studio.render.audio import decode, decoding
from bot.studio.render.audio.spectrum import analyse_spectrum
from bot.studio.render.h264.encoder import segments_of
from bot.studio.render.h264.quality import Quality, encoder_for
from bot.studio.render.pipeline import RenderSpec
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scenes import background_of, scene_of


def main() -> None:
    """Encode every part and write down what that took."""
    song, cover, look, profile, answer = sys.argv[1:]
    spec = RenderSpec.model_validate(
        {
            "audio": song, "cover": cover, "look": look, "profile": profile,
            "title": "Night Ferry", "artist": "Sample", "author": "DJ Aurora",
            "domain_name": "aurora.example",
        }
    )  # fmt: skip
    os.nice(10)  # as the worker does
    with decode.opened(spec.audio) as (container, stream):
        spectrum = analyse_spectrum(decoding.decoded(container, stream), spec.fps)
    art = scene_of(spec, background_of(spec), spectrum, spec.fps)
    parts = segments_of(art.frames, spec.fps)
    options = Quality(spec.profile, spec.fps).options(max(map(len, parts)))
    threads = len(os.sched_getaffinity(0))
    wall = processor = 0.0
    size = 0
    for first in range(0, len(parts), threads):
        memory = [_painted(art, part) for part in parts[first : first + threads]]
        took, spent, made = _round(art, memory, spec.fps, options)
        wall, processor, size = wall + took, processor + spent, size + made
    Path(answer).write_text(json.dumps({"wall": wall, "processor": processor, "size": size}))


def _painted(art: Scene, part: range) -> list[NDArray[np.uint8]]:
    canvas = FrameRenderer(art)
    return [np.asarray(canvas.render(number).to_ndarray(), np.uint8).copy() for number in part]


def _round(
    art: Scene, memory: list[list[NDArray[np.uint8]]], fps: int, options: dict[str, str]
) -> tuple[float, float, int]:
    """Seconds, processor seconds and bytes of one part on each thread."""
    sizes: list[int] = []
    start = threading.Barrier(len(memory) + 1)

    def encode(frames: list[NDArray[np.uint8]]) -> None:
        context = encoder_for(art, fps, options)
        frame = av.VideoFrame(art.width, art.height, "yuv420p")
        planes = [np.frombuffer(plane, np.uint8) for plane in frame.planes]  # type: ignore[call-overload]
        sizes_of_planes = np.cumsum([0, *(plane.size for plane in planes)])
        start.wait()
        made = 0
        for number, picture in enumerate(frames):
            flat = picture.reshape(-1)
            for plane, left, right in zip(
                planes, sizes_of_planes, sizes_of_planes[1:], strict=False
            ):
                plane[:] = flat[left:right]  # what the canvas would have written
            frame.pts, frame.time_base = number, context.time_base
            made += sum(packet.size for packet in context.encode(frame))
        made += sum(packet.size for packet in context.encode(None))
        sizes.append(made)

    workers = [threading.Thread(target=encode, args=(frames,)) for frames in memory]
    for worker in workers:
        worker.start()
    start.wait()
    began, spent = time.perf_counter(), time.process_time()
    for worker in workers:
        worker.join()
    return time.perf_counter() - began, time.process_time() - spent, sum(sizes)


if __name__ == "__main__":
    main()
