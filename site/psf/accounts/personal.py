"""People who sign in: their account, how they prove who they are, who invited them."""

from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    About,
    Duration,
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
        "account",
        "Comptes, périmètres, absences et invitations",
        "{account_months} après le départ ou la fin ; le nom reste tant qu’un dossier ou un journal le cite",
        "psf.accounts.forgetting.forget_left_accounts",
        setting="matching.RetentionPolicy",
        to_verify=True,
    ),
    Duration(
        "session",
        "Sessions",
        "jusqu’à la déconnexion, une journée de travail au plus",
        "psf.accounts.tasks.clear_sessions",
    ),
)
TABLES.add(
    Table(
        "accounts.User",
        Person.STAFF,
        "Ouvrir une session, savoir qui fait quoi et comment joindre cette personne",
        Ground.PUBLIC_TASK,
        "account",
        about="pk",
        columns=(
            *erased("username first_name last_name email phone function last_login"),
            *unseen("password sort_name last_code_step"),
            *stays("is_active left_on date_joined wants_digest is_superuser is_staff"),
            *stays("is_demonstration"),
        ),
        technical=("id", "version"),
    ),
    Table(
        "accounts.User_groups",
        Person.STAFF,
        "Donner à chacun les droits de ses rôles",
        Ground.PUBLIC_TASK,
        "account",
        about="user",
        columns=tuple(erased("user group")),
    ),
    Table(
        "accounts.User_user_permissions",
        Person.STAFF,
        "Donner un droit particulier",
        Ground.PUBLIC_TASK,
        "account",
        about="user",
        columns=tuple(erased("user permission")),
    ),
    Table(
        "accounts.Absence",
        Person.STAFF,
        "Confier le travail d’une personne absente, sans dire pourquoi elle l’est",
        Ground.PUBLIC_TASK,
        "account",
        about="user",
        also=(About(Person.STAFF, "substitute"),),
        columns=(
            *erased("user starts_on ends_on created_at"),
            *by_staff("substitute created_by"),
        ),
        technical=("id", "version"),
        ended_by="psf.accounts.forgetting.forget_absences",
    ),
    Table(
        "accounts.Invitation",
        Person.STAFF,
        "Ouvrir un compte à la bonne personne, et savoir qui l’a invitée",
        Ground.PUBLIC_TASK,
        "account",
        about="accepted_by",
        also=(About(Person.STAFF, "invited_by"),),
        columns=(
            *erased("email first_name last_name function"),
            *unseen("token_hash"),
            # Kept with the account: an account and the one that opened it are not two people.
            *stays("roles service department academy region starts_on ends_on"),
            *stays("created_at sent_at expires_at accepted_at accepted_by revoked_at"),
            *by_staff("invited_by"),
        ),
        ended_by="psf.accounts.forgetting.forget_invitations",
    ),
    Table(
        "accounts.AccountLogEntry",
        Person.STAFF,
        "Savoir qui a ouvert, changé ou fermé quel compte, et quand",
        Ground.LEGAL_DUTY,
        "log",
        about="object_id",
        keyed="accounts.User",
        generic=True,
        also=(About(Person.STAFF, "user"),),
        columns=(
            *erased("label action timestamp deleted"),
            *unseen("object_id data content_changed"),
            *by_staff("user"),
        ),
        technical=("id", "content_type", "uuid", "revision"),
    ),
    Table(
        "mfa.Authenticator",
        Person.STAFF,
        "Demander un second code à qui voit des dossiers",
        Ground.LEGAL_DUTY,
        "account",
        about="user",
        columns=(*erased("user type created_at last_used_at"), *unseen("data")),
        ended_by="psf.accounts.leaver.close",
    ),
    Table(
        "sessions.Session",
        Person.STAFF,
        "Rester connecté, retrouver une saisie interrompue ; l’adresse d’un visiteur par ProConnect",
        Ground.PUBLIC_TASK,
        "session",
        columns=tuple(unseen("session_key session_data expire_date")),
        technical=(),
    ),
)
IMPERSONAL.add(
    Impersonal(
        "Rôles et droits, sans personne",
        ("auth.Group", "auth.Group_permissions", "auth.Permission", "contenttypes.ContentType"),
    ),
    Impersonal(
        "Adresses de la bibliothèque de connexion, où rien n’est écrit : l’adresse est au compte",
        ("account.EmailAddress", "account.EmailConfirmation"),
    ),
    Impersonal(
        "Tables de la bibliothèque de connexion pour des comptes ailleurs, où rien n’est écrit :"
        " ProConnect ouvre une visite, jamais un compte",
        (
            "socialaccount.SocialAccount",
            "socialaccount.SocialApp",
            "socialaccount.SocialToken",
        ),
    ),
)
