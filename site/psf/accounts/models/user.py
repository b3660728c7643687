"""The person who signs in: names, function, roles by group, and the day they left."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models.functions import Concat, Lower
from django.utils import timezone
from django.utils.functional import cached_property

from psf.french.database import Folded
from psf.quantities.letters import refuse_other_alphabets
from psf.versions import Versioned

from ..querysets import UserManager
from ..roles import COORDINATORS, RANKS, SECOND_FACTOR, SEES_PERSONS, Role, not_above
from .absence import people_done_for


class User(Versioned, AbstractUser):
    """Signs in with a name such as `coordination.creteil`; never deleted: `left_on` closes it."""

    first_name = models.CharField("prénom", max_length=150, validators=[refuse_other_alphabets])
    last_name = models.CharField("nom", max_length=150, validators=[refuse_other_alphabets])
    email = models.EmailField("adresse électronique")
    phone = models.CharField("téléphone", max_length=20, blank=True)
    function = models.CharField("fonction", max_length=120, blank=True)
    is_demonstration = models.BooleanField(
        "compte de démonstration",
        default=False,
        editable=False,
        help_text="Sans second facteur, refusé en production.",
    )
    wants_digest = models.BooleanField(
        "recevoir le point du matin",
        default=True,
        help_text="Les jours ouvrés à 7 h, s'il y a du retard : ce que vous avez à faire.",
    )
    left_on = models.DateField("départ le", null=True, blank=True, editable=False)
    # The period of thirty seconds of the last code of an application that served.
    last_code_step = models.BigIntegerField(null=True, blank=True, editable=False)
    sort_name = models.GeneratedField(
        expression=Folded(Concat("last_name", models.Value(" "), "first_name")),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="nom pour le tri",
    )

    objects = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = "utilisateur"
        verbose_name_plural = "utilisateurs"
        ordering = ["sort_name", "username"]
        permissions = [("close_user", "Clore un compte au départ d’une personne")]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique",
                violation_error_message="Cet identifiant est déjà pris.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                condition=~models.Q(email=""),
                violation_error_message="Un compte existe déjà avec cette adresse électronique.",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(is_active=False),
                name="user_left_is_inactive",
                violation_error_message="Un compte fermé ne peut pas rester actif.",
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    @classmethod
    def normalize_username(cls, username):
        """One person, one spelling: sign-in names are kept in lower case."""
        return super().normalize_username(username).lower()

    @cached_property
    def roles(self):
        """The set of `Role` held: one query for each loaded user, none when groups are prefetched."""
        return frozenset(
            Role(group.name) for group in self.groups.all() if group.name in Role.values
        )

    def set_roles(self, roles):
        """Replace the groups by those of `roles`."""
        self.groups.set(Group.objects.filter(name__in=list(roles)))
        self.__dict__.pop("roles", None)

    @property
    def role_names(self):
        """The roles held, from the widest, for a list."""
        return ", ".join(role.label for role in Role if role in self.roles)

    role_names.fget.short_description = "rôles"

    @property
    def place_names(self):
        """The perimeters in force, for a list; no query when `grants_in_force` was prefetched."""
        grants = getattr(self, "grants_in_force", None)
        if grants is None:
            grants = self.perimeter_grants.in_force()
        return ", ".join(str(grant.place) for grant in grants)

    place_names.fget.short_description = "périmètre"

    @cached_property
    def stands_in_for(self):
        """Ids of the people whose work is this person's today: themselves, and those they replace."""
        return people_done_for(self)

    @property
    def sees_persons(self):
        return not self.roles.isdisjoint(SEES_PERSONS)

    @property
    def is_coordinator(self):
        return not self.roles.isdisjoint(COORDINATORS)

    @property
    def is_tutor(self):
        return Role.TUTOR in self.roles

    @property
    def is_dpo(self):
        """Who sees every request about personal data, and opens one at a time."""
        return Role.DPO in self.roles

    @property
    def is_administrator(self):
        return self.is_superuser or Role.ADMINISTRATOR in self.roles

    @property
    def rank(self):
        """The widest role held in the network of coordinators and tutors, or None."""
        return next((role for role in RANKS if role in self.roles), None)

    def covers(
        self, place: models.Model, ends_on: date | None = None, starts_on: date | None = None
    ) -> bool:
        """True when perimeters of this person contain `place` without a gap, from a day to another.

        `place` is a service, a département, an académie or a région; `starts_on` is today by
        default, `ends_on` the same day. Renewed perimeters follow one another.
        """
        around = [place]
        for step in ("department", "academy", "region"):
            wider = getattr(around[-1], step, None)
            if wider is not None:
                around.append(wider)
        day = starts_on or timezone.localdate()
        covered, one_day = day - timedelta(days=1), timedelta(days=1)
        for grant in self.perimeter_grants.given().filter(ends_on__gte=day).containing(around):
            if grant.starts_on <= covered + one_day:
                covered = max(covered, grant.ends_on)
        return covered >= (ends_on or day)

    @property
    def grantable_roles(self):
        """The roles this person may give: all for an administrator, else none above their own."""
        return frozenset(Role) if self.is_administrator else not_above(self.rank)

    def may_manage(self, other):
        """True when `other` holds no role above those this person may give, and is someone else."""
        if other.pk == self.pk or (other.is_superuser and not self.is_superuser):
            return False
        return other.roles <= self.grantable_roles

    @property
    def demonstration_in_use(self):
        """A demonstration account where the settings allow them: the only way round the factor."""
        return self.is_demonstration and settings.DEMONSTRATION_ACCOUNTS_ALLOWED

    @property
    def second_factor_required(self):
        """Who sees young people, administers or controls signs in with two factors."""
        if self.demonstration_in_use:
            return False
        return self.is_superuser or not self.roles.isdisjoint(SECOND_FACTOR)
