-- What a video's maker can do stands in its row, not its maker's name in our rules; so the names are
-- no longer listed, for which the table is made anew. This block stays the first one.
-- (The triggers that name the table would stop its being renamed.)
DROP TRIGGER hints_wake_new;
DROP TRIGGER hints_wake_again;
DROP TRIGGER requests_gone;
DROP TRIGGER requests_come;
CREATE TABLE videos_new (
    video_id         TEXT PRIMARY KEY,
    provider         TEXT NOT NULL,             -- whose it is, by name; and what that one can do:
    charges          INTEGER NOT NULL CHECK (charges IN (0, 1)),
    makes_variants   INTEGER NOT NULL CHECK (makes_variants IN (0, 1)),
    tells_progress   INTEGER NOT NULL CHECK (tells_progress IN (0, 1)),
    owns_files       INTEGER NOT NULL CHECK (owns_files IN (0, 1)),
    contract         TEXT NOT NULL DEFAULT '',  -- under which it was submitted; '': not yet known
    task_id          TEXT NOT NULL,
    audio_id         TEXT NOT NULL,
    edition          TEXT NOT NULL DEFAULT '',  -- '': the common one; others carry a locked branding
    guild_id         INTEGER NOT NULL,
    author           TEXT,
    domain_name      TEXT,
    is_branding_sure INTEGER NOT NULL DEFAULT 1 CHECK (is_branding_sure IN (0, 1)),
    state            TEXT NOT NULL CHECK (
        state IN ('queued', 'submitting', 'rendering', 'ready', 'failed', 'unknown')
    ),
    attempt          INTEGER NOT NULL DEFAULT 1,
    token            TEXT NOT NULL,
    api_task_id      TEXT,
    submits          INTEGER NOT NULL DEFAULT 0,
    reason           TEXT,
    video_url        TEXT,
    created_at       REAL NOT NULL,
    queued_at        REAL NOT NULL,
    submitted_at     REAL,
    deadline_at      REAL,
    due_at           REAL,
    completed_at     REAL,
    expires_at       REAL,
    told_at          REAL,     -- what the studio tells while it works: when it last told news,
    queue_place      INTEGER,  -- from 1, while the video waits there,
    started_at       REAL,     -- when it began,
    progress         REAL,     -- and how far it is, from 0 to 1
    render_seconds   REAL,     -- how long the render took, where that is known
    is_unasked       INTEGER NOT NULL DEFAULT 0 CHECK (is_unasked IN (0, 1)),
    discard_task_id  TEXT,
    UNIQUE (provider, task_id, audio_id, edition),
    UNIQUE (provider, api_task_id)
) STRICT;
INSERT INTO videos_new (video_id, provider, charges, makes_variants, tells_progress, owns_files,
        contract, task_id, audio_id, edition, guild_id, author, domain_name, is_branding_sure, state,
        attempt, token, api_task_id, submits, reason, video_url, created_at, queued_at, submitted_at,
        deadline_at, due_at, completed_at, expires_at, told_at, queue_place, started_at, progress,
        render_seconds, is_unasked, discard_task_id)
    SELECT video_id, provider, provider = 'cloud', provider = 'studio', provider = 'studio',
        provider = 'studio', CASE WHEN submits > 0 OR api_task_id IS NOT NULL THEN 'mp4' ELSE '' END,
        task_id, audio_id, edition, guild_id, author, domain_name, is_branding_sure, state,
        attempt, token, api_task_id, submits, reason, video_url, created_at, queued_at, submitted_at,
        deadline_at, due_at, completed_at, expires_at, told_at, queue_place, started_at, progress,
        render_seconds, is_unasked, discard_task_id
    FROM videos ORDER BY rowid;
DROP TABLE videos;
ALTER TABLE videos_new RENAME TO videos;

CREATE INDEX videos_due ON videos (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX videos_submitted ON videos (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX videos_made ON videos (provider, completed_at, render_seconds)
    WHERE render_seconds IS NOT NULL;
CREATE INDEX videos_of_task ON videos (task_id);
CREATE INDEX videos_of_api_task ON videos (api_task_id) WHERE api_task_id IS NOT NULL;
CREATE INDEX videos_unasked ON videos (video_id) WHERE is_unasked = 1;
CREATE INDEX videos_discarded ON videos (video_id) WHERE discard_task_id IS NOT NULL;
CREATE INDEX videos_of_server ON videos (guild_id) WHERE guild_id <> 0;

CREATE TRIGGER hints_wake_new AFTER INSERT ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE TRIGGER hints_wake_again AFTER UPDATE ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE TRIGGER requests_gone AFTER DELETE ON requests WHEN NOT EXISTS (
    SELECT 1 FROM requests WHERE video_id = OLD.video_id
)
BEGIN
    UPDATE videos SET is_unasked = 1 WHERE video_id = OLD.video_id;
END;
CREATE TRIGGER requests_come AFTER INSERT ON requests
BEGIN
    UPDATE videos SET is_unasked = 0 WHERE video_id = NEW.video_id AND is_unasked = 1;
END;
-- What has ended shows no later attempts; only who was told that there is no video may get one still.
CREATE TRIGGER videos_restate AFTER UPDATE OF state ON videos WHEN NEW.state <> OLD.state
BEGIN
    UPDATE requests SET is_status_stale = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL
        AND state IN ('waiting', 'posting', 'told');
END;
-- That a video waits at its maker, and that it is begun, counts like a change of state.
CREATE TRIGGER videos_told AFTER UPDATE OF told_at ON videos
    WHEN NEW.state = 'rendering' AND NEW.told_at IS NOT NULL
        AND (OLD.told_at IS NULL OR (OLD.queue_place IS NOT NULL AND NEW.queue_place IS NULL))
BEGIN
    UPDATE requests SET is_status_stale = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL AND state = 'waiting';
END;
CREATE TRIGGER videos_counted AFTER UPDATE OF state ON videos
    WHEN NEW.state <> OLD.state AND NEW.state IN ('ready', 'failed', 'unknown')
BEGIN
    INSERT INTO outcomes (life, outcome, reason, count)
        VALUES ('video', NEW.state, coalesce(NEW.reason, ''), 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;
-- The API gave an id. One that it refused as existing was not charged now, if ours was the only
-- submit; after several, the first may have made it.
CREATE TRIGGER charges_taken AFTER UPDATE OF api_task_id ON videos
    WHEN NEW.charges AND OLD.api_task_id IS NULL AND NEW.api_task_id IS NOT NULL
        AND NOT (OLD.reason IS 'already-exists' AND OLD.submits <= 1)
BEGIN
    INSERT INTO charges (video_id, queued_at, guild_id, state)
        VALUES (NEW.video_id, NEW.queued_at, NEW.guild_id,
                CASE WHEN OLD.reason IS 'already-exists' THEN 'doubtful' ELSE 'taken' END)
        ON CONFLICT DO UPDATE SET state = excluded.state;
END;
CREATE TRIGGER charges_made AFTER UPDATE OF state ON videos WHEN NEW.state = 'ready'
BEGIN
    UPDATE charges SET state = 'charged'
    WHERE video_id = NEW.video_id AND queued_at = NEW.queued_at AND state = 'taken';
END;
-- Nothing was heard of a submit: it may have been charged.
CREATE TRIGGER charges_unknown AFTER UPDATE OF state ON videos
    WHEN NEW.charges AND NEW.state = 'unknown' AND NEW.api_task_id IS NULL
        AND NOT (NEW.reason IS 'already-exists' AND NEW.submits <= 1)
BEGIN
    INSERT INTO charges (video_id, queued_at, guild_id, state)
        VALUES (NEW.video_id, NEW.queued_at, NEW.guild_id, 'doubtful')
        ON CONFLICT DO NOTHING;
END;

-- What the API said that an attempt was charged, in credits. NULL: it told nothing.
ALTER TABLE charges ADD COLUMN credits REAL;

-- Under which contract a music task was made, once that is found out: nothing of people.
CREATE TABLE task_contracts (
    task_id  TEXT PRIMARY KEY,
    contract TEXT NOT NULL,
    found_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX task_contracts_by_age ON task_contracts (found_at);

-- How large a file Discord takes in a server, as a refusal taught; guild 0: in direct messages.
CREATE TABLE upload_limits (
    guild_id   INTEGER PRIMARY KEY,
    most_bytes INTEGER NOT NULL,
    learned_at REAL NOT NULL
) STRICT;

-- How large a video was to be at most (NULL: any size), and what was given up for that (JSON).
ALTER TABLE videos ADD COLUMN most_bytes INTEGER;
ALTER TABLE videos ADD COLUMN squeeze TEXT;
-- How often a request's video was made smaller, and its uploads were closed before their end.
ALTER TABLE requests ADD COLUMN refits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN cut_uploads INTEGER NOT NULL DEFAULT 0;

-- What becomes of a video with a text that may not be shown in the server.
ALTER TABLE settings ADD COLUMN unwanted_texts TEXT NOT NULL DEFAULT 'refuse'
    CHECK (unwanted_texts IN ('refuse', 'hide'));
