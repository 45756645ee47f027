"""Query functions, one module a feature: session first, domain values back, no commits."""
