"""TVmaze: https://www.tvmaze.com/api."""
