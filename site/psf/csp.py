"""Content security policy: no inline code on public pages nor on the screens of the work, less of it
than Wagtail asks for elsewhere in its admin.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from csp.middleware import CSPMiddleware
from django.utils.decorators import method_decorator

PUBLIC_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
ADMIN_PREFIX = "/admin/"
# Queue, dossiers, offers under way: nothing of Wagtail's forms stands there.
WORK_PREFIXES = ("/admin/suivi/", "/admin/offres/")
# What Wagtail's admin needs beyond the public policy, and no more:
# - the picture chosen is shown before it is sent, from the browser's memory;
# - Draftail's libraries write `<style>` elements. Attributes stay refused.
ADMIN_UPDATES = {
    "img-src": ["blob:"],
    "style-src-elem": [SELF, UNSAFE_INLINE],
    "script-src-attr": [NONE],
}
# - its date fields, choosers and inline panels each write a `<script>` that starts them, and write it
#   again when a row is added: neither a nonce nor a hash would follow. No event attribute, no eval.
#   The files stand in tests/ground/test_csp.py, which says when there are none left.
#   https://github.com/wagtail/wagtail/issues/1288
FORM_UPDATES = {**ADMIN_UPDATES, "script-src": [UNSAFE_INLINE]}
# A mail carries its looks in attributes, and the frame that shows it obeys the page around it.
shows_mail = method_decorator(csp_update({"style-src-attr": [UNSAFE_INLINE]}), name="dispatch")


class SplitPolicyMiddleware(CSPMiddleware):
    """The public policy everywhere; under `/admin/` what Wagtail needs on top of it."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN_PREFIX) and not report_only:
            at_work = request.path.startswith(WORK_PREFIXES)
            updates = ADMIN_UPDATES if at_work else FORM_UPDATES
            parts.update = {**updates, **(parts.update or {})}
        return parts
