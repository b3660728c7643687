"""The body of a page: a stream whose blocks stay out of migrations, and out of this app."""

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    Copied into every migration, they make a fresh database minutes longer to build and ask for a
    migration at each change of a label. The column is JSON whatever the blocks are. Without blocks
    of its own it takes those that `BODY_BLOCKS` names in settings, once somebody asks for them.
    """

    def __init__(self, block_types=(), use_json_field=True, block_lookup=None, **kwargs):
        super().__init__(block_types, use_json_field=use_json_field, **kwargs)

    @cached_property
    def stream_block(self):
        self.block_types_arg = self.block_types_arg or import_string(settings.BODY_BLOCKS)
        return StreamField.stream_block.func(self)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        kwargs.pop("use_json_field", None)
        return name, path, [], kwargs
