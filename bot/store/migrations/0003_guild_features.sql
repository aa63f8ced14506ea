-- A video is made once an edition now, no longer once a track: SQLite can't change a table's UNIQUE
-- constraint, so the table is made anew, with all that is in it. This block stays the first one.
-- (The triggers that name the table would stop its being renamed.)
DROP TRIGGER hints_wake_new;
DROP TRIGGER hints_wake_again;
CREATE TABLE videos_new (
    video_id         TEXT PRIMARY KEY,
    provider         TEXT NOT NULL CHECK (provider IN ('cloud', 'studio')),
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
    UNIQUE (provider, task_id, audio_id, edition),
    UNIQUE (provider, api_task_id)
) STRICT;
INSERT INTO videos_new (video_id, provider, task_id, audio_id, guild_id, author, domain_name,
        is_branding_sure, state, attempt, token, api_task_id, submits, reason, video_url,
        created_at, queued_at, submitted_at, deadline_at, due_at, completed_at, expires_at,
        render_seconds)
    SELECT video_id, provider, task_id, audio_id, guild_id, author, domain_name,
        guild_id <> 0,  -- of one that was reduced (see bot.store.retention) it is forgotten
        state, attempt, token, api_task_id, submits, reason, video_url,
        created_at, queued_at, submitted_at, deadline_at, due_at, completed_at, expires_at,
        CASE WHEN state = 'ready' AND completed_at > submitted_at
            THEN completed_at - submitted_at END
    FROM videos ORDER BY rowid;
DROP TABLE videos;
ALTER TABLE videos_new RENAME TO videos;

CREATE INDEX videos_due ON videos (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX videos_submitted ON videos (submitted_at) WHERE submitted_at IS NOT NULL;
-- What is typical: the newest renders of a provider.
CREATE INDEX videos_made ON videos (provider, completed_at, render_seconds)
    WHERE render_seconds IS NOT NULL;

CREATE TRIGGER hints_wake_new AFTER INSERT ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE TRIGGER hints_wake_again AFTER UPDATE ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
-- What has ended shows no later attempts; only who was told that there is no video may get one still.
CREATE TRIGGER videos_restate AFTER UPDATE OF state ON videos WHEN NEW.state <> OLD.state
BEGIN
    UPDATE requests SET is_status_stale = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL
        AND state IN ('waiting', 'posting', 'told');
END;
CREATE TRIGGER videos_counted AFTER UPDATE OF state ON videos
    WHEN NEW.state <> OLD.state AND NEW.state IN ('ready', 'failed', 'unknown')
BEGIN
    INSERT INTO outcomes (life, outcome, reason, count)
        VALUES ('video', NEW.state, coalesce(NEW.reason, ''), 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;

-- What a request asked for, and its status message's own times.
ALTER TABLE requests ADD COLUMN author TEXT;
ALTER TABLE requests ADD COLUMN domain_name TEXT;
ALTER TABLE requests ADD COLUMN is_author_locked INTEGER NOT NULL DEFAULT 0
    CHECK (is_author_locked IN (0, 1));
ALTER TABLE requests ADD COLUMN is_domain_name_locked INTEGER NOT NULL DEFAULT 0
    CHECK (is_domain_name_locked IN (0, 1));
ALTER TABLE requests ADD COLUMN edition TEXT NOT NULL DEFAULT '';  -- that carries what is locked
ALTER TABLE requests ADD COLUMN shown_at REAL;       -- when the status message was last edited,
ALTER TABLE requests ADD COLUMN shown TEXT;          -- and a digest of what it shows since
ALTER TABLE requests ADD COLUMN status_due_at REAL;  -- when it has something new to show by itself
UPDATE requests SET (author, domain_name) = (
    SELECT author, domain_name FROM videos WHERE videos.video_id = requests.video_id
);
CREATE INDEX requests_status_due ON requests (status_due_at) WHERE status_due_at IS NOT NULL;
-- That a video waits at its maker, and that it is begun, counts like a change of state.
CREATE TRIGGER videos_told AFTER UPDATE OF told_at ON videos
    WHEN NEW.state = 'rendering' AND NEW.told_at IS NOT NULL
        AND (OLD.told_at IS NULL OR (OLD.queue_place IS NOT NULL AND NEW.queue_place IS NULL))
BEGIN
    UPDATE requests SET is_status_stale = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL AND state = 'waiting';
END;

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

-- Where an answer is tried to be posted: an answer that can't be posted where it was asked for
-- goes to the member directly, then into the parent of a public thread (NULL for everything else).
ALTER TABLE requests ADD COLUMN public_parent_id INTEGER;
ALTER TABLE requests ADD COLUMN target TEXT NOT NULL DEFAULT 'asked'
    CHECK (target IN ('asked', 'direct', 'parent'));
ALTER TABLE requests ADD COLUMN target_channel_id INTEGER;
ALTER TABLE requests ADD COLUMN detour TEXT;

-- Copies that are attached to messages, so that the videos outlive their links.
ALTER TABLE requests ADD COLUMN attachment_limit INTEGER;
CREATE TABLE keepsakes (
    message_id  INTEGER PRIMARY KEY,
    request_id  TEXT NOT NULL REFERENCES requests ON DELETE CASCADE,
    channel_id  INTEGER NOT NULL,
    is_showing  INTEGER NOT NULL DEFAULT 0 CHECK (is_showing IN (0, 1)),
    state       TEXT NOT NULL CHECK (state IN ('due', 'attached', 'too-large', 'lost')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      REAL,
    created_at  REAL NOT NULL,
    finished_at REAL
) STRICT;

CREATE INDEX keepsakes_due ON keepsakes (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX keepsakes_of_request ON keepsakes (request_id);

-- What is posted in a server beside the answers: the showcase and notices to moderators, each once.
CREATE TABLE bulletins (
    bulletin_id INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (
        kind IN ('undeliverable', 'low-credits', 'showing', 'unshown')
    ),
    request_id  TEXT REFERENCES requests ON DELETE SET NULL,
    video_id    TEXT,  -- of a showing
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('posting', 'posted', 'dropped')),
    reason      TEXT,
    message_id  INTEGER,
    posting_at  REAL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      REAL,
    created_at  REAL NOT NULL,
    finished_at REAL
) STRICT;

CREATE INDEX bulletins_posting ON bulletins (due_at) WHERE state = 'posting';
CREATE INDEX bulletins_of_server ON bulletins (guild_id);
-- What was shown is kept, so that it is not shown again: it holds nothing of people.
CREATE INDEX bulletins_finished ON bulletins (finished_at)
    WHERE finished_at IS NOT NULL AND kind <> 'showing';
CREATE INDEX bulletins_of_request ON bulletins (request_id) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX bulletins_undeliverable ON bulletins (request_id)
    WHERE kind = 'undeliverable';
-- A video is shown once in a server, whoever asks for it again.
CREATE UNIQUE INDEX bulletins_showing ON bulletins (video_id, guild_id) WHERE kind = 'showing';
CREATE INDEX bulletins_unshown ON bulletins (guild_id, created_at) WHERE kind = 'unshown';
-- A notice goes with the request that it is about.
CREATE TRIGGER requests_take_notices BEFORE DELETE ON requests
BEGIN
    DELETE FROM bulletins WHERE request_id = OLD.request_id AND kind <> 'showing';
END;

-- History: a finished video that is posted once more, and what was deleted by members or moderators.
ALTER TABLE requests ADD COLUMN is_repost INTEGER NOT NULL DEFAULT 0 CHECK (is_repost IN (0, 1));
ALTER TABLE requests ADD COLUMN deleted_at REAL;
-- A link to a track has no task in it.
CREATE INDEX tracks_of_audio ON tracks (audio_id);

-- Limits of a server's own. NULL: what the host has set.
ALTER TABLE settings ADD COLUMN open_per_member INTEGER;
ALTER TABLE settings ADD COLUMN daily_per_member INTEGER;
ALTER TABLE settings ADD COLUMN cooldown_seconds INTEGER;
ALTER TABLE settings ADD COLUMN daily_per_server INTEGER;
-- Below which balance moderators are warned. NULL: what the host has set; 0: never.
ALTER TABLE settings ADD COLUMN warn_below_credits REAL;

-- Whether members may give their own. NULL in a channel: as in the server; there: they may.
-- An empty text in a channel: nothing, whatever the server has.
ALTER TABLE branding ADD COLUMN author_policy TEXT
    CHECK (author_policy IN ('default', 'locked'));
ALTER TABLE branding ADD COLUMN domain_name_policy TEXT
    CHECK (domain_name_policy IN ('default', 'locked'));

-- Roles that may ask, and channels (or categories) in which may be asked. None of a kind: all.
CREATE TABLE allowed (
    guild_id   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('role', 'channel')),
    subject_id INTEGER NOT NULL,
    added_by   INTEGER NOT NULL,
    added_at   REAL NOT NULL,
    PRIMARY KEY (guild_id, kind, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocked_members (
    guild_id INTEGER NOT NULL,
    user_id  INTEGER NOT NULL,
    added_by INTEGER NOT NULL,
    added_at REAL NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocked_words (
    guild_id INTEGER NOT NULL,
    word     TEXT NOT NULL,
    added_by INTEGER NOT NULL,
    added_at REAL NOT NULL,
    PRIMARY KEY (guild_id, word)
) STRICT, WITHOUT ROWID;

-- What quotas count: each start of a video, whose it was and where. It refers to no request or
-- video, so that deleting those gives nobody a new quota.
CREATE TABLE starts (
    video_id    TEXT NOT NULL,
    attempt     INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    started_at  REAL NOT NULL,
    is_returned INTEGER NOT NULL DEFAULT 0 CHECK (is_returned IN (0, 1)),  -- it was free
    PRIMARY KEY (video_id, attempt)
) STRICT, WITHOUT ROWID;

CREATE INDEX starts_of_member ON starts (guild_id, user_id, started_at) WHERE is_returned = 0;
CREATE INDEX starts_of_server ON starts (guild_id, started_at) WHERE is_returned = 0;
CREATE INDEX starts_at ON starts (started_at);
-- What is on its way is counted with each wish: without a look at history.
CREATE INDEX requests_open_of_member ON requests (guild_id, user_id)
    WHERE state IN ('waiting', 'posting');

-- Privacy: who asked is forgotten in time, when a member wants it, or after the bot left a server.
-- is_unasked: no request is left of a video; what it holds of people, and at the studio its file,
-- goes as soon as it has a verdict. discard_task_id: the studio's file that is still to go.
ALTER TABLE videos ADD COLUMN is_unasked INTEGER NOT NULL DEFAULT 0 CHECK (is_unasked IN (0, 1));
ALTER TABLE videos ADD COLUMN discard_task_id TEXT;
UPDATE videos SET is_unasked = 1 WHERE guild_id <> 0 AND NOT EXISTS (
    SELECT 1 FROM requests WHERE requests.video_id = videos.video_id
);
CREATE INDEX videos_unasked ON videos (video_id) WHERE is_unasked = 1;
CREATE INDEX videos_discarded ON videos (video_id) WHERE discard_task_id IS NOT NULL;
CREATE INDEX videos_of_server ON videos (guild_id) WHERE guild_id <> 0;
CREATE INDEX requests_of_user ON requests (user_id, created_at);

-- However a request goes, and whoever deletes it.
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

-- Members who want their data deleted, until all of it is.
CREATE TABLE erasures (
    user_id  INTEGER PRIMARY KEY,
    asked_at REAL NOT NULL
) STRICT;

-- The servers that the bot is in, or was: since when it is no longer. What is kept of such a
-- server goes some days later, unless the bot comes back.
CREATE TABLE servers (
    guild_id INTEGER PRIMARY KEY,
    left_at  REAL
) STRICT;
CREATE INDEX servers_left ON servers (left_at) WHERE left_at IS NOT NULL;
INSERT INTO servers (guild_id)
    SELECT guild_id FROM requests UNION SELECT guild_id FROM branding;

-- What the API took and may have charged, attempt by attempt: no member stands in it, so it
-- outlives their requests. 'taken': until there is a video, or for ever when there is none.
CREATE TABLE charges (
    video_id  TEXT NOT NULL,
    queued_at REAL NOT NULL,     -- when the attempt was asked for: that of its first request
    guild_id  INTEGER NOT NULL,  -- where; 0: forgotten
    state     TEXT NOT NULL CHECK (state IN ('taken', 'charged', 'doubtful')),
    PRIMARY KEY (video_id, queued_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX charges_of_server ON charges (guild_id, queued_at);
CREATE INDEX charges_by_age ON charges (queued_at);
-- Of what there was before, it was not kept whether the API had it already.
INSERT INTO charges (video_id, queued_at, guild_id, state)
    SELECT video_id, queued_at, guild_id, 'doubtful' FROM videos
    WHERE provider = 'cloud' AND api_task_id IS NOT NULL;

-- The API gave an id. One that it refused as existing was not charged now, if ours was the only
-- submit; after several, the first may have made it.
CREATE TRIGGER charges_taken AFTER UPDATE OF api_task_id ON videos
    WHEN NEW.provider = 'cloud' AND OLD.api_task_id IS NULL AND NEW.api_task_id IS NOT NULL
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
    WHEN NEW.provider = 'cloud' AND NEW.state = 'unknown' AND NEW.api_task_id IS NULL
        AND NOT (NEW.reason IS 'already-exists' AND NEW.submits <= 1)
BEGIN
    INSERT INTO charges (video_id, queued_at, guild_id, state)
        VALUES (NEW.video_id, NEW.queued_at, NEW.guild_id, 'doubtful')
        ON CONFLICT DO NOTHING;
END;

-- Whose moderators were told that the balance is low, since it fell: once a fall, and server.
CREATE TABLE alarms (
    guild_id    INTEGER PRIMARY KEY,
    bulletin_id INTEGER NOT NULL,
    balance     REAL NOT NULL,  -- as it was found
    fell_at     REAL NOT NULL
) STRICT;
CREATE INDEX alarms_of_bulletin ON alarms (bulletin_id);

-- Where a member stands as whoever decided something, or as who it was decided about.
CREATE INDEX branding_updated_by ON branding (updated_by);
CREATE INDEX settings_updated_by ON settings (updated_by);
CREATE INDEX allowed_added_by ON allowed (added_by);
CREATE INDEX blocked_members_added_by ON blocked_members (added_by);
CREATE INDEX blocked_words_added_by ON blocked_words (added_by);
CREATE INDEX blocked_members_of_user ON blocked_members (user_id);
CREATE INDEX starts_of_user ON starts (user_id);

-- Songs that servers bring: whose they are (NULL: everybody's), and when they were taken away again.
ALTER TABLE tracks ADD COLUMN guild_id INTEGER;
ALTER TABLE tracks ADD COLUMN removed_at REAL;
CREATE INDEX tracks_of_server ON tracks (guild_id) WHERE guild_id IS NOT NULL;
CREATE INDEX tracks_removed ON tracks (removed_at) WHERE removed_at IS NOT NULL;
