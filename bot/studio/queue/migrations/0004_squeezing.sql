-- How large an order's video may be, in bytes (0: any size, NULL: as the host has set), and what was
-- given up for that: JSON, NULL for nothing.
ALTER TABLE videos ADD COLUMN most_bytes INTEGER;
ALTER TABLE videos ADD COLUMN squeeze TEXT;
