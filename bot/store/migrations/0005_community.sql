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

-- Whose a song is, and who may use it. Of songs from before, the studio tells who brought them.
CREATE TABLE track_owners (
    task_id           TEXT PRIMARY KEY,
    guild_id          INTEGER NOT NULL,
    user_id           INTEGER NOT NULL,
    sharing           TEXT NOT NULL DEFAULT 'everyone'
        CHECK (sharing IN ('everyone', 'moderators', 'owner')),
    signature         TEXT,              -- what its videos carry where nobody who may says otherwise
    is_signature_free INTEGER NOT NULL DEFAULT 0 CHECK (is_signature_free IN (0, 1)),
    sound_digest      TEXT,              -- of its sound, whatever its file says beside; NULL: not known
    channel_id        INTEGER,           -- where it was brought
    added_at          REAL NOT NULL,
    removed_at        REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX track_owners_of_guild ON track_owners (guild_id, sharing);
CREATE INDEX track_owners_of_user ON track_owners (user_id);
CREATE INDEX track_owners_removed ON track_owners (removed_at) WHERE removed_at IS NOT NULL;

-- Who has said that what they bring is theirs to share, and when.
CREATE TABLE rights_confirmations (
    user_id      INTEGER PRIMARY KEY,
    confirmed_at REAL NOT NULL
) STRICT;

-- Posts that members have told moderators of.
CREATE TABLE reports (
    report_id   INTEGER PRIMARY KEY,
    guild_id    INTEGER NOT NULL,
    task_id     TEXT NOT NULL,
    audio_id    TEXT NOT NULL,
    channel_id  INTEGER NOT NULL,
    message_id  INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,  -- who reported it; 0: forgotten
    reason      TEXT NOT NULL CHECK (reason IN ('rights', 'content', 'other')),
    notice_id   INTEGER,           -- how moderators were told
    reported_at REAL NOT NULL,
    decision    TEXT CHECK (decision IN ('taken-down', 'dismissed')),
    decided_by  INTEGER,
    decided_at  REAL
) STRICT;
CREATE INDEX reports_of_guild ON reports (guild_id, task_id);
CREATE INDEX reports_of_user ON reports (user_id);
CREATE INDEX reports_decided_by ON reports (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX reports_of_notice ON reports (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX reports_by_age ON reports (reported_at);

-- What moderators took down in their server: nobody there asks for it any more, and its posts go.
CREATE TABLE takedowns (
    takedown_id  INTEGER PRIMARY KEY,
    guild_id     INTEGER NOT NULL,
    task_id      TEXT NOT NULL,
    title        TEXT,
    owner_id     INTEGER,          -- who brought the song; NULL: nobody here, 0: forgotten
    sound_digest TEXT,             -- the same sound isn't taken again
    reason       TEXT NOT NULL CHECK (reason IN ('rights', 'content', 'other')),
    taken_by     INTEGER NOT NULL, -- 0: forgotten
    taken_at     REAL NOT NULL,
    undone_by    INTEGER,
    undone_at    REAL,
    due_at       REAL,             -- when posts are to be deleted that are still there
    attempts     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX takedowns_present ON takedowns (guild_id, task_id) WHERE undone_at IS NULL;
CREATE INDEX takedowns_of_sound ON takedowns (guild_id, sound_digest)
    WHERE sound_digest IS NOT NULL AND undone_at IS NULL;
CREATE INDEX takedowns_due ON takedowns (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX takedowns_undone ON takedowns (undone_at) WHERE undone_at IS NOT NULL;
CREATE INDEX takedowns_of_guild ON takedowns (guild_id, taken_at);
CREATE INDEX takedowns_of_owner ON takedowns (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX takedowns_taken_by ON takedowns (taken_by);
CREATE INDEX takedowns_undone_by ON takedowns (undone_by) WHERE undone_by IS NOT NULL;

-- The same notices; which kinds there are, bot/jobs/notices.py says.
DROP TRIGGER requests_delete_notices;
CREATE TABLE notices_of_any_kind (
    notice_id     INTEGER PRIMARY KEY AUTOINCREMENT,  -- named by rows that outlive it
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

-- Branding: each part may be locked by itself; and a typeface, a logo (JSON) and two cards.
ALTER TABLE branding ADD COLUMN look_policy TEXT CHECK (look_policy IN ('default', 'locked'));
ALTER TABLE branding ADD COLUMN shape_policy TEXT CHECK (shape_policy IN ('default', 'locked'));
ALTER TABLE branding ADD COLUMN colours_policy TEXT CHECK (colours_policy IN ('default', 'locked'));
ALTER TABLE branding ADD COLUMN font TEXT;
ALTER TABLE branding ADD COLUMN font_policy TEXT CHECK (font_policy IN ('default', 'locked'));
ALTER TABLE branding ADD COLUMN logo TEXT;
ALTER TABLE branding ADD COLUMN logo_policy TEXT CHECK (logo_policy IN ('default', 'locked'));
ALTER TABLE branding ADD COLUMN intro TEXT;
ALTER TABLE branding ADD COLUMN outro TEXT;
ALTER TABLE branding ADD COLUMN cards_policy TEXT CHECK (cards_policy IN ('default', 'locked'));

-- What moderators changed: who, when, from what to what; a list's entry is added or taken off.
CREATE TABLE setting_changes (
    change_id  INTEGER PRIMARY KEY,
    guild_id   INTEGER NOT NULL,
    changed_by INTEGER NOT NULL,  -- 0 when that was forgotten
    changed_at REAL NOT NULL,
    area       TEXT NOT NULL,     -- bot.policy.setting_changes.SettingArea
    name       TEXT NOT NULL,
    subject_id INTEGER NOT NULL,  -- a channel, role or member; 0: none, or forgotten
    old        TEXT NOT NULL,     -- JSON
    new        TEXT NOT NULL,
    notice_id  INTEGER            -- the notice that tells moderators of it
) STRICT;
CREATE INDEX setting_changes_by_age ON setting_changes (changed_at);
CREATE INDEX setting_changes_changed_by ON setting_changes (changed_by);
CREATE INDEX setting_changes_of_guild ON setting_changes (guild_id, change_id);
CREATE INDEX setting_changes_of_notice ON setting_changes (notice_id) WHERE notice_id IS NOT NULL;

-- Limits that fit members: what they may bring, and more for some roles than for others.
ALTER TABLE guild_settings ADD COLUMN songs_per_member INTEGER;
ALTER TABLE guild_settings ADD COLUMN megabytes_per_member INTEGER;
ALTER TABLE guild_settings ADD COLUMN unused_days INTEGER;  -- after which songs are moved out; 0: never
ALTER TABLE track_owners ADD COLUMN size_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE track_owners ADD COLUMN warned_at REAL;  -- when its owner was told that it will be moved out
CREATE TABLE role_limits (
    guild_id             INTEGER NOT NULL,
    role_id              INTEGER NOT NULL,
    open_per_member      INTEGER,
    daily_per_member     INTEGER,
    songs_per_member     INTEGER,
    megabytes_per_member INTEGER,
    updated_by           INTEGER NOT NULL,
    updated_at           REAL NOT NULL,
    PRIMARY KEY (guild_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_limits_updated_by ON role_limits (updated_by);

-- The notice by which its owner was told last that a song will be, or was, moved out.
ALTER TABLE track_owners ADD COLUMN notice_id INTEGER;
CREATE INDEX track_owners_of_notice ON track_owners (notice_id) WHERE notice_id IS NOT NULL;
-- Whether a moderator approves a video before the showcase shows it: asked once of each.
ALTER TABLE guild_settings ADD COLUMN approves_showcase INTEGER NOT NULL DEFAULT 0
    CHECK (approves_showcase IN (0, 1));
CREATE UNIQUE INDEX notices_showcase_approval ON notices (video_id, guild_id)
    WHERE kind = 'showcase-approval';

-- Whether lyrics are shown in a video; NULL: it isn't made, or nobody told.
ALTER TABLE videos ADD COLUMN has_lyrics INTEGER CHECK (has_lyrics IN (0, 1));
-- The list of a week's best in the showcase: decided once per server and week; and the posts on it.
ALTER TABLE guild_settings ADD COLUMN lists_best INTEGER NOT NULL DEFAULT 0
    CHECK (lists_best IN (0, 1));
ALTER TABLE guild_settings ADD COLUMN adds_reaction INTEGER NOT NULL DEFAULT 1
    CHECK (adds_reaction IN (0, 1));
CREATE TABLE showcase_lists (
    list_id    INTEGER PRIMARY KEY,
    guild_id   INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    begins_at  REAL NOT NULL,
    ends_at    REAL NOT NULL,                -- of the week; or when moderators chose to have lists
    is_counted INTEGER NOT NULL DEFAULT 0 CHECK (is_counted IN (0, 1)),  -- reactions were read
    notice_id  INTEGER,                      -- what posts it; NULL: there is nothing to list, yet
    is_pinned  INTEGER CHECK (is_pinned IN (0, 1)),  -- NULL: not tried yet
    changes    INTEGER NOT NULL DEFAULT 0,   -- posts on it that went,
    shown      INTEGER NOT NULL DEFAULT 0,   -- and how many of these it shows
    attempts   INTEGER NOT NULL DEFAULT 0,
    due_at     REAL,
    UNIQUE (guild_id, ends_at)
) STRICT;
CREATE INDEX showcase_lists_due ON showcase_lists (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX showcase_lists_of_notice ON showcase_lists (notice_id) WHERE notice_id IS NOT NULL;
CREATE TABLE showcase_list_entries (
    list_id   INTEGER NOT NULL REFERENCES showcase_lists ON DELETE CASCADE,
    notice_id INTEGER NOT NULL,              -- the showcase post
    reactions INTEGER NOT NULL,
    PRIMARY KEY (list_id, notice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX showcase_list_entries_of_post ON showcase_list_entries (notice_id);
CREATE INDEX notices_shown ON notices (guild_id, finished_at)
    WHERE kind = 'showcase' AND state = 'posted';
CREATE TRIGGER showcase_posts_outdate_lists AFTER UPDATE OF message_id, request_id ON notices
    WHEN NEW.kind = 'showcase' AND (NEW.message_id IS NULL OR NEW.request_id IS NULL)
BEGIN
    UPDATE showcase_lists SET changes = changes + 1, due_at = coalesce(due_at, 0)
    WHERE list_id IN (SELECT list_id FROM showcase_list_entries WHERE notice_id = NEW.notice_id);
END;

-- Which quality members may choose at most; NULL: the host's own.
ALTER TABLE guild_settings ADD COLUMN max_quality TEXT
    CHECK (max_quality IN ('720p30', '720p60', '1080p30', '1080p60'));
