"""«Suivi des parcours»: open actions and nothing else, by tab, oldest first."""
