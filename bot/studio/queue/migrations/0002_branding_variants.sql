-- A track has one video an edition at most; '' is the common one.
ALTER TABLE videos ADD COLUMN edition TEXT NOT NULL DEFAULT '';
DROP INDEX one_video_a_track;
CREATE UNIQUE INDEX one_video_an_edition ON videos (task_id, audio_id, edition)
    WHERE state IN ('queued', 'rendering', 'ready');
