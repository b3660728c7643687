"""Help of the screens of whoever follows files, and their first steps."""

from matching.desk import exercises
from matching.desk.after_call import may_enter
from matching.desk.doubles.kinds import kinds_for
from matching.desk.queue.tabs import may_see_queue
from matching.desk.registry.views import VIEW
from matching.desk.seeking.search import may_seek
from psf.guidance.screens import EXERCISES, SCREENS, STEPS, Exercise, Screen, Step

SCREENS.add(
    Screen(
        "suivi",
        "Suivi des parcours",
        ("work:queue",),
        "<p>Tout ce qui attend, avec qui doit le faire et pour quand.</p>"
        "<ul><li>« À faire par vous » : ce qui vous revient, le plus en retard d'abord.</li>"
        "<li>« Enchaîner » ouvre chaque dossier l'un après l'autre, avec le numéro à appeler.</li>"
        "<li>« Prendre » met une action à votre nom ; « Confier » la donne à quelqu'un.</li>"
        "<li>Un bouton fermé dit pourquoi il l'est.</li></ul>",
    ),
    Screen(
        "enchainer",
        "Enchaîner",
        ("work:chain",),
        "<p>Un dossier à la fois : lisez, appelez, notez le résultat, le suivant s'ouvre.</p>"
        "<ul><li>« Passer » remet le dossier à la fin, sans rien changer.</li>"
        "<li>Ce que vous notez s'annule pendant quelques jours, depuis l'historique du dossier.</li></ul>",
    ),
    Screen(
        "dossier",
        "Dossier d'un parcours",
        ("work:file",),
        "<p>L'étape, la prochaine action, son bouton et la personne à appeler sont en haut.</p>"
        "<ul><li>Chaque changement d'étape écrit aux personnes concernées : le message est montré"
        " avant de partir.</li>"
        "<li>L'historique dit qui a fait quoi ; une étape s'annule de là.</li></ul>",
    ),
    Screen(
        "rapprocher",
        "Rapprocher",
        ("work:ranking", "work:ranking_slot", "work:ranking_offer"),
        "<p>Les lieux d'accueil possibles, le meilleur d'abord, avec ce qui le dit.</p>"
        "<ul><li>Dépliez une ligne pour lire ses points et ce qui manque.</li>"
        "<li>Réserver bloque les heures pour le jeune, le temps de joindre l'entreprise.</li></ul>",
    ),
    Screen(
        "parcours",
        "Parcours",
        ("work:placements",),
        "<p>Tous les parcours de votre périmètre, à toutes les étapes.</p>"
        "<p>Les filtres se cumulent ; l'export contient ce qu'ils laissent.</p>",
    ),
    Screen(
        "agenda",
        "Agenda",
        ("work:agenda",),
        "<p>Réunions, débuts, fins, points de présence et échéances, par jour, semaine ou liste.</p>"
        "<p>Une adresse personnelle, dans votre compte, les montre dans votre agenda habituel : des"
        " codes et des heures, rien d'autre.</p>",
    ),
    Screen(
        "offre-apres-un-appel",
        "Offre après un appel",
        ("work:after_call",),
        "<p>Tout ce qu'une entreprise dit au téléphone, sur un écran.</p>"
        "<ul><li>Commencez par le SIRET ou le nom : ce qui est connu se remplit.</li>"
        "<li>« Vérifiée pendant cet appel » la rend disponible aussitôt.</li></ul>",
    ),
    Screen(
        "jeunes",
        "Jeunes",
        ("wagtailsnippets_matching_youth:list",),
        "<p>Les jeunes suivis par vos services. Un nom cherché ne reste dans aucune adresse.</p>"
        "<p>N'écrivez aucune donnée de santé, de famille ou de justice : la loi ne le permet pas.</p>",
    ),
    Screen(
        "doubles",
        "Doubles possibles",
        ("work:doubles",),
        "<p>Deux fiches qui sont peut-être la même personne ou la même organisation.</p>"
        "<p>Comparez avant de fusionner : une fusion ne se défait pas. « Ce sont deux… » ne les"
        " propose plus.</p>",
    ),
    Screen(
        "imports",
        "Imports",
        ("imports:index",),
        "<p>Une liste de jeunes ou d'offres, lue puis montrée avant que rien ne soit écrit.</p>"
        "<ul><li>Nommez les colonnes une fois : elles seront reconnues ensuite.</li>"
        "<li>Ce qui pose problème est listé, ligne par ligne.</li></ul>",
    ),
    Screen(
        "messages",
        "Messages",
        ("messaging:index",),
        "<p>Ce qui est parti, ce qui attend, ce qui est revenu ; à qui, et pourquoi.</p>",
    ),
    Screen(
        "offres",
        "Offres",
        ("wagtailsnippets_offers_offer:list",),
        "<p>Les offres de parcours, leurs heures et leurs lieux d'accueil.</p>",
    ),
    Screen(
        "entreprises",
        "Entreprises",
        ("wagtailsnippets_offers_company:list",),
        "<p>Les entreprises sont communes à tous les services ; une adresse changée par un autre"
        " service attend votre accord.</p>",
    ),
)

STEPS.add(
    Step(
        "chercher",
        "Chercher quelqu'un",
        "Un jeune, une entreprise, un numéro : Ctrl + Maj + F sur chaque page.",
        "work:seek",
        may_seek,
    ),
    Step(
        "suivi",
        "Voir ce qui attend",
        "Qui doit faire quoi, et pour quand.",
        "work:queue",
        may_see_queue,
    ),
    Step(
        "enchainer",
        "Rendre une première action",
        "Un dossier s'ouvre, avec le numéro à appeler ; le suivant vient tout seul.",
        "work:chain",
        may_see_queue,
    ),
    Step(
        "agenda",
        "Regarder votre semaine",
        "Et la montrer dans votre agenda habituel.",
        "work:agenda",
        lambda user: user.has_perm(VIEW),
    ),
    Step(
        "offre",
        "Noter une offre après un appel",
        "Entreprise, lieu, tâches et heures sur un écran.",
        "work:after_call",
        may_enter,
    ),
    Step(
        "importer",
        "Importer votre liste",
        "Rien n'est écrit avant que vous ayez vu ce qui le sera.",
        "imports:index",
        lambda user: user.has_perm("matching.import_youth"),
    ),
    Step(
        "doubles",
        "Trier les doubles",
        "Une personne, une fiche.",
        "work:doubles",
        lambda user: bool(kinds_for(user)),
    ),
)

EXERCISES.add(
    Exercise(
        "retrouver",
        f"Retrouvez {exercises.SOUGHT} au téléphone",
        "Elle rappelle et ne dit que son prénom : cherchez-la, puis ouvrez sa fiche.",
        "work:seek",
        may_seek,
        exercises.found_somebody,
    ),
    Exercise(
        "enchainer",
        "Enchaînez trois actions",
        "Notez le résultat de trois dossiers de suite, comme après de vrais appels.",
        "work:chain",
        may_see_queue,
        exercises.chained,
    ),
    Exercise(
        "declarer",
        "Déclarez une offre après un appel",
        "Une entreprise inventée de votre choix, un lieu, des tâches, des heures.",
        "work:after_call",
        may_enter,
        exercises.declared_by_telephone,
    ),
    Exercise(
        "envoyer",
        "Envoyez une proposition",
        "Ouvrez un parcours réservé et transmettez le profil : lisez le message qui ne partira pas.",
        "work:placements",
        lambda user: user.has_perm(VIEW),
        exercises.sent,
    ),
    Exercise(
        "fusionner",
        "Fusionnez un double",
        "Comparez deux fiches, gardez la plus complète.",
        "work:doubles",
        lambda user: bool(kinds_for(user)),
        exercises.merged,
    ),
)
