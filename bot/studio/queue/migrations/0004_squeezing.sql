-- How large an order's video may be, in bytes (0: any size, NULL: as the host has set), and what was
-- given up for that: JSON, NULL for nothing.
ALTER TABLE videos ADD COLUMN most_bytes INTEGER;
ALTER TABLE videos ADD COLUMN squeeze TEXT;

-- The names of docs/glossary.md.
ALTER TABLE videos RENAME COLUMN edition TO variant;
ALTER TABLE videos RENAME COLUMN starts TO attempts;   -- renders begun and not given back
ALTER TABLE videos RENAME COLUMN deaths TO crashes;    -- renders whose process died
DROP INDEX one_video_an_edition;
CREATE UNIQUE INDEX one_video_per_variant ON videos (task_id, audio_id, variant)
    WHERE state IN ('queued', 'rendering', 'ready');

-- How an order's video is to look, and which part of its song it shows: JSON, NULL for nothing said.
ALTER TABLE videos ADD COLUMN options TEXT;
