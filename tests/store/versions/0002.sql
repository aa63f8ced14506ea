BEGIN TRANSACTION;
CREATE TABLE branding (
    guild_id    INTEGER NOT NULL,
    channel_id  INTEGER NOT NULL,
    author      TEXT,
    domain_name TEXT,
    updated_by  INTEGER NOT NULL,
    updated_at  REAL NOT NULL,
    PRIMARY KEY (guild_id, channel_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "branding" VALUES(1,0,'A',NULL,5,1767268800.0);
CREATE TABLE hints (
    video_id    TEXT NOT NULL REFERENCES videos ON DELETE CASCADE,
    api_task_id TEXT NOT NULL,
    received_at REAL NOT NULL,
    is_open     INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    PRIMARY KEY (video_id, api_task_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "hints" VALUES('3d0df1f748e21392','h-3d0df1f748e21392',1767268800.0,0);
INSERT INTO "hints" VALUES('42d0c7eeda2f476e','h-42d0c7eeda2f476e',1767268800.0,0);
INSERT INTO "hints" VALUES('4bf71ccf279b073d','h-4bf71ccf279b073d',1767268800.0,0);
INSERT INTO "hints" VALUES('8fda5cece7979ccc','h-8fda5cece7979ccc',1767268800.0,0);
INSERT INTO "hints" VALUES('bab80d034fbe4137','h-bab80d034fbe4137',1767268800.0,0);
INSERT INTO "hints" VALUES('d38126b8e29fc301','h-d38126b8e29fc301',1767268800.0,0);
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('command tree synced','abc');
CREATE TABLE outcomes (
    life    TEXT NOT NULL CHECK (life IN ('video', 'request')),
    outcome TEXT NOT NULL,
    reason  TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (life, outcome, reason)
) STRICT, WITHOUT ROWID;
INSERT INTO "outcomes" VALUES('request','cancelled','',1);
INSERT INTO "outcomes" VALUES('request','posted','',1);
INSERT INTO "outcomes" VALUES('request','told','',1);
INSERT INTO "outcomes" VALUES('request','undeliverable','',1);
INSERT INTO "outcomes" VALUES('video','failed','build-failed',1);
INSERT INTO "outcomes" VALUES('video','ready','',5);
INSERT INTO "outcomes" VALUES('video','unknown','deadline',1);
CREATE TABLE requests (
    request_id        TEXT PRIMARY KEY,
    video_id          TEXT NOT NULL REFERENCES videos,
    guild_id          INTEGER NOT NULL,
    channel_id        INTEGER NOT NULL,
    user_id           INTEGER NOT NULL,
    interaction_id    INTEGER NOT NULL UNIQUE,
    locale            TEXT NOT NULL,
    guild_locale      TEXT NOT NULL,
    is_reuse          INTEGER NOT NULL DEFAULT 0 CHECK (is_reuse IN (0, 1)),
    state             TEXT NOT NULL CHECK (
        state IN ('waiting', 'posting', 'posted', 'told', 'cancelled', 'undeliverable')
    ),
    verdict           TEXT CHECK (verdict IN ('ready', 'failed', 'unknown')),
    reason            TEXT,
    status_message_id INTEGER,
    is_status_stale   INTEGER NOT NULL DEFAULT 0 CHECK (is_status_stale IN (0, 1)),
    message_id        INTEGER,
    posting_at        REAL,
    attempts          INTEGER NOT NULL DEFAULT 0,
    due_at            REAL,
    created_at        REAL NOT NULL,
    finished_at       REAL
) STRICT;
INSERT INTO "requests" VALUES('2202e388acd3e5be','bab80d034fbe4137',1,10,100,1574543836116418573,'de','en-US',0,'waiting',NULL,NULL,NULL,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('426b367e8fc6e929','8fda5cece7979ccc',1,10,100,1574543836170944526,'de','en-US',0,'waiting',NULL,NULL,NULL,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('b439ab03133f233b','3d0df1f748e21392',1,10,100,1574543836238053391,'de','en-US',0,'waiting',NULL,NULL,NULL,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('2f8480badd858e7c','4bf71ccf279b073d',1,10,100,1574543836305162256,'de','en-US',0,'posting','ready',NULL,NULL,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('f616957b4e683508','42d0c7eeda2f476e',1,10,100,1574543836389048337,'de','en-US',0,'posting','failed','build-failed',NULL,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('81afedfbd791d6d7','d38126b8e29fc301',1,10,100,1574543836489711634,'de','en-US',0,'posting','unknown','deadline',NULL,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('5754513e2c422a07','1345e71a3184d053',1,10,100,1574543836561014803,'de','en-US',0,'waiting',NULL,NULL,9000000000000000001,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('9ee986f370386533','0fbbf10fa2e3944a',1,10,100,1574543836594569236,'de','en-US',0,'posting','ready',NULL,9000000000000000001,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('5570bf3067a146b4','cc5118151cbcc56d',1,10,100,1574543836691038229,'de','en-US',0,'posted','ready',NULL,9000000000000000001,0,7,1767268800.0,0,NULL,1767268800.0,1767268800.0);
INSERT INTO "requests" VALUES('17a600b0e31c6535','4b4e40cafad99c83',1,10,100,1574543836791701526,'de','en-US',0,'told','ready',NULL,9000000000000000001,0,7,1767268800.0,0,NULL,1767268800.0,1767268800.0);
INSERT INTO "requests" VALUES('efce0956b3e7c550','a2f6e162bf701b58',1,10,100,1574543836892364823,'de','en-US',0,'cancelled',NULL,NULL,9000000000000000001,0,NULL,NULL,0,NULL,1767268800.0,1767268800.0);
INSERT INTO "requests" VALUES('93bfc95fd669e451','3d3c4da82477b930',1,10,100,1574543837009805336,'de','en-US',0,'undeliverable','ready',NULL,9000000000000000001,0,7,1767268800.0,0,NULL,1767268800.0,1767268800.0);
CREATE TABLE tracks (
    task_id          TEXT NOT NULL,
    audio_id         TEXT NOT NULL,
    position         INTEGER NOT NULL,
    title            TEXT,
    duration_seconds REAL,
    image_url        TEXT,
    seen_at          REAL NOT NULL,
    PRIMARY KEY (task_id, audio_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "tracks" VALUES('video-ready','audio-1',1,'Iron ''Man''
',NULL,NULL,1767268800.0);
CREATE TABLE videos (
    video_id     TEXT PRIMARY KEY,
    provider     TEXT NOT NULL CHECK (provider IN ('cloud', 'studio')),
    task_id      TEXT NOT NULL,
    audio_id     TEXT NOT NULL,
    guild_id     INTEGER NOT NULL,
    author       TEXT,
    domain_name  TEXT,
    state        TEXT NOT NULL CHECK (
        state IN ('queued', 'submitting', 'rendering', 'ready', 'failed', 'unknown')
    ),
    attempt      INTEGER NOT NULL DEFAULT 1,
    token        TEXT NOT NULL,
    api_task_id  TEXT,
    submits      INTEGER NOT NULL DEFAULT 0,
    reason       TEXT,
    video_url    TEXT,
    created_at   REAL NOT NULL,
    queued_at    REAL NOT NULL,
    submitted_at REAL,
    deadline_at  REAL,
    due_at       REAL,
    completed_at REAL,
    expires_at   REAL,
    UNIQUE (provider, task_id, audio_id),
    UNIQUE (provider, api_task_id)
) STRICT;
INSERT INTO "videos" VALUES('bab80d034fbe4137','cloud','video-queued','audio-1',1,'Ada 🎵',NULL,'queued',1,'ufTeVGGBUzY28fQlRbjBIA',NULL,0,NULL,NULL,1767268800.0,1767268800.0,NULL,NULL,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('8fda5cece7979ccc','cloud','video-submitting','audio-1',1,'Ada 🎵',NULL,'submitting',1,'Ovee86PYsJv_Mk321iqE8g',NULL,1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('3d0df1f748e21392','cloud','video-rendering','audio-1',1,'Ada 🎵',NULL,'rendering',1,'6eyOG6UriEd2eHG86QIwsQ','v-3d0df1f748e21392',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('4bf71ccf279b073d','cloud','video-ready','audio-1',1,'Ada 🎵',NULL,'ready',1,'PnNlYV3WjsmeIWFiT_3GIw','v-4bf71ccf279b073d',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('42d0c7eeda2f476e','cloud','video-failed','audio-1',1,'Ada 🎵',NULL,'failed',1,'Kealp_oCOzH-yPsnBe9Nog','v-42d0c7eeda2f476e',1,'build-failed',NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('d38126b8e29fc301','cloud','video-unknown','audio-1',1,'Ada 🎵',NULL,'unknown',1,'pCDbx_0_oGcMbpWeVJf8Mw','v-d38126b8e29fc301',1,'deadline',NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('1345e71a3184d053','cloud','request-waiting','audio-1',1,NULL,'club.example','rendering',1,'KqlOCq9xIFf0b2XHLkts7w','v-1345e71a3184d053',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268860.0,NULL,NULL);
INSERT INTO "videos" VALUES('0fbbf10fa2e3944a','cloud','request-posting','audio-1',1,NULL,'club.example','ready',1,'Ncog-Vps57G9Lx_QKvivyw','v-0fbbf10fa2e3944a',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('cc5118151cbcc56d','cloud','request-posted','audio-1',1,NULL,'club.example','ready',1,'Sq-4mOyx7FU4QaOmbihq9Q','v-cc5118151cbcc56d',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('4b4e40cafad99c83','cloud','request-told','audio-1',1,NULL,'club.example','ready',1,'32N9_-XZ51pLKuKX9beWQw','v-4b4e40cafad99c83',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('a2f6e162bf701b58','cloud','request-cancelled','audio-1',1,NULL,'club.example','rendering',1,'aKQmA0ZxBeYAe6o-PV_3KA','v-a2f6e162bf701b58',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268860.0,NULL,NULL);
INSERT INTO "videos" VALUES('3d3c4da82477b930','cloud','request-undeliverable','audio-1',1,NULL,'club.example','ready',1,'eofyb_54_HBKRl_raFr3ow','v-3d3c4da82477b930',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
CREATE INDEX videos_due ON videos (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX videos_submitted ON videos (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE TRIGGER hints_wake_new AFTER INSERT ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE TRIGGER hints_wake_again AFTER UPDATE ON hints WHEN NEW.is_open
BEGIN
    UPDATE videos SET due_at = NEW.received_at WHERE video_id = NEW.video_id;
END;
CREATE INDEX requests_of_video ON requests (video_id);
CREATE INDEX requests_of_member ON requests (guild_id, user_id, created_at);
CREATE INDEX requests_of_server ON requests (guild_id, created_at);
CREATE INDEX requests_waiting ON requests (video_id) WHERE state = 'waiting';
CREATE INDEX requests_posting ON requests (due_at) WHERE state = 'posting';
CREATE INDEX requests_stale ON requests (request_id) WHERE is_status_stale = 1;
CREATE UNIQUE INDEX requests_open ON requests (video_id, channel_id, user_id)
    WHERE state IN ('waiting', 'posting');
CREATE TRIGGER videos_restate AFTER UPDATE OF state ON videos WHEN NEW.state <> OLD.state
BEGIN
    UPDATE requests SET is_status_stale = 1
    WHERE video_id = NEW.video_id AND status_message_id IS NOT NULL;
END;
CREATE TRIGGER requests_restate AFTER UPDATE OF state ON requests
    WHEN NEW.state <> OLD.state AND NEW.status_message_id IS NOT NULL
BEGIN
    UPDATE requests SET is_status_stale = 1 WHERE request_id = NEW.request_id;
END;
CREATE TRIGGER videos_counted AFTER UPDATE OF state ON videos
    WHEN NEW.state <> OLD.state AND NEW.state IN ('ready', 'failed', 'unknown')
BEGIN
    INSERT INTO outcomes (life, outcome, reason, count)
        VALUES ('video', NEW.state, coalesce(NEW.reason, ''), 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER requests_counted AFTER UPDATE OF state ON requests
    WHEN NEW.state <> OLD.state
        AND NEW.state IN ('posted', 'told', 'cancelled', 'undeliverable')
BEGIN
    INSERT INTO outcomes (life, outcome, reason, count)
        VALUES ('request', NEW.state, coalesce(NEW.reason, ''), 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE INDEX requests_finished ON requests (finished_at) WHERE finished_at IS NOT NULL;
COMMIT;
PRAGMA user_version = 2;
