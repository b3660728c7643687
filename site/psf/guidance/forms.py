"""Giving an opinion."""

from django import forms

from psf.guidance.models import Opinion


class OpinionForm(forms.ModelForm):
    class Meta:
        model = Opinion
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
