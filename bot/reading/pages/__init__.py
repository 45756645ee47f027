"""Pages, feed items and plain text to blocks: where the post is, and what its markup means."""
