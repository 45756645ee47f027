"""How people's names are compared."""

from __future__ import annotations

import unicodedata


def fold_name(name: str) -> str:
    """Fold a person's name: "Seo In-Guk", "Seo In Guk" and "SEO INGUK" are one.

    Letters of every script stay; case, accents on Latin letters, spaces and signs do not.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return "".join(c for c in unicodedata.normalize("NFKC", bare) if c.isalnum())[:200]
