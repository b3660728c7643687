"""Passwords: 12 characters of 4 classes (CNIL 2022-100)."""

from django.core.exceptions import ValidationError

CLASSES = {
    "une minuscule": str.islower,
    "une majuscule": str.isupper,
    "un chiffre": str.isdigit,
    "un caractère spécial": lambda character: not character.isalnum(),
}
# A long phrase of three classes is worth 12 characters of four.
LONG_ENOUGH, CLASSES_WHEN_LONG = 20, 2


class FourClassesValidator:
    """At 12 characters all four classes; from 20 characters on, two of them are enough."""

    def validate(self, password, user=None):
        missing = [name for name, belongs in CLASSES.items() if not any(map(belongs, password))]
        enough = CLASSES_WHEN_LONG if len(password) >= LONG_ENOUGH else len(CLASSES)
        if len(CLASSES) - len(missing) < enough:
            raise ValidationError(
                f"Il manque au mot de passe : {', '.join(missing)}.", code="password_classes"
            )

    def get_help_text(self):
        return (
            "Votre mot de passe contient une minuscule, une majuscule, un chiffre et un caractère"
            f" spécial ; une phrase de {LONG_ENOUGH} caractères ou plus convient aussi."
        )
