"""Wikidata: https://www.wikidata.org/wiki/Wikidata:Data_access."""
