"""Use cases, one module a feature, one transaction each; no Discord types."""
