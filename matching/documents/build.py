"""Writes the product's own Word templates: `python -m matching.documents.build`.

The texts are the project's own, after the rules and the public sources of its domain. Academies
replace them in the admin; these stay the last resort.
"""

from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH

from psf.documents.sheet import Sheet
from psf.french.days import WEEKDAYS

FOLDER = Path(__file__).parent / "templates"
DAYS = WEEKDAYS[:6]


class Page(Sheet):
    """The plain style of the file's documents: their words are kept as typed."""

    title_points, points_after = 20, 4
    typeset = staticmethod(str)

    def article(self, title: str, *paragraphs: str) -> None:
        self.heading(title)
        self.text(*paragraphs)


def parties(page) -> None:
    page.table(
        [
            (
                "L'entreprise",
                "{{ entreprise }} (SIRET {{ entreprise_siret }})\n{{ entreprise_adresse }}\nreprésentée par {{ entreprise_representant }}",
            ),
            ("L'établissement", "{{ etablissement }} (UAI {{ etablissement_uai }})"),
            (
                "Le jeune",
                "{{ jeune_prenom }} {{ jeune_nom }}, né(e) le {{ jeune_naissance }}\n{{ jeune_adresse }}",
            ),
            (
                "Tuteur entreprise",
                "{{ tuteur_entreprise }}, {{ tuteur_entreprise_fonction }}\n{{ tuteur_entreprise_telephone }}",
            ),
            (
                "Tuteur pédagogique",
                "{{ tuteur_pedagogique }}, {{ service }}\n{{ tuteur_pedagogique_telephone }}",
            ),
        ],
        widths=(4, 12.5),
        header=False,
    )
    page.when(
        "representant_legal", then=["**Représentant légal du jeune :** {{ representant_legal }}."]
    )
    page.when(
        "sous_traitant",
        then=[
            "**Entreprise d'accueil :** {{ sous_traitant }}, sous-traitant. {{ entreprise }} reste"
            " responsable du parcours devant l'acheteur ; une annexe est signée par le sous-traitant."
        ],
    )


def convention() -> Page:
    page = Page(
        "Convention de stage",
        "Parcours sous statut scolaire réalisé au titre d'une clause sociale de formation —"
        " dossier {{ code_dossier }}",
    )
    parties(page)
    page.article(
        "1. Objet",
        "La présente convention fixe les conditions d'un parcours de formation en entreprise pour un"
        " jeune suivi par la mission de lutte contre le décrochage scolaire. Le parcours sert à"
        " découvrir un milieu professionnel, à construire un projet ou à le confirmer ; il n'est pas"
        " un emploi.",
    )
    page.when(
        "marche",
        then=[
            "Il répond à la condition d'exécution du marché {{ marche }} passé par {{ acheteur }} (code"
            " de la commande publique, article L2112-2)."
        ],
    )
    page.article(
        "2. Statut du jeune",
        "Pendant tout le parcours, le jeune reste sous statut scolaire : il est inscrit à"
        " l'établissement ci-dessus et suivi par son tuteur pédagogique. Il n'est pas salarié de"
        " l'entreprise et n'y remplace personne.",
    )
    page.article(
        "3. Dates, durée et lieu",
        "Le parcours a lieu du **{{ debut }}** au **{{ fin }}**, pour **{{ heures }} heures** de"
        " présence prévues.",
        "Lieu : {{ lieu }} — {{ lieu_adresse }}.",
    )
    page.article(
        "4. Jours et horaires",
        "{{ emploi_du_temps }}",
        "Le rythme peut être adapté d'un commun accord ; le changement est daté et joint à la"
        " convention.",
    )
    page.document.add_paragraph("{%p if mineur %}")
    page.article(
        "5. Jeune mineur",
        "Le jeune est mineur au moment de la convention (code du travail, articles L3161-1, L3162-1 et suivants) :",
    )
    page.points(
        "35 heures de présence par semaine et 8 heures par jour au plus ;",
        "30 minutes de pause après 4 heures 30 de présence ;",
        "12 heures de repos d'un jour à l'autre (14 heures avant 16 ans) et deux jours de repos consécutifs"
        " par semaine ;",
        "aucune présence entre 22 heures et 6 heures (entre 20 heures et 6 heures avant 16 ans), ni"
        " le dimanche, ni un jour férié, sauf dérogation.",
    )
    page.document.add_paragraph("{%p else %}")
    page.article(
        "5. Jeune majeur",
        "La durée de présence est celle de l'article 4, dans la limite de celle de l'entreprise.",
    )
    page.document.add_paragraph("{%p endif %}")
    page.article("6. Activités et objectifs", "Tâches confiées : {{ taches }}")
    page.when("objectifs", then=["Objectifs du jeune : {{ objectifs }}"])
    page.text(
        "Les tâches comprennent toujours une présentation du secteur. Le jeune n'exécute"
        " aucun travail dangereux et n'est jamais laissé sans accompagnement."
    )
    page.article(
        "7. Conditions d'accueil",
        "Tenue et équipement : {{ tenue }}",
        "Repas : {{ repas }}",
        "Transport : {{ transport }}",
    )
    page.article("8. Gratification", "{{ gratification }}")
    page.article(
        "9. Accompagnement",
        "Le tuteur entreprise accueille le jeune, organise ses journées et répond de sa sécurité. Le"
        " tuteur pédagogique fait le point avec lui, chaque jour la première semaine, puis chaque"
        " semaine.",
        "Toute absence est signalée aussitôt par le tuteur entreprise au tuteur pédagogique :"
        " {{ tuteur_pedagogique_telephone }}. En cas d'accident, l'entreprise prévient sans délai"
        " l'établissement et le tuteur pédagogique.",
        "Responsabilité civile de l'entreprise (assureur, contrat) :"
        " …………………………………………………… Celle de l'établissement : ……………………………………………………",
    )
    page.article(
        "10. Présence et bilan",
        "Le jeune et le tuteur entreprise signent une feuille de présence par semaine. Le bilan"
        " croisé est ouvert dès le premier jour et complété par le jeune et ses deux tuteurs ; une"
        " attestation de présence est remise au jeune à la fin.",
    )
    page.article(
        "11. Interruption",
        "L'entreprise, le jeune ou l'établissement peut interrompre le parcours après en avoir parlé"
        " avec le tuteur pédagogique. Toute semaine commencée est déduite des heures dues par"
        " l'entreprise ; les heures qui restent peuvent être proposées à un autre jeune.",
    )
    page.article(
        "Signatures", "Fait le {{ date_du_jour }}, en autant d'exemplaires que de signataires."
    )
    page.table(
        [
            ("Signataire", "Nom, date et signature"),
            ("L'entreprise", "\n\n"),
            ("L'établissement", "\n\n"),
            ("Le jeune", "\n\n"),
            ("{%tr if representant_legal %}", ""),
            ("Le représentant légal", "\n\n"),
            ("{%tr endif %}", ""),
            ("{%tr if sous_traitant %}", ""),
            ("Le sous-traitant (annexe)", "\n\n"),
            ("{%tr endif %}", ""),
            ("Le tuteur entreprise", "\n\n"),
            ("Le tuteur pédagogique", "\n\n"),
        ],
        widths=(5, 11.5),
    )
    return page


def attestation() -> Page:
    page = Page("Attestation de présence", "Dossier {{ code_dossier }}")
    page.text(
        "{{ entreprise }} (SIRET {{ entreprise_siret }}), {{ entreprise_adresse }}, atteste que"
    )
    page.text(
        "**{{ jeune_prenom }} {{ jeune_nom }}**, né(e) le {{ jeune_naissance }}, sous statut scolaire"
        " de {{ etablissement }},"
    )
    page.text(
        "a été présent(e) du **{{ debut }}** au **{{ fin }}**, pour un total de"
        " **{{ heures_presence }} heures**, sur le site {{ lieu }}, dans le cadre d'un parcours de"
        " formation sous statut scolaire."
    )
    page.when(
        "marche",
        then=[
            "Ce parcours a été réalisé au titre de la clause sociale de formation du marché {{ marche }}"
            " ({{ acheteur }})."
        ],
    )
    page.when(
        "sous_traitant", then=["Le jeune a été accueilli par {{ sous_traitant }}, sous-traitant."]
    )
    page.article("Présence par semaine")
    page.points("{{ semaines }}")
    page.text("Fait le {{ date_du_jour }}, pour servir et valoir ce que de droit.")
    page.table(
        [
            ("Pour l'entreprise", "Tuteur pédagogique"),
            ("{{ tuteur_entreprise }}\n\n\n", "{{ tuteur_pedagogique }}\n\n\n"),
        ],
    )
    return page


def presence() -> Page:
    page = Page("Feuille de présence", "Dossier {{ code_dossier }} — semaine du {{ semaine_du }}")
    page.table(
        [
            ("Jeune", "{{ jeune_prenom }} {{ jeune_nom }}"),
            ("Entreprise et lieu", "{{ entreprise }}, {{ lieu }}"),
            ("Tuteur entreprise", "{{ tuteur_entreprise }}, {{ tuteur_entreprise_telephone }}"),
            ("Tuteur pédagogique", "{{ tuteur_pedagogique }}, {{ tuteur_pedagogique_telephone }}"),
            ("Parcours", "du {{ debut }} au {{ fin }}"),
        ],
        widths=(4.5, 12),
        header=False,
    )
    page.table(
        [
            ("Jour", "Prévu", "Arrivée", "Départ", "Heures", "Signature du jeune"),
            *((day.capitalize(), f"{{{{ {day}_prevu }}}}", "\n", "", "", "") for day in DAYS),
            ("Total de la semaine", "", "", "", "", ""),
        ],
    )
    page.text(
        "Absence ou retard : appelez aussitôt {{ tuteur_pedagogique }}, {{ tuteur_pedagogique_telephone }}."
    )
    page.text("Date et signature du tuteur entreprise :")
    return page


def rappel() -> Page:
    page = Page("Rappel d'engagement", "Marché {{ marche_reference }}")
    page.text("{{ acheteur }}\nSuivi par : {{ acheteur_contact }}")
    page.text(
        "À l'attention de {{ entreprise }}\n{{ entreprise_adresse }}\n{{ entreprise_contacts }}",
        align=WD_ALIGN_PARAGRAPH.RIGHT,
    )
    page.text("Le {{ date_du_jour }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    page.text("**Objet : exécution de la clause sociale de formation — offre {{ offre }}**")
    page.text("Madame, Monsieur,")
    page.text(
        "Vous êtes titulaire du marché {{ marche_reference }}, « {{ marche_objet }} », notifié le"
        " {{ notifie_le }}. Son {{ article }} vous engage à accueillir, sous statut scolaire, un ou"
        " plusieurs jeunes suivis par la mission de lutte contre le décrochage scolaire, pour"
        " {{ heures_dues }} heures. C'est une condition d'exécution du marché (code de la commande"
        " publique, article L2112-2)."
    )
    page.text(
        "L'offre {{ offre }} a été déclarée le {{ offre_declaree_le }}. Voici nos appels et nos"
        " messages :"
    )
    page.points("{{ tentatives }}")
    page.text(
        "{{ reponse }} Les heures sont dues pendant la période"
        " ferme du marché, qui s'achève le **{{ fin_periode_ferme }}**."
    )
    page.when("penalites", then=["Le marché prévoit en cas de manquement : {{ penalites }}."])
    page.text(
        "Nous vous demandons de répondre sous {{ delai_reponse }}, par le lien que vous avez reçu ou en"
        " appelant {{ service }} au {{ service_telephone }}. La date, les tâches et le rythme se"
        " discutent ; si vos interlocuteurs ont changé, donnez-nous leurs noms."
    )
    page.text("Veuillez agréer, Madame, Monsieur, l'expression de notre considération distinguée.")
    page.text("Pour l'acheteur :", align=WD_ALIGN_PARAGRAPH.RIGHT)
    return page


SHEETS = {
    "convention": convention,
    "attestation": attestation,
    "presence": presence,
    "rappel": rappel,
}


# At the head of each page: a sheet that was printed finds its file, or its marché, again.
RUNNING = dict.fromkeys(("convention", "attestation", "presence"), "Dossier {{ code_dossier }}") | {
    "rappel": "Marché n° {{ marche_reference }}"
}


def sheet(name: str) -> Page:
    """One of the templates, as it is kept."""
    page = SHEETS[name]()
    page.headed(RUNNING[name])
    return page


def main() -> None:
    for name in SHEETS:
        sheet(name).save(FOLDER / f"{name}.docx")


if __name__ == "__main__":
    main()
