"""Settings of the tests: those of an office, in a folder of its own that goes away, on the database asked for.

SHUNIU_TEST_ON    sqlite (default) or postgresql
DATABASE_URL      the PostgreSQL server to use for tests; without it an embedded one is started from a package
"""

import atexit
import os
import shutil
import tempfile

_GIVEN = os.environ.pop("DATABASE_URL", "")
ON = os.environ.get("SHUNIU_TEST_ON", "sqlite")


def postgresql_url() -> str:
    """The address of a PostgreSQL server for tests, or "" when there is none and none can be started."""
    if _GIVEN:
        return _GIVEN
    try:
        import pgserver
    except ImportError:
        return ""
    folder = os.path.join(tempfile.gettempdir(), f"shuniu-postgresql-{os.getuid() if os.name == 'posix' else 0}")
    server = pgserver.get_server(folder, cleanup_mode="stop")
    return server.get_uri()


_folder = tempfile.mkdtemp(prefix="shuniu-test-")
os.mkdir(os.path.join(_folder, "static"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["SHUNIU_DATA"] = _folder
for name in ("SHUNIU_DEMO", "SHUNIU_NOW", "SHUNIU_SQLITE", "SHUNIU_DEBUG", "SHUNIU_SECURE"):
    os.environ.pop(name, None)
os.environ["LANGUAGE"] = "zh_CN"  # the program speaks the language of the terminal
if ON == "postgresql":
    os.environ["DATABASE_URL"] = postgresql_url()

from shuniu.settings import *  # noqa: E402, F403
from shuniu.settings import DATABASES  # noqa: E402

if ON == "postgresql":
    # A pool would hold connections to databases that the tests throw away.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
    DATABASES["default"]["TEST"] = {"NAME": f"test_shuniu_{os.getpid()}"}
else:
    # A file, as in an office, so that threads and other processes see it; only the waiting for the disk is left out.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_folder, "test.sqlite3")}
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
