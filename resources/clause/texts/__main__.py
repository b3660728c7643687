from resources.clause.texts import FOLDER, SHEETS

for slug, write in SHEETS.items():
    write().save(FOLDER / f"{slug}.docx")
