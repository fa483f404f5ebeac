"""Journals of learners: kept in SQL, replayed into worlds, cached for everybody."""
