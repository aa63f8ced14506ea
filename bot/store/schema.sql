-- The database as the migrations leave it, in one file to read. Nothing runs it: change the shape
-- by a new script in migrations/, then write this file with "make schema".
-- Times are epoch seconds (UTC).

CREATE TABLE access_rules (
    guild_id   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('role', 'channel')),
    subject_id INTEGER NOT NULL,
    added_by   INTEGER NOT NULL,
    added_at   REAL NOT NULL,
    PRIMARY KEY (guild_id, kind, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_rules_added_by ON access_rules (added_by);

CREATE TABLE attachment_jobs (
    message_id  INTEGER PRIMARY KEY,
    request_id  TEXT NOT NULL REFERENCES requests ON DELETE CASCADE,
    channel_id  INTEGER NOT NULL,
    is_showcase INTEGER NOT NULL DEFAULT 0 CHECK (is_showcase IN (0, 1)),
    state       TEXT NOT NULL CHECK (state IN ('due', 'attached', 'too-large', 'lost')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    due_at      REAL,
    created_at  REAL NOT NULL,
    finished_at REAL
) STRICT;
CREATE INDEX attachment_jobs_due ON attachment_jobs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX attachment_jobs_of_request ON attachment_jobs (request_id);

CREATE TABLE blocked_members (
    guild_id INTEGER NOT NULL,
    user_id  INTEGER NOT NULL,
    added_by INTEGER NOT NULL,
    added_at REAL NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocked_members_added_by ON blocked_members (added_by);
CREATE INDEX blocked_members_of_user ON blocked_members (user_id);

CREATE TABLE blocked_words (
    guild_id INTEGER NOT NULL,
    word     TEXT NOT NULL,
    added_by INTEGER NOT NULL,
    added_at REAL NOT NULL,
    PRIMARY KEY (guild_id, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocked_words_added_by ON blocked_words (added_by);

CREATE TABLE branding (
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    author      TEXT,
    domain_name TEXT,
    updated_by  INTEGER NOT NULL,
    updated_at  REAL NOT NULL, author_policy TEXT
    CHECK (author_policy IN ('default', 'locked')), domain_name_policy TEXT
    CHECK (domain_name_policy IN ('default', 'locked')), look TEXT, shape TEXT, colours TEXT, look_policy TEXT CHECK (look_policy IN ('default', 'locked')), shape_policy TEXT CHECK (shape_policy IN ('default', 'locked')), colours_policy TEXT CHECK (colours_policy IN ('default', 'locked')), font TEXT, font_policy TEXT CHECK (font_policy IN ('default', 'locked')), logo TEXT, logo_policy TEXT CHECK (logo_policy IN ('default', 'locked')), intro TEXT, outro TEXT, cards_policy TEXT CHECK (cards_policy IN ('default', 'locked')),
    PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX branding_updated_by ON branding (updated_by);

CREATE TABLE candidate_ids (
    video_id    TEXT NOT NULL REFERENCES videos ON DELETE CASCADE,
    api_task_id TEXT NOT NULL,
    received_at REAL NOT NULL,
    is_open     INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    PRIMARY KEY (video_id, api_task_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER candidate_ids_inserted AFTER INSERT ON candidate_ids WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE TRIGGER candidate_ids_updated AFTER UPDATE ON candidate_ids WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;

CREATE TABLE charges (
    video_id  TEXT NOT NULL,
    queued_at REAL NOT NULL,     -- when the attempt was asked for: that of its first request
    guild_id  INTEGER NOT NULL,  -- where; 0: forgotten
    state     TEXT NOT NULL CHECK (state IN ('taken', 'charged', 'doubtful')), credits REAL,
    PRIMARY KEY (video_id, queued_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX charges_by_age ON charges (queued_at);
CREATE INDEX charges_of_guild ON charges (guild_id, queued_at);

CREATE TABLE erasures (
    user_id  INTEGER PRIMARY KEY,
    asked_at REAL NOT NULL
) STRICT;

CREATE TABLE guild_settings (
    guild_id              INTEGER PRIMARY KEY,
    language              TEXT,             -- of public messages; NULL: the server's own
    showcase_channel_id   INTEGER,          -- where finished videos are shown once more
    moderators_channel_id INTEGER,          -- where moderators are told what concerns them
    keeps_copy            INTEGER NOT NULL DEFAULT 1 CHECK (keeps_copy IN (0, 1)),
    other_branding        TEXT NOT NULL DEFAULT 'post' CHECK (other_branding IN ('post', 'refuse')),
    unwanted_texts        TEXT NOT NULL DEFAULT 'refuse' CHECK (unwanted_texts IN ('refuse', 'hide')),
    open_per_member       INTEGER,
    daily_per_member      INTEGER,
    cooldown_seconds      INTEGER,
    daily_per_server      INTEGER,
    warn_below_credits    REAL,             -- 0: moderators are never warned
    updated_by            INTEGER NOT NULL,
    updated_at            REAL NOT NULL
, status_mode TEXT NOT NULL DEFAULT 'keep'
    CHECK (status_mode IN ('keep', 'replace', 'remove')), songs_per_member INTEGER, megabytes_per_member INTEGER, unused_days INTEGER, approves_showcase INTEGER NOT NULL DEFAULT 0
    CHECK (approves_showcase IN (0, 1)), lists_best INTEGER NOT NULL DEFAULT 0
    CHECK (lists_best IN (0, 1)), adds_reaction INTEGER NOT NULL DEFAULT 1
    CHECK (adds_reaction IN (0, 1)), max_quality TEXT
    CHECK (max_quality IN ('720p30', '720p60', '1080p30', '1080p60'))) STRICT;
CREATE INDEX guild_settings_updated_by ON guild_settings (updated_by);

CREATE TABLE guilds (
    guild_id INTEGER PRIMARY KEY,
    left_at  REAL
) STRICT;
CREATE INDEX guilds_left ON guilds (left_at) WHERE left_at IS NOT NULL;

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

CREATE TABLE key_value (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE low_credit_alerts (
    guild_id  INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL,
    balance   REAL NOT NULL,  -- as it was found
    fell_at   REAL NOT NULL
) STRICT;
CREATE INDEX low_credit_alerts_of_notice ON low_credit_alerts (notice_id);

CREATE TABLE "notices" (
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
CREATE INDEX notices_finished ON notices (finished_at)
    WHERE finished_at IS NOT NULL AND kind <> 'showcase';
CREATE INDEX notices_of_guild ON notices (guild_id);
CREATE INDEX notices_of_request ON notices (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX notices_posting ON notices (due_at) WHERE state = 'posting';
CREATE UNIQUE INDEX notices_showcase ON notices (video_id, guild_id) WHERE kind = 'showcase';
CREATE UNIQUE INDEX notices_showcase_approval ON notices (video_id, guild_id)
    WHERE kind = 'showcase-approval';
CREATE INDEX notices_showcase_refused ON notices (guild_id, created_at)
    WHERE kind = 'showcase-refused';
CREATE INDEX notices_shown ON notices (guild_id, finished_at)
    WHERE kind = 'showcase' AND state = 'posted';
CREATE UNIQUE INDEX notices_undeliverable ON notices (request_id) WHERE kind = 'undeliverable';
CREATE TRIGGER showcase_posts_outdate_lists AFTER UPDATE OF message_id, request_id ON notices
    WHEN NEW.kind = 'showcase' AND (NEW.message_id IS NULL OR NEW.request_id IS NULL)
BEGIN
    UPDATE showcase_lists SET changes = changes + 1, due_at = coalesce(due_at, 0)
    WHERE list_id IN (SELECT list_id FROM showcase_list_entries WHERE notice_id = NEW.notice_id);
END;

CREATE TABLE outcome_counts (
    entity  TEXT NOT NULL CHECK (entity IN ('video', 'request')),
    outcome TEXT NOT NULL,
    reason  TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (entity, outcome, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE paused_queues (
    guild_id  INTEGER PRIMARY KEY,
    paused_by INTEGER NOT NULL,
    paused_at REAL NOT NULL
) STRICT;

CREATE TABLE quota_usage (
    video_id    TEXT NOT NULL,
    attempt     INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    started_at  REAL NOT NULL,
    is_returned INTEGER NOT NULL DEFAULT 0 CHECK (is_returned IN (0, 1)),  -- it was free
    PRIMARY KEY (video_id, attempt)
) STRICT, WITHOUT ROWID;
CREATE INDEX quota_usage_by_age ON quota_usage (started_at);
CREATE INDEX quota_usage_of_guild ON quota_usage (guild_id, started_at) WHERE is_returned = 0;
CREATE INDEX quota_usage_of_member ON quota_usage (guild_id, user_id, started_at)
    WHERE is_returned = 0;
CREATE INDEX quota_usage_of_user ON quota_usage (user_id);

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
CREATE INDEX reports_by_age ON reports (reported_at);
CREATE INDEX reports_decided_by ON reports (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX reports_of_guild ON reports (guild_id, task_id);
CREATE INDEX reports_of_notice ON reports (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX reports_of_user ON reports (user_id);

CREATE TABLE "requests" (
    request_id            TEXT PRIMARY KEY,
    video_id              TEXT NOT NULL REFERENCES videos,
    guild_id              INTEGER NOT NULL,
    channel_id            INTEGER NOT NULL,
    user_id               INTEGER NOT NULL,
    interaction_id        INTEGER NOT NULL UNIQUE,
    locale                TEXT NOT NULL,
    guild_locale          TEXT NOT NULL,
    author                TEXT,              -- what was asked for, and which of it is required
    domain_name           TEXT,
    is_author_locked      INTEGER NOT NULL DEFAULT 0 CHECK (is_author_locked IN (0, 1)),
    is_domain_name_locked INTEGER NOT NULL DEFAULT 0 CHECK (is_domain_name_locked IN (0, 1)),
    variant               TEXT NOT NULL DEFAULT '',  -- the one that carries what is required
    is_reuse              INTEGER NOT NULL DEFAULT 0 CHECK (is_reuse IN (0, 1)),
    is_repost             INTEGER NOT NULL DEFAULT 0 CHECK (is_repost IN (0, 1)),
    state                 TEXT NOT NULL CHECK (
        state IN ('waiting', 'posting', 'posted', 'told', 'cancelled', 'undeliverable')
    ),
    outcome               TEXT CHECK (outcome IN ('ready', 'failed', 'unknown')),
    reason                TEXT,
    status_message_id     INTEGER,
    is_status_outdated    INTEGER NOT NULL DEFAULT 0 CHECK (is_status_outdated IN (0, 1)),
    status_edited_at      REAL,     -- when the status message was last edited,
    status_digest         TEXT,     -- and a digest of what it shows since
    status_due_at         REAL,     -- when it has something new to show by itself
    -- Where an answer is tried to be posted: in the channel of the request, then to the member
    -- directly, then in the parent of a public thread (NULL for everything else).
    public_parent_id      INTEGER,
    target                TEXT NOT NULL DEFAULT 'origin'
        CHECK (target IN ('origin', 'direct', 'parent')),
    target_channel_id     INTEGER,
    fallback_reason       TEXT,
    message_id            INTEGER,
    attachment_limit      INTEGER,
    first_send_at         REAL,
    attempts              INTEGER NOT NULL DEFAULT 0,
    refits                INTEGER NOT NULL DEFAULT 0,  -- how often its video was made smaller,
    cut_uploads           INTEGER NOT NULL DEFAULT 0,  -- and its uploads were closed before their end
    due_at                REAL,
    created_at            REAL NOT NULL,
    finished_at           REAL,
    deleted_at            REAL,
    options               TEXT  -- as those of its video were to be
, status_mode TEXT  -- decided when the answer is first taken up
    CHECK (status_mode IN ('keep', 'replace', 'remove'))) STRICT;
CREATE INDEX requests_finished ON requests (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX requests_of_guild ON requests (guild_id, created_at);
CREATE INDEX requests_of_member ON requests (guild_id, user_id, created_at);
CREATE INDEX requests_of_user ON requests (user_id, created_at);
CREATE INDEX requests_of_video ON requests (video_id);
CREATE UNIQUE INDEX requests_open ON requests (video_id, channel_id, user_id)
    WHERE state IN ('waiting', 'posting');
CREATE INDEX requests_open_of_member ON requests (guild_id, user_id)
    WHERE state IN ('waiting', 'posting');
CREATE INDEX requests_posting ON requests (due_at) WHERE state = 'posting';
CREATE INDEX requests_status_due ON requests (status_due_at) WHERE status_due_at IS NOT NULL;
CREATE INDEX requests_status_outdated ON requests (request_id) WHERE is_status_outdated = 1;
CREATE INDEX requests_waiting ON requests (video_id) WHERE state = 'waiting';
CREATE TRIGGER requests_adopt_video AFTER INSERT ON requests
BEGIN
    UPDATE videos SET is_orphaned = 0 WHERE video_id = NEW.video_id AND is_orphaned = 1;
END;
CREATE TRIGGER requests_counted AFTER UPDATE OF state ON requests
    WHEN NEW.state <> OLD.state
        AND NEW.state IN ('posted', 'told', 'cancelled', 'undeliverable')
BEGIN
    INSERT INTO outcome_counts (entity, outcome, reason, count)
        VALUES ('request', NEW.state, coalesce(NEW.reason, ''), 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER requests_delete_notices BEFORE DELETE ON requests
BEGIN
    DELETE FROM notices WHERE request_id = OLD.request_id AND kind <> 'showcase';
END;
CREATE TRIGGER requests_orphan_video AFTER DELETE ON requests WHEN NOT EXISTS (
    SELECT 1 FROM requests WHERE video_id = OLD.video_id
)
BEGIN
    UPDATE videos SET is_orphaned = 1 WHERE video_id = OLD.video_id;
END;
CREATE TRIGGER requests_outdate_status AFTER UPDATE OF state ON requests
    WHEN NEW.state <> OLD.state AND NEW.status_message_id IS NOT NULL
BEGIN
    UPDATE requests SET is_status_outdated = 1 WHERE request_id = NEW.request_id;
END;

CREATE TABLE rights_confirmations (
    user_id      INTEGER PRIMARY KEY,
    confirmed_at REAL NOT NULL
) STRICT;

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

CREATE TABLE showcase_list_entries (
    list_id   INTEGER NOT NULL REFERENCES showcase_lists ON DELETE CASCADE,
    notice_id INTEGER NOT NULL,              -- the showcase post
    reactions INTEGER NOT NULL,
    PRIMARY KEY (list_id, notice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX showcase_list_entries_of_post ON showcase_list_entries (notice_id);

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
CREATE INDEX takedowns_due ON takedowns (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX takedowns_of_guild ON takedowns (guild_id, taken_at);
CREATE INDEX takedowns_of_owner ON takedowns (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX takedowns_of_sound ON takedowns (guild_id, sound_digest)
    WHERE sound_digest IS NOT NULL AND undone_at IS NULL;
CREATE UNIQUE INDEX takedowns_present ON takedowns (guild_id, task_id) WHERE undone_at IS NULL;
CREATE INDEX takedowns_taken_by ON takedowns (taken_by);
CREATE INDEX takedowns_undone ON takedowns (undone_at) WHERE undone_at IS NOT NULL;
CREATE INDEX takedowns_undone_by ON takedowns (undone_by) WHERE undone_by IS NOT NULL;

CREATE TABLE task_contracts (
    task_id  TEXT PRIMARY KEY,
    contract TEXT NOT NULL,
    found_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX task_contracts_by_age ON task_contracts (found_at);

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
, size_bytes INTEGER NOT NULL DEFAULT 0, warned_at REAL, notice_id INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX track_owners_of_guild ON track_owners (guild_id, sharing);
CREATE INDEX track_owners_of_notice ON track_owners (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX track_owners_of_user ON track_owners (user_id);
CREATE INDEX track_owners_removed ON track_owners (removed_at) WHERE removed_at IS NOT NULL;

CREATE TABLE tracks (
    task_id          TEXT NOT NULL,
    audio_id         TEXT NOT NULL,
    position         INTEGER NOT NULL,
    title            TEXT,
    duration_seconds REAL,
    image_url        TEXT,
    seen_at          REAL NOT NULL, guild_id INTEGER, removed_at REAL,
    PRIMARY KEY (task_id, audio_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tracks_of_audio ON tracks (audio_id);
CREATE INDEX tracks_of_guild ON tracks (guild_id) WHERE guild_id IS NOT NULL;
CREATE INDEX tracks_removed ON tracks (removed_at) WHERE removed_at IS NOT NULL;

CREATE TABLE upload_limits (
    guild_id   INTEGER PRIMARY KEY,
    most_bytes INTEGER NOT NULL,
    learned_at REAL NOT NULL
) STRICT;

CREATE TABLE "videos" (
    video_id               TEXT PRIMARY KEY,
    provider               TEXT NOT NULL,             -- whose it is, by name; and what that one can do:
    charges                INTEGER NOT NULL CHECK (charges IN (0, 1)),
    makes_variants         INTEGER NOT NULL CHECK (makes_variants IN (0, 1)),
    tells_progress         INTEGER NOT NULL CHECK (tells_progress IN (0, 1)),
    owns_files             INTEGER NOT NULL CHECK (owns_files IN (0, 1)),
    contract               TEXT NOT NULL DEFAULT '',  -- under which it was submitted; '': not yet known
    task_id                TEXT NOT NULL,
    audio_id               TEXT NOT NULL,
    variant                TEXT NOT NULL DEFAULT '',  -- '': the default; one for each set of texts and options
    guild_id               INTEGER NOT NULL,
    author                 TEXT,
    domain_name            TEXT,
    is_branding_confirmed  INTEGER NOT NULL DEFAULT 1 CHECK (is_branding_confirmed IN (0, 1)),
    state                  TEXT NOT NULL CHECK (
        state IN ('queued', 'submitting', 'rendering', 'ready', 'failed', 'unknown')
    ),
    attempt                INTEGER NOT NULL DEFAULT 1,
    token                  TEXT NOT NULL,
    api_task_id            TEXT,
    submits                INTEGER NOT NULL DEFAULT 0,
    reason                 TEXT,
    video_url              TEXT,
    created_at             REAL NOT NULL,
    queued_at              REAL NOT NULL,
    submitted_at           REAL,
    deadline_at            REAL,
    due_at                 REAL,
    completed_at           REAL,
    expires_at             REAL,
    progress_at            REAL,     -- what the studio tells while it works: when it last told news,
    queue_place            INTEGER,  -- from 1, while the video waits there,
    started_at             REAL,     -- when it began,
    progress               REAL,     -- and how far it is, from 0 to 1
    render_seconds         REAL,     -- how long the render took, where that is known
    is_orphaned            INTEGER NOT NULL DEFAULT 0 CHECK (is_orphaned IN (0, 1)),
    file_to_delete         TEXT,     -- the studio's id of an earlier file that is still to go
    most_bytes             INTEGER,  -- how large it is to be at most; NULL: any size
    squeeze                TEXT,     -- what was given up for that, as JSON
    options                TEXT, expected_seconds REAL, ready_at REAL, has_lyrics INTEGER CHECK (has_lyrics IN (0, 1)),     -- look, shape and part of the song, as JSON; NULL: not said
    UNIQUE (provider, task_id, audio_id, variant),
    UNIQUE (provider, api_task_id)
) STRICT;
CREATE INDEX videos_due ON videos (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX videos_file_to_delete ON videos (video_id) WHERE file_to_delete IS NOT NULL;
CREATE INDEX videos_of_api_task ON videos (api_task_id) WHERE api_task_id IS NOT NULL;
CREATE INDEX videos_of_file ON videos (substr(video_url, -36))
    WHERE owns_files AND video_url IS NOT NULL;
CREATE INDEX videos_of_guild ON videos (guild_id) WHERE guild_id <> 0;
CREATE INDEX videos_of_task ON videos (task_id);
CREATE INDEX videos_orphaned ON videos (video_id) WHERE is_orphaned = 1;
CREATE INDEX videos_render_seconds ON videos (provider, completed_at, render_seconds)
    WHERE render_seconds IS NOT NULL;
CREATE INDEX videos_submitted ON videos (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE TRIGGER charges_made AFTER UPDATE OF state ON videos WHEN NEW.state = 'ready'
BEGIN
    UPDATE charges SET state = 'charged'
    WHERE video_id = NEW.video_id AND queued_at = NEW.queued_at AND state = 'taken';
END;
CREATE TRIGGER charges_taken AFTER UPDATE OF api_task_id ON videos
    WHEN NEW.charges AND OLD.api_task_id IS NULL AND NEW.api_task_id IS NOT NULL
        AND NOT (OLD.reason IS 'already-exists' AND OLD.submits <= 1)
BEGIN
    INSERT INTO charges (video_id, queued_at, guild_id, state)
        VALUES (NEW.video_id, NEW.queued_at, NEW.guild_id,
                CASE WHEN OLD.reason IS 'already-exists' THEN 'doubtful' ELSE 'taken' END)
        ON CONFLICT DO UPDATE SET state = excluded.state;
END;
CREATE TRIGGER charges_unknown AFTER UPDATE OF state ON videos
    WHEN NEW.charges AND NEW.state = 'unknown' AND NEW.api_task_id IS NULL
        AND NOT (NEW.reason IS 'already-exists' AND NEW.submits <= 1)
BEGIN
    INSERT INTO charges (video_id, queued_at, guild_id, state)
        VALUES (NEW.video_id, NEW.queued_at, NEW.guild_id, 'doubtful')
        ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER videos_counted AFTER UPDATE OF state ON videos
    WHEN NEW.state <> OLD.state AND NEW.state IN ('ready', 'failed', 'unknown')
BEGIN
    INSERT INTO outcome_counts (entity, outcome, reason, count)
        VALUES ('video', NEW.state, coalesce(NEW.reason, ''), 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER videos_outdate_status AFTER UPDATE OF state ON videos WHEN NEW.state <> OLD.state
BEGIN
    UPDATE requests SET is_status_outdated = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL
        AND state IN ('waiting', 'posting', 'told');
END;
CREATE TRIGGER videos_outdate_status_by_progress AFTER UPDATE OF progress_at ON videos
    WHEN NEW.state = 'rendering' AND NEW.progress_at IS NOT NULL
        AND (OLD.progress_at IS NULL OR (OLD.queue_place IS NOT NULL AND NEW.queue_place IS NULL))
BEGIN
    UPDATE requests SET is_status_outdated = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL AND state = 'waiting';
END;
