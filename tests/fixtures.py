"""Fixtures for every suite: two services that must not see each other, and their people."""

from collections import Counter
from dataclasses import dataclass

import pytest
from django.test import Client

from psf.accounts.models import User
from psf.territories.models import Service
from tests.factories.accounts import coordinator, tutor
from tests.factories.territories import ServiceFactory, department


@dataclass
class TwoServices:
    """Saint-Denis and Nice, each with a coordinator and a tutor who see it alone."""

    saint_denis: Service
    nice: Service
    coordinator: User
    tutor: User
    coordinator_nice: User
    tutor_nice: User


@pytest.fixture
def two_services(db) -> TwoServices:
    saint_denis = ServiceFactory(name="PSAD de Saint-Denis", phone="01 99 00 93 93")
    nice = ServiceFactory(name="PSAD de Nice", department=department("06"), phone="04 65 71 06 06")
    return TwoServices(
        saint_denis=saint_denis,
        nice=nice,
        coordinator=coordinator(saint_denis, username="coordination.saint-denis"),
        tutor=tutor(saint_denis, username="tutrice.saint-denis"),
        coordinator_nice=coordinator(nice, username="coordination.nice"),
        tutor_nice=tutor(nice, username="tutrice.nice"),
    )


@pytest.fixture
def signed_in(db):
    """`signed_in(user)`: a client of that person's own, past the door."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def pytest_terminal_summary(terminalreporter):
    """One line for each walk; the perimeter's shares may have run in several processes."""
    properties = [
        each
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for each in getattr(report, "user_properties", [])
        if report.when == "call"
    ]
    for name, found in properties:
        if name == "shared rows walk":
            terminalreporter.write_line(
                f"shared rows walk: {found['URLs']} URLs × {found['roles']} roles × GET, POST:"
                f" {found['tries']} tries, {found['pages written to']} pages written to,"
                f" {found['leaks']} leaks"
            )
    shares = [value for name, value in properties if name == "perimeter walk"]
    if shares:
        total = Counter()
        for share in shares:
            total.update({name: count for name, count in share.items() if name != "roles"})
        terminalreporter.write_line(
            f"perimeter walk: {total['URLs']} URLs × {shares[0]['roles']} roles × GET, POST:"
            f" {total['tries']} tries, {total['positive controls passed']} positive controls"
            f" passed, {total['leaks']} leaks, {total['errors']} errors 500"
        )
