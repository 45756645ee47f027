"""A loopback double of Discord: gateway and REST on 127.0.0.1, with faults on demand."""
