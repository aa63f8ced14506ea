"""What FFmpeg's filters say of a file: lengths, onsets, levels. Nothing here is the studio's."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import av
import av.logging
from av.audio.frame import AudioFrame
from av.filter import Graph
from av.video.frame import VideoFrame

from bot.studio.render.scene.layout import Box


class Heard(NamedTuple):
    """The sound of a file; times in seconds, levels in dB to full scale and LUFS."""

    seconds: float
    onsets: list[float]
    peak: float
    loudness: float


class Seen(NamedTuple):
    """The pictures of a file: how long they last in seconds, and when light comes up."""

    seconds: float
    onsets: list[float]


def heard_in(path: Path) -> Heard:
    """Measure the sound by ``silencedetect``, ``astats`` and ``ebur128``."""
    seconds = 0.0
    with _lines() as lines, av.open(str(path), metadata_errors="replace") as container:
        stream = container.streams.audio[0]
        graph: Graph | None = None
        for frame in container.decode(stream):
            if graph is None:
                graph = Graph()
                source = graph.add_abuffer(
                    format=frame.format.name, layout=frame.layout.name,
                    sample_rate=frame.sample_rate, time_base=Fraction(1, frame.sample_rate),
                )  # fmt: skip
                graph.link_nodes(
                    source,
                    graph.add("silencedetect", "noise=-42dB:duration=0.12"),
                    graph.add("astats", "measure_perchannel=none:measure_overall=Peak_level"),
                    graph.add("ebur128", "framelog=quiet"),
                    graph.add("abuffersink"),
                ).configure()
            frame.pts = round(seconds * frame.sample_rate)
            frame.time_base = Fraction(1, frame.sample_rate)
            _pass(graph, frame)
            seconds += frame.samples / frame.sample_rate
        if graph is not None:
            _pass(graph, None)
        del graph, source  # the sums are told when the filters end
    text = "\n".join(lines)
    onsets = [float(one) for one in re.findall(r"silence_end: ([\d.]+)", text)]
    peak = re.search(r"Peak level dB: (\S+)", text)
    loudness = re.findall(r"I:\s+(\S+) LUFS", text)
    return Heard(
        seconds,
        [one for one in onsets if one < seconds - 0.01],
        float(peak[1]) if peak else -999.0,
        float(loudness[-1]) if loudness else -999.0,
    )


def seen_in(path: Path, box: Box) -> Seen:
    """Measure the light in ``box`` by ``signalstats``."""
    place = f"{box.width}:{box.height}:{box.left}:{box.top}"
    with _lines() as lines, av.open(str(path), metadata_errors="replace") as container:
        stream = container.streams.video[0]
        rate, count = float(stream.average_rate or 30), 0
        graph = Graph()
        graph.link_nodes(
            graph.add_buffer(template=stream),
            graph.add("crop", place),
            graph.add("signalstats"),
            graph.add("metadata", "print:key=lavfi.signalstats.YAVG"),
            graph.add("buffersink"),
        ).configure()
        for frame in container.decode(stream):
            _pass(graph, frame)
            count += 1
        _pass(graph, None)
        del graph
    lights = [float(one) for one in re.findall(r"YAVG=([\d.]+)", "\n".join(lines))]
    rises = [after - before for before, after in pairwise(lights)]
    onsets: list[float] = []
    for place_of, rise in enumerate(rises):
        time = (place_of + 1) / rate
        has_risen = sum(rises[place_of : place_of + 3]) > 0.4 * max(rises)
        if rise > 0.1 * max(rises) and has_risen and (not onsets or time > onsets[-1] + 0.4):
            onsets.append(time)
    return Seen(count / rate, onsets)


def _pass(graph: Graph, frame: AudioFrame | VideoFrame | None) -> None:
    """Let a frame through all filters, or the end, which None is."""
    graph.push(frame)
    try:
        while True:
            graph.pull()
    except (BlockingIOError, EOFError):
        return


@contextmanager
def _lines() -> Iterator[list[str]]:
    """Collect what FFmpeg's filters log."""
    av.logging.set_level(av.logging.INFO)
    av.logging.set_skip_repeated(False)
    found: list[str] = []
    with av.logging.Capture() as captured:
        yield found
    found.extend(message for _, _, message in captured)
    av.logging.set_level(None)
