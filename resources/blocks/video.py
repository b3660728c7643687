"""A video of ours, with what is said in it."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .base import ShownBlock, title, words


class VideoBlock(ShownBlock):
    title = title("Titre de la vidéo")
    video = DocumentChooserBlock(label="Fichier vidéo (MP4)")
    subtitles = DocumentChooserBlock(label="Sous-titres (VTT)", required=False)
    duration = blocks.CharBlock(label="Durée", required=False, max_length=30)
    transcript = words(
        "Transcription",
        limit=12000,
        features=["bold", "ul"],
        help_text="Obligatoire : tout ce qui est dit, et ce qui se voit d’utile.",
    )

    class Meta:
        icon = "media"
        label = "Vidéo"
        description = "Une vidéo du site et sa transcription. Aucun lecteur extérieur."
        template = "resources/blocks/video.html"
