BEGIN TRANSACTION;
CREATE TABLE access_rules (
    guild_id   INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('role', 'channel')),
    subject_id INTEGER NOT NULL,
    added_by   INTEGER NOT NULL,
    added_at   REAL NOT NULL,
    PRIMARY KEY (guild_id, kind, subject_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "access_rules" VALUES(1,'role',5,5,1767268800.0);
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
INSERT INTO "attachment_jobs" VALUES(70,'f933932c166dc338',10,0,'due',0,1767268800.0,1767268800.0,NULL);
CREATE TABLE blocked_members (
    guild_id INTEGER NOT NULL,
    user_id  INTEGER NOT NULL,
    added_by INTEGER NOT NULL,
    added_at REAL NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "blocked_members" VALUES(1,6,5,1767268800.0);
CREATE TABLE blocked_words (
    guild_id INTEGER NOT NULL,
    word     TEXT NOT NULL,
    added_by INTEGER NOT NULL,
    added_at REAL NOT NULL,
    PRIMARY KEY (guild_id, word)
) STRICT, WITHOUT ROWID;
INSERT INTO "blocked_words" VALUES(1,'word',5,1767268800.0);
CREATE TABLE branding (
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    author      TEXT,
    domain_name TEXT,
    updated_by  INTEGER NOT NULL,
    updated_at  REAL NOT NULL, author_policy TEXT
    CHECK (author_policy IN ('default', 'locked')), domain_name_policy TEXT
    CHECK (domain_name_policy IN ('default', 'locked')), look TEXT, shape TEXT, colours TEXT,
    PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "branding" VALUES(1,0,'A',NULL,5,1767268800.0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "branding" VALUES(4,0,NULL,NULL,5,1767268800.0,'locked',NULL,NULL,NULL,NULL);
CREATE TABLE candidate_ids (
    video_id    TEXT NOT NULL REFERENCES videos ON DELETE CASCADE,
    api_task_id TEXT NOT NULL,
    received_at REAL NOT NULL,
    is_open     INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    PRIMARY KEY (video_id, api_task_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "candidate_ids" VALUES('1258767b1fd3080e','h-1258767b1fd3080e',1767268800.0,0);
INSERT INTO "candidate_ids" VALUES('157f93987d889956','h-157f93987d889956',1767268800.0,0);
INSERT INTO "candidate_ids" VALUES('252fb3eb3fbf117e','h-252fb3eb3fbf117e',1767268800.0,0);
INSERT INTO "candidate_ids" VALUES('44423a2163f3fac8','h-44423a2163f3fac8',1767268800.0,0);
INSERT INTO "candidate_ids" VALUES('f8f8ce6338637011','h-f8f8ce6338637011',1767268800.0,0);
INSERT INTO "candidate_ids" VALUES('feb968e306706755','h-feb968e306706755',1767268800.0,0);
CREATE TABLE charges (
    video_id  TEXT NOT NULL,
    queued_at REAL NOT NULL,     -- when the attempt was asked for: that of its first request
    guild_id  INTEGER NOT NULL,  -- where; 0: forgotten
    state     TEXT NOT NULL CHECK (state IN ('taken', 'charged', 'doubtful')), credits REAL,
    PRIMARY KEY (video_id, queued_at)
) STRICT, WITHOUT ROWID;
INSERT INTO "charges" VALUES('01a908a7aff1cc16',1767268800.0,1,'charged',NULL);
INSERT INTO "charges" VALUES('0a00bf26adf45785',1767268800.0,1,'charged',NULL);
INSERT INTO "charges" VALUES('1258767b1fd3080e',1767268800.0,1,'taken',NULL);
INSERT INTO "charges" VALUES('248adcf075dfc825',1767268800.0,1,'taken',NULL);
INSERT INTO "charges" VALUES('44423a2163f3fac8',1767268800.0,1,'taken',NULL);
INSERT INTO "charges" VALUES('5ab1bdb03d96931d',1767268800.0,1,'charged',NULL);
INSERT INTO "charges" VALUES('7494a78af1e6553f',1767268800.0,3,'charged',NULL);
INSERT INTO "charges" VALUES('81cd9d586de96d9f',1767268800.0,3,'charged',NULL);
INSERT INTO "charges" VALUES('cee330b86041bb47',1767268800.0,1,'charged',NULL);
INSERT INTO "charges" VALUES('f8f8ce6338637011',1767268800.0,1,'charged',NULL);
INSERT INTO "charges" VALUES('fe2023d910aa228d',1767268800.0,1,'taken',NULL);
INSERT INTO "charges" VALUES('feb968e306706755',1767268800.0,1,'taken',NULL);
CREATE TABLE erasures (
    user_id  INTEGER PRIMARY KEY,
    asked_at REAL NOT NULL
) STRICT;
INSERT INTO "erasures" VALUES(6,1767268800.0);
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
) STRICT;
INSERT INTO "guild_settings" VALUES(1,'de',NULL,9,1,'post','refuse',NULL,NULL,NULL,NULL,NULL,5,1767268800.0);
INSERT INTO "guild_settings" VALUES(3,NULL,34,33,1,'post','refuse',NULL,NULL,NULL,NULL,NULL,5,1767268800.0);
CREATE TABLE guilds (
    guild_id INTEGER PRIMARY KEY,
    left_at  REAL
) STRICT;
INSERT INTO "guilds" VALUES(3,1767268800.0);
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
INSERT INTO "job_events" VALUES(1,'3fb1530598af295f',NULL,1,'admitted','{"said":"start","used":1}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(2,'0f738a53e858ad70',NULL,1,'admitted','{"said":"start","used":2}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(3,NULL,'252fb3eb3fbf117e',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(4,'89e4932dcf375006',NULL,1,'admitted','{"said":"start","used":3}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(5,NULL,'44423a2163f3fac8',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(6,'dc74d2b0f882dd1b',NULL,1,'admitted','{"said":"start","used":4}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(7,NULL,'f8f8ce6338637011',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(8,'8aabcc51c938477c',NULL,1,'admitted','{"said":"start","used":5}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(9,NULL,'1258767b1fd3080e',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(10,'7c1306d727a71171',NULL,1,'admitted','{"said":"start","used":6}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(11,NULL,'feb968e306706755',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(12,'cf2abb3aa3e50308',NULL,1,'admitted','{"said":"start","used":7}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(13,NULL,'248adcf075dfc825',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(14,'4df38e263f01ed0b',NULL,1,'admitted','{"said":"start","used":8}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(15,NULL,'5ab1bdb03d96931d',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(16,'8aabcc51c938477c',NULL,0,'answering','{"said":"failed","reason":"build-failed"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(17,'4df38e263f01ed0b',NULL,0,'answering','{"said":"ready"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(18,'dc74d2b0f882dd1b',NULL,0,'answering','{"said":"ready"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(19,'7c1306d727a71171',NULL,0,'answering','{"said":"unknown","reason":"deadline"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(20,'415a3b196c91f362',NULL,1,'admitted','{"said":"start","used":9}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(21,NULL,'0a00bf26adf45785',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(22,'415a3b196c91f362',NULL,0,'answering','{"said":"ready"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(23,'415a3b196c91f362',NULL,0,'posted','{"target":"origin","channel_id":10,"message_id":7}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(24,'fec082ca600e79bd',NULL,1,'admitted','{"said":"start","used":10}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(25,NULL,'cee330b86041bb47',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(26,'fec082ca600e79bd',NULL,0,'answering','{"said":"ready"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(27,'fec082ca600e79bd',NULL,0,'explained','{"target":"origin","channel_id":10,"message_id":7}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(28,'6c5226ba3e096f32',NULL,1,'admitted','{"said":"start","used":11}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(29,NULL,'fe2023d910aa228d',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(30,'6c5226ba3e096f32',NULL,0,'cancelled','{}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(31,'1619e6955fa56b76',NULL,1,'admitted','{"said":"start","used":12}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(32,NULL,'01a908a7aff1cc16',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(33,'1619e6955fa56b76',NULL,0,'answering','{"said":"ready"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(34,'1619e6955fa56b76',NULL,0,'undeliverable','{"target":"origin","channel_id":10,"message_id":7}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(35,'1619e6955fa56b76',NULL,0,'deleted','{}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(36,'dcf0f9868f090a1f',NULL,1,'admitted','{"said":"start","used":1}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(37,NULL,'7494a78af1e6553f',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(38,'dcf0f9868f090a1f',NULL,0,'answering','{"said":"ready"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(39,'dcf0f9868f090a1f',NULL,0,'undeliverable','{"target":"origin","channel_id":10,"message_id":7}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(40,'2fd310a677dc79d8',NULL,1,'admitted','{"said":"start","used":1}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(41,NULL,'a0be62b1b1339355',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(42,'f933932c166dc338',NULL,1,'admitted','{"said":"start","used":2}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(43,NULL,'81cd9d586de96d9f',1,'submitted','{"number":1,"contract":"mp4"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(44,'f933932c166dc338',NULL,0,'answering','{"said":"ready"}',1,1767268800.0,1767268800.0);
INSERT INTO "job_events" VALUES(45,'f933932c166dc338',NULL,0,'posted','{"target":"origin","channel_id":10,"message_id":70}',1,1767268800.0,1767268800.0);
CREATE TABLE key_value (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "key_value" VALUES('command tree synced','abc');
CREATE TABLE low_credit_alerts (
    guild_id  INTEGER PRIMARY KEY,
    notice_id INTEGER NOT NULL,
    balance   REAL NOT NULL,  -- as it was found
    fell_at   REAL NOT NULL
) STRICT;
INSERT INTO "low_credit_alerts" VALUES(1,4,1.0,1767268800.0);
INSERT INTO "low_credit_alerts" VALUES(3,2,1.0,1767268800.0);
CREATE TABLE notices (
    notice_id     INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (
        kind IN ('undeliverable', 'low-credits', 'showcase', 'showcase-refused')
    ),
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
INSERT INTO "notices" VALUES(1,'undeliverable','dcf0f9868f090a1f',NULL,3,33,'posting',NULL,NULL,NULL,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "notices" VALUES(2,'low-credits',NULL,NULL,3,33,'posting',NULL,NULL,NULL,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "notices" VALUES(3,'showcase','f933932c166dc338','81cd9d586de96d9f',3,34,'posting',NULL,NULL,NULL,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "notices" VALUES(4,'low-credits',NULL,NULL,1,9,'posting',NULL,NULL,NULL,0,1767268800.0,1767268800.0,NULL);
CREATE TABLE outcome_counts (
    entity  TEXT NOT NULL CHECK (entity IN ('video', 'request')),
    outcome TEXT NOT NULL,
    reason  TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (entity, outcome, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO "outcome_counts" VALUES('request','cancelled','',1);
INSERT INTO "outcome_counts" VALUES('request','posted','',2);
INSERT INTO "outcome_counts" VALUES('request','told','',1);
INSERT INTO "outcome_counts" VALUES('request','undeliverable','',2);
INSERT INTO "outcome_counts" VALUES('video','failed','build-failed',1);
INSERT INTO "outcome_counts" VALUES('video','ready','',7);
INSERT INTO "outcome_counts" VALUES('video','unknown','deadline',1);
CREATE TABLE quota_usage (
    video_id    TEXT NOT NULL,
    attempt     INTEGER NOT NULL,
    guild_id    INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    started_at  REAL NOT NULL,
    is_returned INTEGER NOT NULL DEFAULT 0 CHECK (is_returned IN (0, 1)),  -- it was free
    PRIMARY KEY (video_id, attempt)
) STRICT, WITHOUT ROWID;
INSERT INTO "quota_usage" VALUES('01a908a7aff1cc16',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('0a00bf26adf45785',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('1258767b1fd3080e',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('157f93987d889956',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('248adcf075dfc825',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('252fb3eb3fbf117e',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('44423a2163f3fac8',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('5ab1bdb03d96931d',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('7494a78af1e6553f',1,3,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('81cd9d586de96d9f',1,3,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('a0be62b1b1339355',1,4,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('cee330b86041bb47',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('f8f8ce6338637011',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('fe2023d910aa228d',1,1,100,1767268800.0,0);
INSERT INTO "quota_usage" VALUES('feb968e306706755',1,1,100,1767268800.0,0);
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
) STRICT;
INSERT INTO "requests" VALUES('3fb1530598af295f','157f93987d889956',1,10,100,1577069554629083137,'de','en-US','Ada 🎵',NULL,0,0,'',0,0,'waiting',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,NULL,0,0,0,NULL,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('0f738a53e858ad70','252fb3eb3fbf117e',1,10,100,1577069554641666050,'de','en-US','Ada 🎵',NULL,0,0,'',0,0,'waiting',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,NULL,0,0,0,NULL,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('89e4932dcf375006','44423a2163f3fac8',1,10,100,1577069554654248963,'de','en-US','Ada 🎵',NULL,0,0,'',0,0,'waiting',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,NULL,0,0,0,NULL,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('dc74d2b0f882dd1b','f8f8ce6338637011',1,10,100,1577069554671026180,'de','en-US','Ada 🎵',NULL,0,0,'',0,0,'posting','ready',NULL,NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,1767268800.0,0,0,0,1767268800.0,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('8aabcc51c938477c','1258767b1fd3080e',1,10,100,1577069554683609093,'de','en-US','Ada 🎵',NULL,0,0,'',0,0,'posting','failed','build-failed',NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,1767268800.0,0,0,0,1767268800.0,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('7c1306d727a71171','feb968e306706755',1,10,100,1577069554700386310,'de','en-US','Ada 🎵',NULL,0,0,'',0,0,'posting','unknown','deadline',NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,1767268800.0,0,0,0,1767268800.0,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('cf2abb3aa3e50308','248adcf075dfc825',1,10,100,1577069554717163527,'de','en-US',NULL,'club.example',0,0,'',0,0,'waiting',NULL,NULL,9000000000000000001,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,NULL,0,0,0,NULL,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('4df38e263f01ed0b','5ab1bdb03d96931d',1,10,100,1577069554729746440,'de','en-US',NULL,'club.example',0,0,'',0,0,'posting','ready',NULL,9000000000000000001,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,1767268800.0,0,0,0,1767268800.0,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('415a3b196c91f362','0a00bf26adf45785',1,10,100,1577069554754912265,'de','en-US',NULL,'club.example',0,0,'',0,0,'posted','ready',NULL,9000000000000000001,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,7,NULL,1767268800.0,0,0,0,NULL,1767268800.0,1767268800.0,NULL,NULL);
INSERT INTO "requests" VALUES('fec082ca600e79bd','cee330b86041bb47',1,10,100,1577069554775883786,'de','en-US',NULL,'club.example',0,0,'',0,0,'told','ready',NULL,9000000000000000001,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,7,NULL,1767268800.0,0,0,0,NULL,1767268800.0,1767268800.0,NULL,NULL);
INSERT INTO "requests" VALUES('6c5226ba3e096f32','fe2023d910aa228d',1,10,100,1577069554796855307,'de','en-US',NULL,'club.example',0,0,'',0,0,'cancelled',NULL,NULL,9000000000000000001,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,NULL,0,0,0,NULL,1767268800.0,1767268800.0,NULL,NULL);
INSERT INTO "requests" VALUES('1619e6955fa56b76','01a908a7aff1cc16',1,10,100,1577069554813632524,'de','en-US',NULL,'club.example',0,0,'',0,0,'undeliverable','ready',NULL,9000000000000000001,1,1767268800.0,'d',1767268800.0,NULL,'origin',NULL,NULL,7,NULL,1767268800.0,0,0,0,NULL,1767268800.0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('dcf0f9868f090a1f','7494a78af1e6553f',3,10,100,1577069554859769869,'de','en-US',NULL,NULL,0,0,'',0,0,'undeliverable','ready',NULL,NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,7,NULL,1767268800.0,0,0,0,NULL,1767268800.0,1767268800.0,NULL,NULL);
INSERT INTO "requests" VALUES('2fd310a677dc79d8','a0be62b1b1339355',4,10,100,1577069554884935694,'de','en-US',NULL,NULL,1,0,'575c652ffb946d93',0,0,'waiting',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,NULL,NULL,NULL,0,0,0,NULL,1767268800.0,NULL,NULL,NULL);
INSERT INTO "requests" VALUES('f933932c166dc338','81cd9d586de96d9f',3,10,100,1577069554901712911,'de','en-US',NULL,NULL,0,0,'',0,0,'posted','ready',NULL,NULL,0,NULL,NULL,NULL,NULL,'origin',NULL,NULL,70,NULL,1767268800.0,0,0,0,NULL,1767268800.0,1767268800.0,NULL,NULL);
CREATE TABLE task_contracts (
    task_id  TEXT PRIMARY KEY,
    contract TEXT NOT NULL,
    found_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "task_contracts" VALUES('video-ready','mp4',1767268800.0);
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
INSERT INTO "tracks" VALUES('video-ready','audio-1',1,'Iron ''Man''
',NULL,NULL,1767268800.0,NULL,NULL);
CREATE TABLE upload_limits (
    guild_id   INTEGER PRIMARY KEY,
    most_bytes INTEGER NOT NULL,
    learned_at REAL NOT NULL
) STRICT;
INSERT INTO "upload_limits" VALUES(4,10485760,1767268800.0);
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
    options                TEXT,     -- look, shape and part of the song, as JSON; NULL: not said
    UNIQUE (provider, task_id, audio_id, variant),
    UNIQUE (provider, api_task_id)
) STRICT;
INSERT INTO "videos" VALUES('157f93987d889956','cloud',1,0,0,0,'','video-queued','audio-1','',1,'Ada 🎵',NULL,1,'queued',1,'CNUdndeZ2pbjtftZ4eJ1qw',NULL,0,NULL,NULL,1767268800.0,1767268800.0,NULL,NULL,1767268800.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('252fb3eb3fbf117e','cloud',1,0,0,0,'mp4','video-submitting','audio-1','',1,'Ada 🎵',NULL,1,'submitting',1,'iJ_6lC0nO4EMXGY1d8vsmw',NULL,1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('44423a2163f3fac8','cloud',1,0,0,0,'mp4','video-rendering','audio-1','',1,'Ada 🎵',NULL,1,'rendering',1,'95cnmAMWoLg209pllOVFmA','v-44423a2163f3fac8',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('f8f8ce6338637011','cloud',1,0,0,0,'mp4','video-ready','audio-1','',1,'Ada 🎵',NULL,1,'ready',1,'g-KL6gYdeWzGsxTh3pc9GQ','v-f8f8ce6338637011',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,1767268800.0,1768478400.0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('1258767b1fd3080e','cloud',1,0,0,0,'mp4','video-failed','audio-1','',1,'Ada 🎵',NULL,1,'failed',1,'uWVNisZOgWJON5ECaLgBYQ','v-1258767b1fd3080e',1,'build-failed',NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('feb968e306706755','cloud',1,0,0,0,'mp4','video-unknown','audio-1','',1,'Ada 🎵',NULL,1,'unknown',1,'G8X8qBki4_M_Zq3euZGQpA','v-feb968e306706755',1,'deadline',NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('248adcf075dfc825','cloud',1,0,0,0,'mp4','request-waiting','audio-1','',1,NULL,'club.example',1,'rendering',1,'BliZZMWTsfa6aqord5MSVw','v-248adcf075dfc825',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268860.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('5ab1bdb03d96931d','cloud',1,0,0,0,'mp4','request-posting','audio-1','',1,NULL,'club.example',1,'ready',1,'uLo7E1RREgeOw28eCN9upQ','v-5ab1bdb03d96931d',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('0a00bf26adf45785','cloud',1,0,0,0,'mp4','request-posted','audio-1','',1,NULL,'club.example',1,'ready',1,'if6uAH8cfhuXahqUdNWjlw','v-0a00bf26adf45785',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('cee330b86041bb47','cloud',1,0,0,0,'mp4','request-told','audio-1','',1,NULL,'club.example',1,'ready',1,'6zQvHhUafdKBOJgodSKc7A','v-cee330b86041bb47',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('fe2023d910aa228d','cloud',1,0,0,0,'mp4','request-cancelled','audio-1','',1,NULL,'club.example',1,'rendering',1,'0tMDw7kUF0RxosS-5ZiBxQ','v-fe2023d910aa228d',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268860.0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('01a908a7aff1cc16','cloud',1,0,0,0,'mp4','request-undeliverable','audio-1','',1,NULL,'club.example',1,'ready',1,'BdDLNeaYqYbdfJm1LHXvEQ','v-01a908a7aff1cc16',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('7494a78af1e6553f','cloud',1,0,0,0,'mp4','moderated','audio-1','',3,NULL,NULL,1,'ready',1,'J7O_rIAWErHqdkGJyYhfsQ','v-7494a78af1e6553f',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('a0be62b1b1339355','studio',0,1,1,1,'mp4','variant','audio-1','',4,NULL,NULL,1,'rendering',1,'Xk1fhCLC_-7UFAhy_j5yBA','v-variant',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL,1767268800.0,NULL,1767268800.0,0.5,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "videos" VALUES('81cd9d586de96d9f','cloud',1,0,0,0,'mp4','linked','audio-1','',3,NULL,NULL,1,'ready',1,'-w6clRRZZYhUvX_JVdctQg','v-81cd9d586de96d9f',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
CREATE INDEX tracks_of_audio ON tracks (audio_id);
CREATE INDEX charges_by_age ON charges (queued_at);
CREATE INDEX branding_updated_by ON branding (updated_by);
CREATE INDEX blocked_members_added_by ON blocked_members (added_by);
CREATE INDEX blocked_words_added_by ON blocked_words (added_by);
CREATE INDEX blocked_members_of_user ON blocked_members (user_id);
CREATE INDEX tracks_removed ON tracks (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX videos_due ON videos (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX videos_submitted ON videos (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX videos_render_seconds ON videos (provider, completed_at, render_seconds)
    WHERE render_seconds IS NOT NULL;
CREATE INDEX videos_of_task ON videos (task_id);
CREATE INDEX videos_of_api_task ON videos (api_task_id) WHERE api_task_id IS NOT NULL;
CREATE INDEX videos_orphaned ON videos (video_id) WHERE is_orphaned = 1;
CREATE INDEX videos_file_to_delete ON videos (video_id) WHERE file_to_delete IS NOT NULL;
CREATE INDEX videos_of_guild ON videos (guild_id) WHERE guild_id <> 0;
CREATE INDEX requests_of_video ON requests (video_id);
CREATE INDEX requests_of_member ON requests (guild_id, user_id, created_at);
CREATE INDEX requests_of_guild ON requests (guild_id, created_at);
CREATE INDEX requests_of_user ON requests (user_id, created_at);
CREATE INDEX requests_waiting ON requests (video_id) WHERE state = 'waiting';
CREATE INDEX requests_posting ON requests (due_at) WHERE state = 'posting';
CREATE INDEX requests_status_outdated ON requests (request_id) WHERE is_status_outdated = 1;
CREATE INDEX requests_status_due ON requests (status_due_at) WHERE status_due_at IS NOT NULL;
CREATE INDEX requests_finished ON requests (finished_at) WHERE finished_at IS NOT NULL;
CREATE UNIQUE INDEX requests_open ON requests (video_id, channel_id, user_id)
    WHERE state IN ('waiting', 'posting');
CREATE INDEX requests_open_of_member ON requests (guild_id, user_id)
    WHERE state IN ('waiting', 'posting');
CREATE INDEX attachment_jobs_due ON attachment_jobs (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX attachment_jobs_of_request ON attachment_jobs (request_id);
CREATE INDEX notices_posting ON notices (due_at) WHERE state = 'posting';
CREATE INDEX notices_of_guild ON notices (guild_id);
CREATE INDEX notices_finished ON notices (finished_at)
    WHERE finished_at IS NOT NULL AND kind <> 'showcase';
CREATE INDEX notices_of_request ON notices (request_id) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX notices_undeliverable ON notices (request_id) WHERE kind = 'undeliverable';
CREATE UNIQUE INDEX notices_showcase ON notices (video_id, guild_id) WHERE kind = 'showcase';
CREATE INDEX notices_showcase_refused ON notices (guild_id, created_at)
    WHERE kind = 'showcase-refused';
CREATE INDEX low_credit_alerts_of_notice ON low_credit_alerts (notice_id);
CREATE INDEX quota_usage_of_member ON quota_usage (guild_id, user_id, started_at)
    WHERE is_returned = 0;
CREATE INDEX quota_usage_of_guild ON quota_usage (guild_id, started_at) WHERE is_returned = 0;
CREATE INDEX quota_usage_by_age ON quota_usage (started_at);
CREATE INDEX quota_usage_of_user ON quota_usage (user_id);
CREATE INDEX access_rules_added_by ON access_rules (added_by);
CREATE INDEX guild_settings_updated_by ON guild_settings (updated_by);
CREATE INDEX guilds_left ON guilds (left_at) WHERE left_at IS NOT NULL;
CREATE INDEX charges_of_guild ON charges (guild_id, queued_at);
CREATE INDEX tracks_of_guild ON tracks (guild_id) WHERE guild_id IS NOT NULL;
CREATE TRIGGER candidate_ids_inserted AFTER INSERT ON candidate_ids WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE TRIGGER candidate_ids_updated AFTER UPDATE ON candidate_ids WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
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
CREATE TRIGGER requests_outdate_status AFTER UPDATE OF state ON requests
    WHEN NEW.state <> OLD.state AND NEW.status_message_id IS NOT NULL
BEGIN
    UPDATE requests SET is_status_outdated = 1 WHERE request_id = NEW.request_id;
END;
CREATE TRIGGER videos_counted AFTER UPDATE OF state ON videos
    WHEN NEW.state <> OLD.state AND NEW.state IN ('ready', 'failed', 'unknown')
BEGIN
    INSERT INTO outcome_counts (entity, outcome, reason, count)
        VALUES ('video', NEW.state, coalesce(NEW.reason, ''), 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
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
CREATE TRIGGER requests_adopt_video AFTER INSERT ON requests
BEGIN
    UPDATE videos SET is_orphaned = 0 WHERE video_id = NEW.video_id AND is_orphaned = 1;
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
CREATE TRIGGER charges_made AFTER UPDATE OF state ON videos WHEN NEW.state = 'ready'
BEGIN
    UPDATE charges SET state = 'charged'
    WHERE video_id = NEW.video_id AND queued_at = NEW.queued_at AND state = 'taken';
END;
CREATE TRIGGER charges_unknown AFTER UPDATE OF state ON videos
    WHEN NEW.charges AND NEW.state = 'unknown' AND NEW.api_task_id IS NULL
        AND NOT (NEW.reason IS 'already-exists' AND NEW.submits <= 1)
BEGIN
    INSERT INTO charges (video_id, queued_at, guild_id, state)
        VALUES (NEW.video_id, NEW.queued_at, NEW.guild_id, 'doubtful')
        ON CONFLICT DO NOTHING;
END;
CREATE INDEX task_contracts_by_age ON task_contracts (found_at);
CREATE INDEX job_events_of_request ON job_events (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX job_events_of_video ON job_events (video_id) WHERE video_id IS NOT NULL;
COMMIT;
PRAGMA user_version = 4;
