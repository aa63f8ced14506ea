#!/usr/bin/env bash
# Question: a song of N samples is written as an M4A by FFmpeg: AAC, whose encoder begins 1024 samples
#   early, and an edit list that says so. Does GStreamer play it to its end?
# Guess: yes, with the last packet's rest clipped as the edit list wants it.
# Seen: no. The demuxer (qtdemux) stops one packet before the end: it holds packets' places in the
#   track, which begins 1024 samples before the song, against the length of the song, and the last
#   packet begins behind that. Up to 1024 samples of the song are missing (21 ms); a remux by
#   GStreamer lacks them for good, and what is joined by `concat` comes that much early, more with
#   each join. Nothing is lost where a picture lasts a packet longer than the sound, or where the
#   song is a whole number of packets and its length in milliseconds was rounded up.
# So: lengths and last beats aren't tested by GStreamer; for gapless joins its remux is no use.
# With: Debian 12's GStreamer 1.22.0, av 18.1.0, numpy 2.4.6
# Output seen on 2026-12-01:
#   GStreamer 1.22.0
#   20480.m4a: 21 of 21 packets, 0 samples missing
#   20481.m4a: 21 of 22 packets, 1 samples missing
#   48000.m4a: 47 of 48 packets, 896 samples missing
#   longer-picture.mp4: 48 of 48 packets, 0 samples missing
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Debian's packages, taken apart in the folder: nothing is installed on the machine. What they need
# beside them is taken along unless the machine has it.
chmod 755 "$work"
mkdir "$work/packages" "$work/root"
cd "$work/packages"
named="gstreamer1.0-tools=1.22.0-2+deb12u1 libgstreamer1.0-0=1.22.0-2+deb12u1
    libgstreamer-plugins-base1.0-0=1.22.0-3+deb12u7 gstreamer1.0-plugins-base=1.22.0-3+deb12u7
    gstreamer1.0-plugins-good=1.22.0-5+deb12u4"
beside=$(apt-get install -s --no-install-recommends gstreamer1.0-tools \
    libgstreamer-plugins-base1.0-0 2>"$work/apt.txt" | awk '/^Inst/ { print $2 }' |
    grep -v -e '^gstreamer' -e '^libgst' || true)
# shellcheck disable=SC2086
apt-get download --quiet $named $beside >"$work/apt.txt" 2>&1 || { cat "$work/apt.txt" >&2; exit 1; }
for package in *.deb; do dpkg-deb --extract "$package" "$work/root"; done
libraries=$work/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)
gst() {
    LD_LIBRARY_PATH=$libraries GST_PLUGIN_SYSTEM_PATH=$libraries/gstreamer-1.0 \
        GST_PLUGIN_SCANNER=$libraries/gstreamer1.0/gstreamer-1.0/gst-plugin-scanner \
        GST_REGISTRY=$work/registry.bin "$work/root/usr/bin/gst-launch-1.0" "$@" 2>&1
}

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - <<'END'
import av
import numpy as np

RATE = 48000


def song(name, samples, picture=0):
    with av.open(name, "w", format="mp4") as output:
        if picture:
            video = output.add_stream("libx264", rate=25)
            video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        stream = output.add_stream("aac", rate=RATE, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.zeros((2, samples), np.float32), format="fltp")
        frame.sample_rate, frame.pts = RATE, 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
        for number in range(picture):
            grey = np.full((64, 64, 3), 90, np.uint8)
            output.mux(video.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        if picture:
            output.mux(video.encode(None))


song("20480.m4a", 20480)  # 20 packets and one before
song("20481.m4a", 20481)
song("48000.m4a", 48000)
song("longer-picture.mp4", 48000, 27)  # 1.08 s
END
echo "GStreamer $(gst --version | sed -n 's/.*version //p')"
for name in 20480.m4a 20481.m4a 48000.m4a longer-picture.mp4; do
    gst -v filesrc location="$name" ! qtdemux name=d d.audio_0 ! identity name=seen silent=false ! fakesink |
        grep -c 'seen.*last-message = chain' >"$name.count"
done
"$work/venv/bin/python" - <<'END'
import av

for name, samples in (("20480.m4a", 20480), ("20481.m4a", 20481), ("48000.m4a", 48000),
                      ("longer-picture.mp4", 48000)):
    with av.open(name) as container:
        packets = sum(1 for packet in container.demux(audio=0) if packet.size)
    given = int(open(f"{name}.count").read())
    heard = min(samples, (given - 1) * 1024)  # the first is the encoder's delay
    print(f"{name}: {given} of {packets} packets, {samples - heard} samples missing")
    assert packets - given == (name in ("20481.m4a", "48000.m4a")), "it has changed"
END
