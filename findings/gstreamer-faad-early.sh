#!/usr/bin/env bash
# Question: an M4A has a burst at exactly 0.5 s (AAC with its edit list, as FFmpeg writes it). When
#   does GStreamer play it, where FAAD decodes (gstreamer1.0-plugins-bad without gstreamer1.0-libav,
#   which is a package of its own)?
# Guess: at 0.5 s, as with FFmpeg's decoder: the demuxer makes a segment of the edit list.
# Seen: 1024 samples (21 or 23 ms) early. FAAD gives nothing for the first packet, which is the
#   encoder's delay and nothing else; GStreamer's element stamps what comes for the second packet
#   with the first one's time, and the segment then takes that away once more. Bare AAC (ADTS), which
#   every other decoder plays 1024 samples late, comes out right. VLC with the same FAAD is right.
# So: who finds a video's sound early on a Linux desktop asks for gstreamer1.0-libav first; in tests
#   with GStreamer the decoder is named (avdec_aac), not left to decodebin.
# With: Debian 12's GStreamer 1.22.0 and FAAD 2.10.1, av 18.1.0, numpy 2.4.6
# Output seen on 2026-12-01:
#   GStreamer 1.22.0, FAAD 2.10.1
#   44100 Hz, M4A: burst at sample 21027, -1023 from its place
#   44100 Hz, ADTS: burst at sample 22050, +0 from its place
#   48000 Hz, M4A: burst at sample 22976, -1024 from its place
#   48000 Hz, ADTS: burst at sample 24000, +0 from its place
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
    gstreamer1.0-plugins-good=1.22.0-5+deb12u4 gstreamer1.0-plugins-bad=1.22.0-4+deb12u8
    libgstreamer-plugins-bad1.0-0=1.22.0-4+deb12u8 libfaad2=2.10.1-1"
beside=$(apt-get install -s --no-install-recommends gstreamer1.0-tools libfaad2 \
    libgstreamer-plugins-base1.0-0 2>"$work/apt.txt" | awk '/^Inst/ { print $2 }' |
    grep -v -e '^gstreamer' -e '^libgst' -e '^libfaad' || true)
# shellcheck disable=SC2086
apt-get download --quiet $named $beside >"$work/apt.txt" 2>&1 || { cat "$work/apt.txt" >&2; exit 1; }
for package in *.deb; do dpkg-deb --extract "$package" "$work/root"; done
libraries=$work/root/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || echo x86_64-linux-gnu)
gst() {
    LD_LIBRARY_PATH=$libraries GST_PLUGIN_SYSTEM_PATH=$libraries/gstreamer-1.0 \
        GST_PLUGIN_SCANNER=$libraries/gstreamer1.0/gstreamer-1.0/gst-plugin-scanner \
        GST_REGISTRY=$work/registry.bin "$work/root/usr/bin/gst-launch-1.0" "$@" 2>"$work/gst.txt"
}

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check av==18.1.0 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" - <<'END'
import av
import numpy as np

for rate in (44100, 48000):
    sound = np.zeros((2, 2 * rate), np.float32)
    sound[:, rate // 2 :][:, : rate // 20] = 0.7 * np.sin(np.arange(rate // 20) * 0.3)
    for name, format in ((f"{rate}.m4a", "ipod"), (f"{rate}.aac", "adts")):
        with av.open(name, "w", format=format) as output:
            stream = output.add_stream("aac", rate=rate, layout="stereo")
            frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = rate, 0
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
END
version=$(gst --version | sed -n 's/.*version //p')
echo "GStreamer $version, FAAD 2.10.1"
for rate in 44100 48000; do
    into=(! faad ! audioconvert ! "audio/x-raw,format=S16LE,channels=2" ! filesink)
    gst --quiet filesrc location=$rate.m4a ! qtdemux ! aacparse "${into[@]}" location=$rate.m4a.raw
    gst --quiet filesrc location=$rate.aac ! aacparse "${into[@]}" location=$rate.aac.raw
done
"$work/venv/bin/python" - <<'END'
import numpy as np

for rate in (44100, 48000):
    off = {}
    for kind, name in (("M4A", "m4a"), ("ADTS", "aac")):
        sound = np.fromfile(f"{rate}.{name}.raw", "<i2").reshape(-1, 2)[:, 0] / 32768
        # AAC blurs the beginning by some samples: its place is found by the burst's own shape.
        burst = np.sin(np.arange(rate // 20) * 0.3)
        at = int(np.argmax(np.correlate(sound, burst, "valid")))
        off[kind] = at - rate // 2
        print(f"{rate} Hz, {kind}: burst at sample {at}, {off[kind]:+} from its place")
    assert off["M4A"] in (-1024, -1023) and off["ADTS"] == 0, "it has changed"
END
