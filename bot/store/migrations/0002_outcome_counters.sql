-- What is counted for the host, and what is found when its time of keeping is over.

-- How often something ended how, since the database was made: outlives restarts and retention.
CREATE TABLE outcomes (
    life    TEXT NOT NULL CHECK (life IN ('video', 'request')),
    outcome TEXT NOT NULL,
    reason  TEXT NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (life, outcome, reason)
) STRICT, WITHOUT ROWID;

INSERT INTO outcomes (life, outcome, reason, count)
    SELECT 'video', state, coalesce(reason, ''), count(*) FROM videos
    WHERE state IN ('ready', 'failed', 'unknown') GROUP BY state, coalesce(reason, '');
INSERT INTO outcomes (life, outcome, reason, count)
    SELECT 'request', state, coalesce(reason, ''), count(*) FROM requests
    WHERE state IN ('posted', 'told', 'cancelled', 'undeliverable')
    GROUP BY state, coalesce(reason, '');

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
