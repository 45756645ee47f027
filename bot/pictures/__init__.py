"""Pictures the bot draws and pictures it takes in: bytes in, bytes out."""
