-- One row a video. Times are seconds since the epoch, UTC.
CREATE TABLE videos (
    video_task_id    TEXT PRIMARY KEY,
    task_id          TEXT NOT NULL,
    audio_id         TEXT NOT NULL,
    owner            TEXT NOT NULL DEFAULT '',
    title            TEXT NOT NULL DEFAULT '',
    artist           TEXT,
    music_index      INTEGER NOT NULL DEFAULT 0,
    audio_url        TEXT,                          -- set for a track of the cloud
    image_url        TEXT,
    author           TEXT,
    domain_name      TEXT,
    file_name        TEXT NOT NULL UNIQUE,          -- unguessable, settled before the render
    state            TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'rendering', 'ready', 'failed', 'cancelled', 'expired')),
    starts           INTEGER NOT NULL DEFAULT 0,    -- renders begun and not given back
    deaths           INTEGER NOT NULL DEFAULT 0,    -- renders whose process died
    size_bytes       INTEGER,
    duration_seconds REAL,
    error_code       INTEGER,
    error_reason     TEXT,
    error_message    TEXT,
    created_at       REAL NOT NULL,
    started_at       REAL,
    completed_at     REAL,
    expires_at       REAL,
    callback_url     TEXT NOT NULL,
    callback_tries   INTEGER NOT NULL DEFAULT 0,
    callback_due_at  REAL                           -- null: none is owed
) STRICT;

-- A track has one video at most; one that failed or is gone makes room for another.
CREATE UNIQUE INDEX one_video_a_track ON videos (task_id, audio_id)
    WHERE state IN ('queued', 'rendering', 'ready');
CREATE INDEX videos_by_state ON videos (state);
CREATE INDEX videos_by_owner ON videos (owner, started_at);
CREATE INDEX renders_by_owner ON videos (owner) WHERE state = 'rendering';
CREATE INDEX callbacks_by_time ON videos (callback_due_at) WHERE callback_due_at IS NOT NULL;

-- Whose turn it is: owners take turns, first whoever was served longest ago, each in its own order.
CREATE VIEW turns AS
    SELECT video_task_id, row_number() OVER (ORDER BY turn, served_at, created_at, line) AS position
    FROM (
        SELECT
            video_task_id,
            created_at,
            queued.rowid AS line,
            row_number() OVER (PARTITION BY owner ORDER BY created_at, queued.rowid) + (
                SELECT count(*) FROM videos AS running
                WHERE running.state = 'rendering' AND running.owner = queued.owner
            ) AS turn,
            (
                SELECT coalesce(max(served.started_at), 0) FROM videos AS served
                WHERE served.owner = queued.owner
            ) AS served_at
        FROM videos AS queued
        WHERE state = 'queued'
    );
