"""TMDB: https://developer.themoviedb.org."""
