"""An installation of its own for a benchmark that needs the database, in a folder that goes away. Import it first: on
import it points the settings there and starts Django. The database is SQLite, or that of DATABASE_URL."""

from __future__ import annotations

import os
import tempfile

import django

FOLDER = tempfile.TemporaryDirectory(prefix="gongkai-bench-")
os.environ["GONGKAI_VAR"] = FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings")
django.setup()
