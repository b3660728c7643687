"""Wagtail's own tables: pages, their history, comments, files that editors publish."""

from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    Duration,
    Fate,
    Ground,
    Impersonal,
    Person,
    Table,
    by_staff,
    erased,
    stays,
    unseen,
)

DURATIONS.add(
    Duration(
        "editorial",
        "Contenus du site public",
        "{editorial_months} pour les anciennes versions, les commentaires réglés et les témoignages dont"
        " l’accord a pris fin ; une journée pour ce qui est en cours d’écriture",
        "home.tasks.forget_editorial",
        setting="matching.RetentionPolicy",
        to_verify=True,
    ),
    Duration(
        "published",
        "Images et documents publiés",
        "tant qu’ils sont publiés ; un publicateur les supprime à tout moment, sur demande",
        "wagtail.images.views.images.DeleteView",
    ),
)


def _of_staff(model: str, purpose: str, *columns, technical=("id",), **more):
    return Table(
        model,
        Person.STAFF,
        purpose,
        Ground.PUBLIC_TASK,
        more.pop("duration", "editorial"),
        columns=tuple(columns),
        technical=technical,
        **more,
    )


def _published(model: str, uploaded_by: str, *technical: str):
    """A file that editors publish: a picture may show people."""
    return Table(
        model,
        Person.QUOTED,
        "Publier des documents et des images ; une image peut montrer des personnes d’accord",
        Ground.CONSENT,
        "published",
        columns=(
            *erased("title file description" if "Image" in model else "title file"),
            *by_staff(uploaded_by, Fate.STAYS),
        ),
        technical=("id", "collection", "created_at", "file_size", "file_hash", *technical),
    )


LOGGED = ("id", "content_type", "uuid", "revision", "content_changed", "deleted", "timestamp")

TABLES.add(
    *(
        Table(
            model,
            Person.STAFF,
            purpose,
            Ground.LEGAL_DUTY,
            "log",
            about="user",
            columns=(*erased("action user"), *unseen("label data")),
            technical=(*LOGGED, subject),
        )
        for model, purpose, subject in (
            (
                "wagtailcore.ModelLogEntry",
                "Savoir qui a changé quel réglage ou contenu",
                "object_id",
            ),
            ("wagtailcore.PageLogEntry", "Savoir qui a changé ou publié quelle page", "page"),
        )
    ),
    _of_staff(
        "wagtailcore.Page",
        "Publier le site et savoir qui répond de chaque page",
        *by_staff("owner locked_by", Fate.STAYS),
        about="owner",
        duration="account",
        technical=(
            *("id", "path", "depth", "numchild", "translation_key", "locale", "latest_revision"),
            *("live", "has_unpublished_changes", "first_published_at", "last_published_at"),
            *("live_revision", "go_live_at", "expire_at", "expired", "locked", "locked_at"),
            *("title", "draft_title", "slug", "content_type", "url_path", "seo_title"),
            *("show_in_menus", "search_description", "latest_revision_created_at", "alias_of"),
        ),
    ),
    _of_staff(
        "wagtailcore.Revision",
        "Revenir à une version d’une page ou d’un contenu public ; aucun dossier n’a de versions",
        *erased("user created_at"),
        *unseen("content object_str"),
        about="user",
        technical=("id", "content_type", "base_content_type", "object_id", "approved_go_live_at"),
    ),
    _of_staff(
        "wagtailcore.Comment",
        "Relire une page à plusieurs",
        *erased("user text created_at updated_at resolved_at"),
        *by_staff("resolved_by"),
        about="user",
        technical=("id", "page", "contentpath", "position", "revision_created"),
    ),
    _of_staff(
        "wagtailcore.CommentReply",
        "Relire une page à plusieurs",
        *erased("user text created_at updated_at"),
        about="user",
        technical=("id", "comment"),
    ),
    _of_staff(
        "wagtailcore.PageSubscription",
        "Prévenir une personne des commentaires d’une page",
        *erased("user comment_notifications"),
        about="user",
        duration="account",
        technical=("id", "page"),
    ),
    _of_staff(
        "wagtailcore.WorkflowState",
        "Suivre la relecture d’une page",
        *by_staff("requested_by", Fate.STAYS),
        about="requested_by",
        duration="account",
        technical=(
            *("id", "content_type", "base_content_type", "object_id", "workflow", "status"),
            *("created_at", "current_task_state"),
        ),
    ),
    _of_staff(
        "wagtailcore.TaskState",
        "Suivre la relecture d’une page",
        *stays("comment"),
        *by_staff("finished_by", Fate.STAYS),
        about="finished_by",
        duration="account",
        technical=(
            *("id", "workflow_state", "revision", "task", "status", "started_at", "finished_at"),
            "content_type",
        ),
    ),
    _of_staff(
        "wagtailcore.UploadedFile",
        "Garder un fichier le temps de remplir son titre",
        *unseen("file"),
        *by_staff("uploaded_by_user"),
        about="uploaded_by_user",
        technical=("id", "for_content_type"),
    ),
    _of_staff(
        "wagtailadmin.EditingSession",
        "Dire à deux personnes qu’elles modifient la même page",
        *erased("user last_seen_at is_editing"),
        about="user",
        technical=("id", "content_type", "object_id"),
    ),
    _of_staff(
        "wagtailadmin.FormState",
        "Montrer l’aperçu d’une page en cours d’écriture",
        *erased("user data last_updated_at"),
        about="user",
        technical=("id", "content_type", "object_id", "parent_object_id"),
    ),
    _of_staff(
        "wagtailusers.UserProfile",
        "Garder les préférences d’affichage d’une personne",
        *erased("user submitted_notifications approved_notifications rejected_notifications"),
        *erased("updated_comments_notifications preferred_language current_time_zone avatar"),
        *erased("dismissibles theme contrast density keyboard_shortcuts"),
        about="user",
        duration="account",
    ),
    _published("wagtaildocs.Document", "uploaded_by_user"),
    _published(
        "wagtailimages.Image",
        "uploaded_by_user",
        *("width", "height", "focal_point_x", "focal_point_y", "focal_point_width"),
        "focal_point_height",
    ),
    Table(
        "wagtailimages.Rendition",
        Person.QUOTED,
        "Montrer une image publiée à la bonne taille",
        Ground.CONSENT,
        "published",
        columns=tuple(unseen("file")),
        technical=("id", "filter_spec", "width", "height", "focal_point_key", "image"),
    ),
)
IMPERSONAL.add(
    Impersonal(
        "Pages publiques du site",
        tuple(
            f"home.{name}"
            for name in (
                *("HomePage", "LegalPage", "ContactPage", "SearchPage", "SiteMapPage"),
                *("NewsIndexPage", "NewsPage"),
            )
        ),
    ),
    Impersonal(
        "Arborescence, droits et circuits de relecture du site public",
        tuple(
            f"wagtailcore.{name}"
            for name in (
                *("Locale", "Site", "GroupSitePermission", "GroupPagePermission", "Collection"),
                *("GroupCollectionPermission", "CollectionViewRestriction"),
                *("CollectionViewRestriction_groups", "PageViewRestriction"),
                *("PageViewRestriction_groups", "Workflow", "WorkflowTask", "WorkflowPage"),
                *("WorkflowContentType", "Task", "GroupApprovalTask", "GroupApprovalTask_groups"),
                "ReferenceIndex",
            )
        ),
    ),
    Impersonal(
        "Recherche de l’administration : pages, documents et images publiés seulement",
        ("wagtailsearch.IndexEntry",),
    ),
    Impersonal(
        "Redirections, apparence et droits d’accès à l’administration",
        (
            *("wagtailredirects.Redirect", "wagtailadmin.Admin", "dsfr.DsfrConfig"),
            "dsfr.DsfrSocialMedia",
        ),
    ),
    Impersonal(
        "Fonctions que le site n’emploie pas, où rien n’est écrit",
        (
            *("wagtailforms.FormSubmission", "wagtailembeds.Embed", "taggit.Tag"),
            "taggit.TaggedItem",
        ),
    ),
)
