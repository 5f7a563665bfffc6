"""The editor: a Flask application over one workspace.

`create_app(workspace)` makes it; `hexapla serve` runs it.
"""

from __future__ import annotations

from flask import Flask

from hexapla.workspace import Workspace
from webui import (
    alignment_imports,
    collation,
    concordance,
    drift,
    editions,
    errors,
    glossary,
    learning,
    modules,
    pages,
    pictures,
    pivot,
    quality,
    reading,
    renderings,
    search_api,
    security,
    splits,
    versions,
    wordlinks,
    words,
)
from webui.api import api
from webui.jobs import Jobs
from webui.presence import Presence

MEGABYTE = 1024 * 1024


def create_app(workspace: Workspace, *, read_only: bool = False) -> Flask:
    """Make the application for a workspace; with `read_only` everything can be seen and nothing changed."""
    app = Flask(__name__)
    app.config.update(
        HEXAPLA_READ_ONLY=read_only,
        MAX_CONTENT_LENGTH=MEGABYTE,
        MAX_FORM_MEMORY_SIZE=64 * MEGABYTE,
        TRUSTED_HOSTS=["localhost", "127.0.0.1"],
    )
    app.json.sort_keys = app.json.ensure_ascii = False  # type: ignore[attr-defined] # only the default provider has them
    app.extensions["hexapla"] = workspace
    app.extensions["hexapla_jobs"] = Jobs()
    app.extensions["hexapla_presence"] = Presence()
    app.extensions["hexapla_editions"] = editions.Shelf()
    app.extensions["hexapla_radars"] = drift.Radars()
    security.protect(app)
    errors.register(app)
    words.register(app)
    modules.register(app)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api)
    app.register_blueprint(alignment_imports.blueprint)
    app.register_blueprint(pictures.blueprint)
    app.register_blueprint(pivot.blueprint)
    app.register_blueprint(quality.blueprint)
    app.register_blueprint(reading.blueprint)
    app.register_blueprint(search_api.blueprint)
    app.register_blueprint(collation.blueprint)
    app.register_blueprint(concordance.blueprint)
    app.register_blueprint(drift.blueprint)
    app.register_blueprint(editions.blueprint)
    app.register_blueprint(learning.blueprint)
    app.register_blueprint(glossary.blueprint)
    app.register_blueprint(renderings.blueprint)
    app.register_blueprint(splits.blueprint)
    app.register_blueprint(versions.blueprint)
    app.register_blueprint(wordlinks.blueprint)
    return app
