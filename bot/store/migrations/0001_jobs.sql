-- Videos, requests and what joins them. Times are epoch seconds (UTC).

CREATE TABLE videos (
    video_id     TEXT PRIMARY KEY,
    provider     TEXT NOT NULL CHECK (provider IN ('cloud', 'studio')),
    task_id      TEXT NOT NULL,
    audio_id     TEXT NOT NULL,
    guild_id     INTEGER NOT NULL,
    author       TEXT,
    domain_name  TEXT,
    state        TEXT NOT NULL CHECK (
        state IN ('queued', 'submitting', 'rendering', 'ready', 'failed', 'unknown')
    ),
    attempt      INTEGER NOT NULL DEFAULT 1,
    token        TEXT NOT NULL,
    api_task_id  TEXT,
    submits      INTEGER NOT NULL DEFAULT 0,
    reason       TEXT,
    video_url    TEXT,
    created_at   REAL NOT NULL,
    queued_at    REAL NOT NULL,
    submitted_at REAL,
    deadline_at  REAL,
    due_at       REAL,
    completed_at REAL,
    expires_at   REAL,
    UNIQUE (provider, task_id, audio_id),
    UNIQUE (provider, api_task_id)
) STRICT;

CREATE INDEX videos_due ON videos (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX videos_submitted ON videos (submitted_at) WHERE submitted_at IS NOT NULL;

-- Ids of API tasks that may be a video's: learned from callbacks and refusals, to be confirmed.
CREATE TABLE hints (
    video_id    TEXT NOT NULL REFERENCES videos ON DELETE CASCADE,
    api_task_id TEXT NOT NULL,
    received_at REAL NOT NULL,
    is_open     INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    PRIMARY KEY (video_id, api_task_id)
) STRICT, WITHOUT ROWID;

-- A hint is looked into at once.
CREATE TRIGGER hints_wake_new AFTER INSERT ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE TRIGGER hints_wake_again AFTER UPDATE ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;

CREATE TABLE requests (
    request_id        TEXT PRIMARY KEY,
    video_id          TEXT NOT NULL REFERENCES videos,
    guild_id          INTEGER NOT NULL,
    channel_id        INTEGER NOT NULL,
    user_id           INTEGER NOT NULL,
    interaction_id    INTEGER NOT NULL UNIQUE,
    locale            TEXT NOT NULL,
    guild_locale      TEXT NOT NULL,
    is_reuse          INTEGER NOT NULL DEFAULT 0 CHECK (is_reuse IN (0, 1)),
    state             TEXT NOT NULL CHECK (
        state IN ('waiting', 'posting', 'posted', 'told', 'cancelled', 'undeliverable')
    ),
    verdict           TEXT CHECK (verdict IN ('ready', 'failed', 'unknown')),
    reason            TEXT,
    status_message_id INTEGER,
    is_status_stale   INTEGER NOT NULL DEFAULT 0 CHECK (is_status_stale IN (0, 1)),
    message_id        INTEGER,
    posting_at        REAL,
    attempts          INTEGER NOT NULL DEFAULT 0,
    due_at            REAL,
    created_at        REAL NOT NULL,
    finished_at       REAL
) STRICT;

CREATE INDEX requests_of_video ON requests (video_id);
CREATE INDEX requests_of_member ON requests (guild_id, user_id, created_at);
CREATE INDEX requests_of_server ON requests (guild_id, created_at);
CREATE INDEX requests_waiting ON requests (video_id) WHERE state = 'waiting';
CREATE INDEX requests_posting ON requests (due_at) WHERE state = 'posting';
CREATE INDEX requests_stale ON requests (request_id) WHERE is_status_stale = 1;
-- A member's repeat joins the request that is open.
CREATE UNIQUE INDEX requests_open ON requests (video_id, channel_id, user_id)
    WHERE state IN ('waiting', 'posting');

-- Whatever changes a job's state makes its status message out of date.
CREATE TRIGGER videos_restate AFTER UPDATE OF state ON videos WHEN NEW.state <> OLD.state
BEGIN
    UPDATE requests SET is_status_stale = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL;
END;
CREATE TRIGGER requests_restate AFTER UPDATE OF state ON requests
    WHEN NEW.state <> OLD.state AND NEW.status_message_id IS NOT NULL
BEGIN
    UPDATE requests SET is_status_stale = 1 WHERE request_id = NEW.request_id;
END;

CREATE TABLE tracks (
    task_id          TEXT NOT NULL,
    audio_id         TEXT NOT NULL,
    position         INTEGER NOT NULL,
    title            TEXT,
    duration_seconds REAL,
    image_url        TEXT,
    seen_at          REAL NOT NULL,
    PRIMARY KEY (task_id, audio_id)
) STRICT, WITHOUT ROWID;

-- channel_id 0 stands for the whole server.
CREATE TABLE branding (
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    author      TEXT,
    domain_name TEXT,
    updated_by  INTEGER NOT NULL,
    updated_at  REAL NOT NULL,
    PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
