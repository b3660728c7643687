"""`--rewrite-snapshots`: texts that tests compare are written again, to be read in the diff."""


def pytest_addoption(parser):
    parser.addoption("--rewrite-snapshots", action="store_true", help="write what is found")
