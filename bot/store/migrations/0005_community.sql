-- Version 0.3.0: whose a song is and who may use it, reports and takedowns, limits of members and
-- roles, what moderators changed, and the showcase's approvals.

-- A video's page is found by the name of its file: 32 hex digits and ".mp4".
CREATE INDEX videos_of_file ON videos (substr(video_url, -36))
    WHERE owns_files AND video_url IS NOT NULL;

-- The queue as people see it: servers whose moderators have paused it, and what the studio tells of
-- how long a render takes, and when it will be finished.
CREATE TABLE paused_queues (
    guild_id  INTEGER PRIMARY KEY,
    paused_by INTEGER NOT NULL,
    paused_at REAL NOT NULL
) STRICT;
ALTER TABLE videos ADD COLUMN expected_seconds REAL;
ALTER TABLE videos ADD COLUMN ready_at REAL;

-- How many messages a video takes: what becomes of the status message once there is an answer.
ALTER TABLE guild_settings ADD COLUMN status_mode TEXT NOT NULL DEFAULT 'keep'
    CHECK (status_mode IN ('keep', 'replace', 'remove'));
ALTER TABLE requests ADD COLUMN status_mode TEXT  -- decided when the answer is first taken up
    CHECK (status_mode IN ('keep', 'replace', 'remove'));

-- The same notices; which kinds there are, bot/jobs/notices.py says.
DROP TRIGGER requests_delete_notices;
CREATE TABLE notices_of_any_kind (
    notice_id     INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    request_id    TEXT REFERENCES requests ON DELETE SET NULL,
    video_id      TEXT,  -- of a showcase post
    guild_id      INTEGER NOT NULL,
    channel_id    INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('posting', 'posted', 'dropped')),
    reason        TEXT,
    message_id    INTEGER,
    first_send_at REAL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    due_at        REAL,
    created_at    REAL NOT NULL,
    finished_at   REAL
) STRICT;
INSERT INTO notices_of_any_kind SELECT notice_id, kind, request_id, video_id, guild_id, channel_id,
    state, reason, message_id, first_send_at, attempts, due_at, created_at, finished_at FROM notices;
DROP TABLE notices;
ALTER TABLE notices_of_any_kind RENAME TO notices;
CREATE INDEX notices_finished ON notices (finished_at)
    WHERE finished_at IS NOT NULL AND kind <> 'showcase';
CREATE INDEX notices_of_guild ON notices (guild_id);
CREATE INDEX notices_of_request ON notices (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX notices_posting ON notices (due_at) WHERE state = 'posting';
CREATE UNIQUE INDEX notices_showcase ON notices (video_id, guild_id) WHERE kind = 'showcase';
CREATE INDEX notices_showcase_refused ON notices (guild_id, created_at)
    WHERE kind = 'showcase-refused';
CREATE UNIQUE INDEX notices_undeliverable ON notices (request_id) WHERE kind = 'undeliverable';
CREATE TRIGGER requests_delete_notices BEFORE DELETE ON requests
BEGIN
    DELETE FROM notices WHERE request_id = OLD.request_id AND kind <> 'showcase';
END;
