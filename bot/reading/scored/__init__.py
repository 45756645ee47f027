"""The author's score, in whatever form."""
