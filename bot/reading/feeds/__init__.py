"""Blogs' feeds and exports to posts: pure, bounded, and as tolerant as what is out there."""
