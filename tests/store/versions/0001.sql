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
INSERT INTO "hints" VALUES('20cf973ed189665b','h-20cf973ed189665b',1767268800.0,0);
INSERT INTO "hints" VALUES('23dbce6a52faa487','h-23dbce6a52faa487',1767268800.0,0);
INSERT INTO "hints" VALUES('bd518c71a10ac3a5','h-bd518c71a10ac3a5',1767268800.0,0);
INSERT INTO "hints" VALUES('d329054bae68b96a','h-d329054bae68b96a',1767268800.0,0);
INSERT INTO "hints" VALUES('d5e1b34f8c801af9','h-d5e1b34f8c801af9',1767268800.0,0);
INSERT INTO "hints" VALUES('dd47a4d0b9998130','h-dd47a4d0b9998130',1767268800.0,0);
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('command tree synced','abc');
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
INSERT INTO "requests" VALUES('abe5fa91eb7d72e3','d329054bae68b96a',1,10,100,1574543834853933057,'de','en-US',0,'waiting',NULL,NULL,NULL,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('386470e541c733fc','d5e1b34f8c801af9',1,10,100,1574543834912653314,'de','en-US',0,'waiting',NULL,NULL,NULL,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('f0de6185e73ea585','dd47a4d0b9998130',1,10,100,1574543834967179267,'de','en-US',0,'waiting',NULL,NULL,NULL,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('1c62272c730bf57c','bd518c71a10ac3a5',1,10,100,1574543835013316612,'de','en-US',0,'posting','ready',NULL,NULL,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('d6241122ce765f53','20cf973ed189665b',1,10,100,1574543835130757125,'de','en-US',0,'posting','failed','build-failed',NULL,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('616ce25cf6b4db0e','23dbce6a52faa487',1,10,100,1574543835206254598,'de','en-US',0,'posting','unknown','deadline',NULL,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('7a744e4af77b41f3','e408ca96b04360bb',1,10,100,1574543835281752071,'de','en-US',0,'waiting',NULL,NULL,9000000000000000001,0,NULL,NULL,0,NULL,1767268800.0,NULL);
INSERT INTO "requests" VALUES('b60fd0be3661a658','94529f72aa02c5d4',1,10,100,1574543835365638152,'de','en-US',0,'posting','ready',NULL,9000000000000000001,0,NULL,1767268800.0,0,1767268800.0,1767268800.0,NULL);
INSERT INTO "requests" VALUES('54bc8f96f5b5bcb1','60f28f64ce660d02',1,10,100,1574543835432747017,'de','en-US',0,'posted','ready',NULL,9000000000000000001,0,7,1767268800.0,0,NULL,1767268800.0,1767268800.0);
INSERT INTO "requests" VALUES('37ebdbb6d2de44d8','a6aa686bd20cfee3',1,10,100,1574543835550187530,'de','en-US',0,'told','ready',NULL,9000000000000000001,0,7,1767268800.0,0,NULL,1767268800.0,1767268800.0);
INSERT INTO "requests" VALUES('6172e6856d740523','bd21ee7bd304a17a',1,10,100,1574543835634073611,'de','en-US',0,'cancelled',NULL,NULL,9000000000000000001,0,NULL,NULL,0,NULL,1767268800.0,1767268800.0);
INSERT INTO "requests" VALUES('73a8bf1b8cf58568','7fbc169e9a6bb0ab',1,10,100,1574543835734736908,'de','en-US',0,'undeliverable','ready',NULL,9000000000000000001,0,7,1767268800.0,0,NULL,1767268800.0,1767268800.0);
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
INSERT INTO "videos" VALUES('d329054bae68b96a','cloud','video-queued','audio-1',1,'Ada 🎵',NULL,'queued',1,'94EKO29USI0OkD3xwnNdug',NULL,0,NULL,NULL,1767268800.0,1767268800.0,NULL,NULL,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('d5e1b34f8c801af9','cloud','video-submitting','audio-1',1,'Ada 🎵',NULL,'submitting',1,'d9XYZlkKb1CpP9zOcl_uhg',NULL,1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('dd47a4d0b9998130','cloud','video-rendering','audio-1',1,'Ada 🎵',NULL,'rendering',1,'E_ILYQsZlZtFhLagH8cnVQ','v-dd47a4d0b9998130',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('bd518c71a10ac3a5','cloud','video-ready','audio-1',1,'Ada 🎵',NULL,'ready',1,'sBOQZJ7NHyDy5WyR9uiDVQ','v-bd518c71a10ac3a5',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('20cf973ed189665b','cloud','video-failed','audio-1',1,'Ada 🎵',NULL,'failed',1,'3GPRvAzjWRC36mYPGaRDxA','v-20cf973ed189665b',1,'build-failed',NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('23dbce6a52faa487','cloud','video-unknown','audio-1',1,'Ada 🎵',NULL,'unknown',1,'km6eY3Ol8mRXTTPyF9-2Bw','v-23dbce6a52faa487',1,'deadline',NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268800.0,NULL,NULL);
INSERT INTO "videos" VALUES('e408ca96b04360bb','cloud','request-waiting','audio-1',1,NULL,'club.example','rendering',1,'2MroQn_LKM1alAr8ZY0fng','v-e408ca96b04360bb',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268860.0,NULL,NULL);
INSERT INTO "videos" VALUES('94529f72aa02c5d4','cloud','request-posting','audio-1',1,NULL,'club.example','ready',1,'zWhK8EgT3V2rUTla6n_YOA','v-94529f72aa02c5d4',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('60f28f64ce660d02','cloud','request-posted','audio-1',1,NULL,'club.example','ready',1,'yumHxEbRxft-MqMdFLXNQg','v-60f28f64ce660d02',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('a6aa686bd20cfee3','cloud','request-told','audio-1',1,NULL,'club.example','ready',1,'CWxITuHaVL3pJozyDlLc_Q','v-a6aa686bd20cfee3',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
INSERT INTO "videos" VALUES('bd21ee7bd304a17a','cloud','request-cancelled','audio-1',1,NULL,'club.example','rendering',1,'7BplGP3xhtxkAUYA1zV8dA','v-bd21ee7bd304a17a',1,NULL,NULL,1767268800.0,1767268800.0,1767268800.0,1767272400.0,1767268860.0,NULL,NULL);
INSERT INTO "videos" VALUES('7fbc169e9a6bb0ab','cloud','request-undeliverable','audio-1',1,NULL,'club.example','ready',1,'bz8RJSlTJRGk9rOSxO9dyQ','v-7fbc169e9a6bb0ab',1,NULL,'https://videos.example/x.mp4',1767268800.0,1767268800.0,1767268800.0,1767272400.0,NULL,1767268800.0,1768478400.0);
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
COMMIT;
PRAGMA user_version = 1;
