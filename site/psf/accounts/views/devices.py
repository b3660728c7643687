"""« Oublier mes appareils »: after a telephone or a computer was lost."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .. import devices


@require_POST
@login_required
def forget_devices(request):
    devices.forget_all(request.user)
    messages.success(
        request, "Vos appareils sont oubliés : un code est demandé à la prochaine connexion."
    )
    return redirect("mfa_index")
