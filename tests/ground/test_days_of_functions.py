"""A day is one of Paris in the database too, whose connections are on UTC."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
ASKS_THE_DAY = """
select proname from pg_proc
where pronamespace = 'public'::regnamespace and prosrc ~* 'current_date|localtime'
  and not coalesce('TimeZone=Europe/Paris' = any (proconfig), false)
"""


def test_each_function_that_asks_which_day_it_is_asks_it_in_paris():
    with connection.cursor() as cursor:
        cursor.execute(ASKS_THE_DAY)
        assert cursor.fetchall() == []
        cursor.execute("select count(*) from pg_proc where prosrc ~* 'current_date'")
        assert cursor.fetchone()[0] >= 3
