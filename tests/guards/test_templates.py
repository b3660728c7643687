"""The guard of templates catches what it is there for, and nothing else."""

from pathlib import Path

import pytest
import wagtail
from django.template import Context, Engine, Origin, Template

from psf.territories.models import Service
from tests.guards import faults

OURS = "templates/example.html"


@pytest.fixture
def rendered(settings):
    """`rendered(text, **context)`: what a template of ours writes, and the faults it makes."""

    def render(text, *, name=str(settings.BASE_DIR / OURS), **context):
        origin = Origin(name, template_name="example.html")
        with faults.expected() as found:
            written = Template(text, origin, engine=Engine.get_default()).render(Context(context))
        return written, found

    return render


@pytest.mark.parametrize(
    "text",
    [
        "{{ jeune }}",
        "{{ jeune|default:'—' }}",
        "{% if jeune %}oui{% endif %}",
        "{% if 1 and not jeune %}oui{% endif %}",
        "{% for each in jeune %}{% endfor %}",
        "{% with qui=jeune %}{% endwith %}",
        "{% firstof jeune 'personne' %}",
    ],
)
def test_a_template_that_reads_what_nobody_gave_is_named_with_its_variable(rendered, text):
    _written, found = rendered(text)
    assert found == ["example.html: “jeune” is not defined (no “jeune”)"]


def test_an_attribute_that_does_not_exist_is_named_too(rendered):
    service = Service(name="PSAD de Nice")
    assert rendered("{{ service.nmae }}", service=service) == (
        "",
        ["example.html: “service.nmae” is not defined (no “nmae”)"],
    )
    assert rendered("{% if card.late %}!{% endif %}", card={"due": 3})[1]


def test_what_is_empty_is_no_fault(rendered):
    text = "{{ a }}{{ b.name }}{% if c %}!{% endif %}{% if not d.0.name %}.{% endif %}{{ 3|add:e }}"
    assert rendered(text, a="", b=None, c=[], d=[None], e=4) == (".7", [])


def test_a_template_of_a_library_may_leave_what_it_likes_out(rendered):
    theirs = str(Path(wagtail.__file__).parent / "admin/templates/wagtailadmin/home.html")
    assert rendered("{{ jeune }}", name=theirs) == ("", [])


def test_the_test_in_which_a_template_reads_what_nobody_gave_fails(pytester_like):
    """What the hook does with a fault, on a test that passes otherwise."""
    with pytest.raises(pytest.fail.Exception, match="“jeune” is not defined"):
        pytester_like(lambda: faults.note("example.html: “jeune” is not defined"))
    assert pytester_like(lambda: "passed") == "passed"


@pytest.fixture
def pytester_like():
    """Run a function as pytest does a test, through the hook of the guards."""

    def run(function):
        hook = faults.pytest_runtest_call(item=None)
        next(hook)
        try:
            result = function()
        except BaseException as error:  # As pluggy does.
            return hook.throw(error)
        try:
            hook.send(result)
        except StopIteration as end:
            return end.value
        raise AssertionError("a hook of pytest yields once")

    return run
