"""What the clause's templates may say, with an example of each."""

from psf.documents.kinds import Variable as V

VARIABLES = (
    V("acheteur", "Nom de l'acheteur", "Ville de Valfleury"),
    V("l_acheteur", "Le même avec son article, dans une phrase", "la Ville de Valfleury"),
    V("L_acheteur", "Le même en tête de phrase", "La Ville de Valfleury"),
    V("de_l_acheteur", "Le même après « de »", "de la Ville de Valfleury"),
    V("a_l_acheteur", "Le même après « à »", "à la Ville de Valfleury"),
    V("acheteur_pluriel", "« oui » si ce nom est au pluriel ; sinon vide", ""),
    V("objet", "Objet du marché", "Nettoyage des écoles"),
    V("reference", "Référence du marché ; vide si elle n'est pas connue", "2027-014"),
    V("nature", "Nature du marché ; vide pour un « autre marché »", "nettoyage des locaux"),
    V("pour_ce_marche", "La même, dans une phrase", "un marché de nettoyage des locaux"),
    V("periode_ferme", "Durée de la période ferme, en mois", "24"),
    V("heures", "Nombre d'heures de la clause, tous lots réunis", "450"),
    V(
        "volume",
        "Les mêmes heures en jours et en semaines",
        "450 heures (environ 65 jours, soit 13 semaines)",
    ),
    V("lots", "Heures de chaque lot, une ligne par lot ; vide sans lots", ""),
    V("mutualisation", "« oui » si les heures des lots sont mises en commun ; sinon vide", ""),
    V("declenchement", "Montant de déclenchement d'un accord-cadre sans minimum ; sinon vide", ""),
    V("partenariat", "« oui » si une convention lie l'acheteur à la MLDS ; sinon vide", "oui"),
    V("region", "Région académique ; vide si elle n'est pas choisie", "Normandie"),
    V(
        "contact",
        "Interlocuteur chez l'acheteur ; vide s'il n'est pas donné",
        "Service des marchés, marches@valfleury.example, 01 99 00 12 34",
    ),
    V(
        "gratification_accordee",
        "« oui » si la clause l'accorde dès la première heure ; sinon vide",
        "",
    ),
    V("seuil_heures", "Heures de présence au-delà desquelles la gratification est due", "308"),
    V(
        "taux",
        "Taux minimal en vigueur, avec sa date ; vide s'il n'est pas connu",
        "4,50 € par heure, en vigueur depuis le 1er janvier 2026",
    ),
    V(
        "cout",
        "Gratification d'un jeune qui ferait toutes les heures, en une phrase",
        "2 025 € au moins si un seul jeune fait les 450 heures.",
    ),
    V("penalites", "« oui » si l'acheteur en a choisi au moins une ; sinon vide", "oui"),
    V(
        "penalite_reunion",
        "Montant si l'interlocuteur manque la réunion ; vide si elle n'est pas choisie",
        "500 €",
    ),
    V("penalite_heures", "Montant par heure non réalisée ; vide si elle n'est pas choisie", "40 €"),
    V("penalite_retard", "Montant par jour ouvré de retard ; vide si elle n'est pas choisie", ""),
    V("delai_pieces", "Jours ouvrés laissés pour remettre les pièces", "10"),
    V("delai_remise", "Le même délai, avec son unité", "10 jours ouvrés"),
    V(
        "taches",
        "Exemples de tâches, une ligne par tâche",
        "– Préparer les chariots et le matériel\n– Compter et ranger le stock",
    ),
    V("date_du_jour", "Date à laquelle le document est fait", "22 novembre 2026"),
)
SAMPLES = {variable.name: variable.sample for variable in VARIABLES}
