-- What happened to each request and video, so that "why was it not posted" has an answer. Rows are
-- only added, and counted up where the same happens again: bot/store/job_events.py bounds them. What
-- is told is words and numbers of ours, never a text of others, a token or an address.
CREATE TABLE job_events (
    event_id   INTEGER PRIMARY KEY,
    request_id TEXT REFERENCES requests ON DELETE CASCADE,
    video_id   TEXT REFERENCES videos ON DELETE CASCADE,
    attempt    INTEGER NOT NULL,  -- the video's; of a request's event: the one that it waits for
    kind       TEXT NOT NULL,
    detail     TEXT NOT NULL,     -- JSON: bot.jobs.events.EventDetail
    count      INTEGER NOT NULL DEFAULT 1,
    first_at   REAL NOT NULL,
    last_at    REAL NOT NULL,
    CHECK ((request_id IS NULL) <> (video_id IS NULL))
) STRICT;
CREATE INDEX job_events_of_request ON job_events (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX job_events_of_video ON job_events (video_id) WHERE video_id IS NOT NULL;
