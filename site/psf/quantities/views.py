"""What browsers ask while somebody fills in a form: how the text of one box is understood."""

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from psf.quantities.errors import Unreadable, quoted
from psf.quantities.fields import LONGEST_TYPED
from psf.quantities.kinds import QUANTITIES


# It reads nothing and changes nothing; a date of birth stands in no address, hence POST.
@csrf_exempt
@never_cache
@require_POST
def read(request: HttpRequest) -> JsonResponse:
    """`kind` and `typed` in; {said, plain, iso} out, or {refused}."""
    quantity, typed = QUANTITIES.get(request.POST.get("kind", "")), request.POST.get("typed", "")
    if quantity is None:
        raise Http404
    if not typed.strip():
        return JsonResponse({})
    if len(typed) > LONGEST_TYPED:
        return JsonResponse({"refused": f"{quoted(typed)} : {LONGEST_TYPED} caractères au plus."})
    try:
        return JsonResponse(quantity.understood(typed))
    except Unreadable as error:
        return JsonResponse({"refused": str(error)})
