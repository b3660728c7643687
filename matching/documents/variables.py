"""The names that the templates may use: what each holds, with an example that is nobody's."""

from psf.documents.kinds import Variable as V
from psf.french.days import WEEKDAYS

FRAMEWORK = (
    V("date_du_jour", "Date de production du document", "22 novembre 2026"),
    V("code_dossier", "Code public du parcours", "P-2026-00042"),
    V(
        "marche",
        "Référence et objet du marché ; vide pour une offre volontaire",
        "2026-M-014, Entretien des espaces verts",
    ),
    V("acheteur", "Acheteur du marché ; vide pour une offre volontaire", "Ville d'exemple"),
)
PEOPLE = (
    V("jeune_prenom", "Prénom du jeune", "Dominique"),
    V("jeune_nom", "Nom du jeune", "Exemple"),
    V("jeune_naissance", "Date de naissance du jeune", "14 mars 2009"),
    V("jeune_adresse", "Adresse du jeune", "3 rue de l'Exemple, Saint-Denis"),
    V("mineur", "« oui » si le jeune est mineur, vide sinon", "oui"),
    V(
        "representant_legal",
        "Représentant légal d'un mineur ; vide pour un majeur",
        "Claude Exemple",
    ),
    V("tuteur_pedagogique", "Tuteur pédagogique", "Camille Exemple"),
    V("tuteur_pedagogique_telephone", "Son téléphone, sinon celui du service", "01 99 00 12 34"),
    V("service", "Service qui suit le jeune", "MLDS du bassin de Saint-Denis"),
    V("etablissement", "Établissement support", "Lycée de l'Exemple, Saint-Denis"),
    V("etablissement_uai", "Numéro UAI de l'établissement", "0930000A"),
)
COMPANY = (
    V("entreprise", "Entreprise titulaire", "Atelier du Canal"),
    V("entreprise_siret", "Son SIRET", "73282932000074"),
    V("entreprise_adresse", "Son adresse", "12 quai de l'Exemple, Saint-Denis"),
    V("entreprise_representant", "Responsable connu de l'entreprise", "Sacha Exemple"),
    V("sous_traitant", "Sous-traitant qui accueille ; vide sinon", ""),
    V("lieu", "Lieu d'accueil", "Atelier principal, Saint-Denis"),
    V("lieu_adresse", "Adresse du lieu d'accueil", "12 quai de l'Exemple, Saint-Denis"),
    V("tuteur_entreprise", "Tuteur entreprise", "Alix Exemple"),
    V("tuteur_entreprise_fonction", "Sa fonction", "Chef d'atelier"),
    V("tuteur_entreprise_telephone", "Son téléphone", "01 99 00 56 78"),
)
DATES = (
    V("debut", "Premier jour", "4 janvier 2027"),
    V("fin", "Dernier jour", "29 janvier 2027"),
)
CONVENTION = (
    *FRAMEWORK,
    *PEOPLE,
    *COMPANY,
    *DATES,
    V("heures", "Heures prévues", "150"),
    V(
        "emploi_du_temps",
        "Une ligne par période : dates, jours, horaires, pause, heures par semaine",
        "Du 4 janvier 2027 au 29 janvier 2027 : lundi, mardi, mercredi, jeudi, vendredi, de 9 h à 17 h (pause de 60 minutes), soit 35 h par semaine.",
    ),
    V("taches", "Tâches confiées", "Accueil, préparation des commandes, présentation du secteur."),
    V(
        "objectifs",
        "Objectifs écrits avec le jeune ; vide s'ils ne le sont pas",
        "Découvrir un métier et l'accueil du public.",
    ),
    V("tenue", "Tenue et équipement", "Chaussures de sécurité fournies"),
    V("repas", "Repas", "Réfectoire, micro-ondes"),
    V("transport", "Transport", "Métro 13, Basilique"),
    V(
        "gratification",
        "Phrase sur la gratification, d'après les heures et le marché",
        "Aucune gratification n'est due par la loi pour ces heures.",
    ),
)
ATTESTATION = (
    *FRAMEWORK,
    *PEOPLE,
    *COMPANY,
    *DATES,
    V("heures_presence", "Total des heures de présence enregistrées", "140"),
    V(
        "semaines",
        "Une ligne par semaine de présence",
        "Semaine du 4 janvier 2027 : 35 h\nSemaine du 11 janvier 2027 : 35 h",
    ),
)
PRESENCE = (
    *FRAMEWORK,
    *PEOPLE,
    *COMPANY,
    *DATES,
    V("semaine_du", "Lundi de la semaine", "4 janvier 2027"),
    *(
        V(
            f"{day}_prevu",
            f"Horaires prévus le {day} ; vide sans présence",
            "" if day == "samedi" else "09:00 – 17:00",
        )
        for day in WEEKDAYS[:6]
    ),
)
RAPPEL = (
    V("date_du_jour", "Date de production du document", "22 novembre 2026"),
    V("acheteur", "Acheteur", "Ville d'exemple"),
    V("acheteur_contact", "Personne qui suit le marché chez l'acheteur", "Morgan Exemple"),
    V("marche_reference", "Référence du marché", "2026-M-014"),
    V("marche_objet", "Objet du marché", "Entretien des espaces verts"),
    V("article", "Article du CCAP ou CCP, sinon sa désignation", "article 12.3"),
    V("notifie_le", "Date de notification", "2 mars 2026"),
    V("fin_periode_ferme", "Fin de la période ferme", "1er mars 2027"),
    V("penalites", "Pénalités prévues par le marché ; vide sinon", ""),
    V("entreprise", "Entreprise titulaire", "Atelier du Canal"),
    V("entreprise_adresse", "Son adresse", "12 quai de l'Exemple, Saint-Denis"),
    V("entreprise_contacts", "Personnes connues de l'entreprise", "Alix Exemple, Sacha Exemple"),
    V("offre", "Code de l'offre de parcours", "O-2026-00017"),
    V("offre_declaree_le", "Date de déclaration de l'offre", "9 mars 2026"),
    V("heures_dues", "Heures dues", "300"),
    V(
        "tentatives",
        "Une ligne par appel ou message : date et résultat, jamais de texte libre",
        "3 novembre 2026 : présentation d'un jeune transmise à l'entreprise\n6 novembre 2026 : appel, pas de réponse",
    ),
    V(
        "reponse",
        "Phrase : aucune réponse à ce jour, ou ce que l'entreprise a dit et quand",
        "À ce jour, aucune réponse ne nous est parvenue.",
    ),
    V("nombre_tentatives", "Nombre de ces lignes", "2"),
    V(
        "delai_reponse",
        "Délai pour répondre : entre ce rappel et la libération du jeune",
        "13 jours",
    ),
    V("service", "Service qui suit l'offre", "MLDS du bassin de Saint-Denis"),
    V("service_telephone", "Son téléphone", "01 99 00 93 93"),
)
