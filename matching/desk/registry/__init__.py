"""« Parcours »: the registry of all files, whatever their stage; a row opens its dossier."""
