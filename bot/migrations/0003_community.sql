-- What moderators decide for their server, beside branding. NULL: the host's default holds.
CREATE TABLE settings (
    guild_id              INTEGER PRIMARY KEY,
    language              TEXT,             -- of public messages; NULL: the server's own
    showcase_channel_id   INTEGER,          -- where finished videos are shown once more
    moderators_channel_id INTEGER,          -- where moderators are told what concerns them
    keeps_copy            INTEGER NOT NULL DEFAULT 1 CHECK (keeps_copy IN (0, 1)),
    foreign_branding      TEXT NOT NULL DEFAULT 'post' CHECK (foreign_branding IN ('post', 'refuse')),
    updated_by            INTEGER NOT NULL,
    updated_at            REAL NOT NULL
) STRICT;

-- History: a finished video that is posted once more, and what was deleted by members or moderators.
ALTER TABLE requests ADD COLUMN is_repost INTEGER NOT NULL DEFAULT 0 CHECK (is_repost IN (0, 1));
ALTER TABLE requests ADD COLUMN deleted_at REAL;
