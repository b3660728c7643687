"""What is kept about one sort of person, written by the rules that the code applies."""

from wagtail import blocks

from psf.personal.rules import Person

from .base import ShownBlock


class PersonalDataBlock(ShownBlock):
    person = blocks.ChoiceBlock(label="Sur", choices=Person.choices, default=Person.YOUTH)

    class Meta:
        icon = "user"
        label = "Données personnelles"
        description = (
            "Finalités, fondement, durées en vigueur et droits d’une sorte de personnes. Le texte"
            " vient des règles que le logiciel applique : il change avec elles."
        )
        template = "resources/blocks/personal_data.html"
        preview_value = {"person": Person.YOUTH}

    def get_context(self, value, parent_context=None):
        from psf.personal.told import told_to

        context = super().get_context(value, parent_context)
        context["told"] = told_to(Person(value["person"]))
        return context
