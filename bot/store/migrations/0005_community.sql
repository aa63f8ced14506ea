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
