"""What the tests share: checkers of everything the bot sends to Discord."""
