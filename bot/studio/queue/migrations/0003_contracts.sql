-- Under which contract a video was asked for: that says what its callback looks like.
ALTER TABLE videos ADD COLUMN contract TEXT NOT NULL DEFAULT 'mp4';

-- Lyrics with times of the cloud's tracks, in JSON; NULL: asked for, and there are none, or nobody
-- knows. They cost credits, so they are asked for once.
CREATE TABLE lyrics (
    task_id  TEXT NOT NULL,
    audio_id TEXT NOT NULL,
    words    TEXT,
    asked_at REAL NOT NULL,
    PRIMARY KEY (task_id, audio_id)
) STRICT, WITHOUT ROWID;
