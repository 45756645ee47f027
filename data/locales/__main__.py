"""``python -m data.locales``: write the template anew, and merge it into the catalogues."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module

from data.locales import catalogues


def main() -> None:
    """Write the template and every catalogue; name what is left to translate."""
    # By name: the client stands above this package, which only asks it for its texts.
    tree = asyncio.run(import_module("bot.command_texts").collect_texts())
    template = catalogues.extract(tree)
    catalogues.write(template, catalogues.TEMPLATE)
    for code in catalogues.TRANSLATED:
        catalogue = catalogues.merge(code, template)
        catalogues.write(catalogue, catalogues.path_of(code))
        missing = sum(bool(m.id) and not catalogues.is_translated(m) for m in catalogue)
        sys.stdout.write(f"{code}: {len(catalogue)} texts, {missing} to translate\n")


main()
