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
    V("prive", "« oui » si l'acheteur n'est pas soumis à la commande publique ; sinon vide", ""),
    V(
        "marche",
        "Comment s'appelle l'accord : « marché », ou « contrat » d'un acheteur privé",
        "marché",
    ),
    V(
        "titulaire",
        "Qui l'exécute : « titulaire », ou « prestataire » d'un acheteur privé",
        "titulaire",
    ),
    V("piece", "Pièce où la clause est écrite", "CCAP ou le CCP"),
    V("consultation_piece", "Pièce qui annonce la clause", "règlement de la consultation"),
    V("periode_ferme", "Mois entiers de la période ferme", "24"),
    V("duree_ferme", "Durée de la période ferme, en mois et en jours", "24 mois"),
    V(
        "non_comprises",
        "« , reconductions non comprises », après cette durée ; vide sans reconduction",
        "",
    ),
    V("sans_marche", "« oui » des documents vierges, remis hors de tout marché ; sinon vide", ""),
    V("heures", "Nombre d'heures de la clause, tous lots réunis, tranche ferme seule", "450"),
    V(
        "volume",
        "Les mêmes heures en jours et en semaines",
        "450 heures (environ 65 jours, soit 13 semaines)",
    ),
    V(
        "votre_volume",
        "Les heures d'une entreprise, après « pour »",
        "450 heures (environ 65 jours, soit 13 semaines) en tout",
    ),
    V(
        "engagement",
        "Les heures dues et par qui, en phrases : les mêmes dans tous les documents",
        "Le volume minimal est de 450 heures (environ 65 jours, soit 13 semaines).",
    ),
    V("lots", "Heures de chaque lot, une ligne par lot ; vide sans lots", ""),
    V("lot_sans_clause", "« oui » si un lot ne porte pas la clause ; sinon vide", ""),
    V("mutualisation", "« oui » si les heures des lots sont mises en commun ; sinon vide", ""),
    V("declenchement", "Montant de déclenchement d'un accord-cadre sans minimum ; sinon vide", ""),
    V("tranches", "Heures de chaque tranche, une ligne par tranche ; vide sans tranches", ""),
    V("a_la_commande", "« oui » d'un accord-cadre sans minimum ; sinon vide", ""),
    V(
        "commandes",
        "Quand les heures d'un accord-cadre sans minimum sont dues, en phrases ; sinon vide",
        "",
    ),
    V(
        "groupement",
        "Ce que deviennent les heures d'un groupement d'achat, en phrases ; sinon vide",
        "",
    ),
    V("partenariat", "« oui » si une convention lie l'acheteur à la MLDS ; sinon vide", "oui"),
    V(
        "consultation",
        "Convention, ou consultation de la MLDS et sa date ; un blanc entre crochets sans date",
        "Une convention de partenariat lie la Ville de Valfleury à la mission de lutte contre le décrochage"
        " scolaire (MLDS).",
    ),
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
    V(
        "observations",
        "Jours laissés à l'entreprise avant toute pénalité ; vide sans pénalité",
        "15",
    ),
    V(
        "plafond",
        "Plafond des pénalités, en une phrase ; vide sans pénalité",
        "Le total des pénalités de la présente clause est plafonné à 10 % du montant hors taxes du marché.",
    ),
    V(
        "plancher",
        "Ce que deviennent les petites sommes, en une phrase ; vide sans pénalité",
        "Les pénalités sont dues dès le premier euro.",
    ),
    V(
        "penalites_droit",
        "D'un contrat privé, ce que le code civil dit des pénalités ; sinon vide",
        "",
    ),
    V("lien_objet", "Lien avec l'objet du marché, en une phrase", ""),
    V(
        "seuil_europeen",
        "Au-dessus des seuils européens, une phrase que l'acheteur confirme ; un blanc entre crochets si"
        " leur comparaison n'est pas possible ; sinon vide",
        "",
    ),
    V("mineurs", "Travaux interdits ou réglementés aux mineurs, en une phrase", ""),
    V("accident", "Déclaration d'un accident, en une phrase", ""),
    V("stagiaires", "Nombre de stagiaires et registre du personnel, en une phrase", ""),
    V("lieu_accueil", "Où le jeune est accueilli, en une phrase", ""),
    V(
        "resiliation",
        "Résiliation pour faute : celle du CCAG visé, ou en toutes lettres sans CCAG",
        "",
    ),
    V("regularisation", "Régularisation d'une offre sans fiche, en une phrase ; sinon vide", ""),
    V("ccag", "CCAG que vise le marché ; vide s'il n'en vise aucun", "CCAG-FCS"),
    V(
        "derogations",
        "Dérogations à lister au dernier article du CCAP, une ligne chacune ; vide sans CCAG",
        "L'article du CCAP sur la clause sociale de formation déroge à l'article 14.1.1 du CCAG-FCS"
        " (montant et calcul des pénalités).",
    ),
    V("points_de_droit", "Points de droit à faire confirmer, une ligne chacun", ""),
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
