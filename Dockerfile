# The locked dependencies and the bot, in a small image without build tools. Nothing runs as root.
# By digest, so that everybody builds on the same: the index for all platforms, as it was on 4 October
# 2026. docs/hosting.md says how a newer one is brought; both lines name the same.
FROM python:3.12.15-slim-bookworm@sha256:54c85f3c47607a77f32adec749d3c81d1348bf25833671f512b26a9b6d778cb3 AS build
WORKDIR /src
# "cluster": with what a rendering cluster needs beside it (docs/hosting.md).
ARG REQUIREMENTS=run
RUN python -m venv /opt/venv
COPY requirements/run.txt requirements/cluster.txt requirements/
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/${REQUIREMENTS}.txt

FROM python:3.12.15-slim-bookworm@sha256:54c85f3c47607a77f32adec749d3c81d1348bf25833671f512b26a9b6d778cb3
# No package of Debian's is added: the libraries, fonts and emoji that a video needs come with the
# bot's packages ("make minimal" tries it).
RUN groupadd --system --gid 10001 bot \
    && useradd --system --uid 10001 --gid bot --home-dir /data --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot /data
COPY --from=build /opt/venv /opt/venv
COPY bot /app/bot
COPY cogs /app/cogs
COPY config.example.toml /app/config.example.toml
# Compiled here: the file system is read-only where it runs, and a child process starts per video.
RUN python -m compileall -q /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MUSICVIDEO_CALLBACK__HOST=0.0.0.0 \
    MUSICVIDEO_DATABASE__PATH=/data/musicvideo.db \
    MUSICVIDEO_STUDIO__LIBRARY=/data/library \
    MUSICVIDEO_STUDIO__VIDEOS=/data/videos
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8080
# The process answers as long as its event loop does.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
    "import os, urllib.request as u; port = os.environ.get('MUSICVIDEO_CALLBACK__PORT', 8080); \
    u.urlopen(f'http://127.0.0.1:{port}/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
