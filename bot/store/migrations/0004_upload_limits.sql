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
