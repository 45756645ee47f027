"""The tests, importable where they share something: tests.support, tests.wire."""
