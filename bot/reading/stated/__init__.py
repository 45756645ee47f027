"""Facts as posts state them: behind labels, in bare lines, in sentences."""
