-- How long renders take on this machine, for each look and profile: a moving average, in seconds of
-- work for a second of video of 1280x720 pixels with 30 pictures a second.
CREATE TABLE render_speeds (
    look        TEXT NOT NULL,
    profile     TEXT NOT NULL,
    seconds     REAL NOT NULL,
    renders     INTEGER NOT NULL,
    measured_at REAL NOT NULL,
    PRIMARY KEY (look, profile)
) STRICT, WITHOUT ROWID;

-- How long the song of a video is, as far as was known when it was asked for; NULL: not known.
ALTER TABLE videos ADD COLUMN song_seconds REAL;

-- Whether words are shown in a video; NULL: it isn't made, or was by an older studio.
ALTER TABLE videos ADD COLUMN has_lyrics INTEGER CHECK (has_lyrics IN (0, 1));
