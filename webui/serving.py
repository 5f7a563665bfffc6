"""Running the editor: waitress in this process, the browser opened once it answers."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable

from waitress.server import create_server

from hexapla.errors import HexaplaError
from hexapla.workspace import Workspace
from webui import create_app

HOST = "127.0.0.1"
PORT = 8962
THREADS = 16


def run(
    workspace: Workspace, *, port: int | None, open_browser: bool, read_only: bool, say: Callable[[str], object]
) -> None:
    """Serve until Ctrl-C; say where. Raise `HexaplaError` where the port asked for is taken."""
    app = create_app(workspace, read_only=read_only)
    server = create_server(app, host=HOST, port=_choose(port), threads=THREADS, ident=None)
    address = f"http://{HOST}:{server.effective_port}/"
    say(f"Hexapla is open at {address} (Ctrl-C ends it; everything is saved all the time).")
    workspace.concordance.start()
    if not read_only:
        workspace.wordlinks.start()
    if open_browser:
        threading.Timer(0.3, webbrowser.open, [address]).start()
    try:
        server.run()
    except KeyboardInterrupt:
        say("Closed.")
    finally:
        server.close()


def _choose(port: int | None) -> int:
    """Return the port asked for, the usual one, or 0 for any that is free."""
    if _is_free(port or PORT) or port == 0:
        return PORT if port is None else port
    if port is None:
        return 0
    raise HexaplaError(f"Port {port} is taken. Choose another with --port, or leave it out.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
