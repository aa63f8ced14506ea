#!/usr/bin/env bash
# Question: prometheus_client takes a counter called "music.videos". Under which name is it
#   scraped?
# Guess: a dot is refused (ValueError), as it was for years; or else it is kept.
# Seen: it depends on who asks. A request like Prometheus 3's (escaping=allow-utf-8) gets
#   {"music.videos_total"}; an older Prometheus, an agent or curl gets music_videos_total, from
#   the same process at the same time. So an alert written by looking at curl's output matches
#   nothing. And the registry compares names before they are escaped: "music.videos" and
#   "music_videos" may both be registered, and older scrapers get the same series twice with two
#   values; labels "a.b" and "a_b" of one metric become two labels of one name.
# So: keep to letters, digits and underscores, and check that yourself: nothing else does any
#   more.
# With: prometheus-client 0.26.0
# Output seen on 2026-11-30:
#   Prometheus 3: ['{"music.videos_total"} 1.0']
#   Prometheus 2: ['music_videos_total 1.0']
#           curl: ['music_videos_total 1.0']
#   two counters: ['music_videos_total 1.0', 'music_videos_total 2.0']
#   two labels: ['made_total{a_b="1",a_b="2"} 1.0']
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check prometheus-client==0.26.0
"$work/venv/bin/python" - <<'END'
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.exposition import choose_encoder

ACCEPTED = {
    "Prometheus 3": "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,*/*;q=0.2",
    "Prometheus 2": "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5",
    "curl": "*/*",
}


def samples(registry, accept):
    encode, _ = choose_encoder(accept)
    lines = encode(registry).decode().splitlines()
    return [line for line in lines if "_total" in line and not line.startswith("#")]


registry = CollectorRegistry()
Counter("music.videos", "Videos made.", registry=registry).inc()
names = {who: samples(registry, accept) for who, accept in ACCEPTED.items()}
for who, lines in names.items():
    print(f"{who:>12}: {lines}")
assert names["Prometheus 3"] == ['{"music.videos_total"} 1.0']
assert names["Prometheus 2"] == names["curl"] == ["music_videos_total 1.0"]

Counter("music_videos", "Another counter.", registry=registry).inc(2)
twice = samples(registry, ACCEPTED["curl"])
print("two counters:", twice)
assert twice == ["music_videos_total 1.0", "music_videos_total 2.0"]

registry = CollectorRegistry()
Counter("made", "By server.", ["a.b", "a_b"], registry=registry).labels("1", "2").inc()
labels = samples(registry, ACCEPTED["curl"])
print("two labels:", labels)
assert labels == ['made_total{a_b="1",a_b="2"} 1.0']
END
