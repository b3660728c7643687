"""A new password by mail: whoever reads the mailbox is the owner, whatever strangers tried."""

from allauth.account.views import PasswordResetFromKeyView

from ..attempts import start_anew
from ..browsers import remember_browser


class NewPasswordView(PasswordResetFromKeyView):
    def form_valid(self, form):
        response = super().form_valid(form)
        start_anew(self.reset_user)
        remember_browser(self.request, response, self.reset_user)
        return response


new_password = NewPasswordView.as_view()
