"""Bars over a cover as MoviePy's tutorials make them; the bench runs it in its own environment."""

import sys
from typing import Any

import numpy as np
from moviepy import AudioFileClip, ImageClip, VideoClip  # type: ignore[import-not-found]

WIDTH, HEIGHT, FPS = 1280, 720, 30


def main() -> None:
    """`song cover destination`: render the whole song."""
    song, cover, destination = sys.argv[1:]
    sound = AudioFileClip(song)
    samples = sound.to_soundarray(fps=44_100).mean(axis=1)
    ground = ImageClip(cover).resized((WIDTH, HEIGHT)).get_frame(0)

    def picture(at: float) -> Any:  # noqa: ANN401 - MoviePy has no types
        frame = ground.copy()
        start = int(at * 44_100)
        window = samples[start : start + 2048]
        spectrum = np.abs(np.fft.rfft(window, 2048))
        bands = [band.max() for band in np.array_split(spectrum[:700], 64)]
        for number, level in enumerate(bands):
            high = int(min(1, level / 60) * 160)
            left = 84 + number * 17
            frame[600 - high : 600, left : left + 11] = (255, 120, 80)
        return frame

    clip = VideoClip(picture, duration=sound.duration).with_audio(sound)
    clip.write_videofile(
        destination, fps=FPS, codec="libx264", preset="veryfast", audio_codec="aac", logger=None
    )


if __name__ == "__main__":
    main()
