"""Serves moto as `moto_server` does, without the work that it would do again at each request."""

import functools
import io
import os
import sys

# Thousands of public images and their snapshots, made anew for each account and region: everybody asks for their own.
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")

try:
    import botocore.loaders

    # Before moto is imported, which takes the function from there: one loader for all, so that what it has read it does not read again.
    shared_loader = functools.cache(botocore.loaders.create_loader)
    botocore.loaders.create_loader = lambda search_path=None: shared_loader(search_path)

    import moto.server
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication
    from werkzeug.exceptions import InternalServerError
    from werkzeug.serving import WSGIRequestHandler
    from werkzeug.test import run_wsgi_app
except ImportError as error:
    # What a shell says of a program that is not there.
    print(error, file=sys.stderr)
    sys.exit(127)


class KeptConnection(WSGIRequestHandler):
    """Answers request after request on a connection; werkzeug's own handler ends it, and the thread, after the first."""

    protocol_version = "HTTP/1.1"
    # The head and the body of an answer are written one after the other.
    disable_nagle_algorithm = True

    def run_wsgi(self):
        self.environ = environ = self.make_environ()
        environ["wsgi.input"] = io.BytesIO(whole_body(environ))
        content, status, headers = answer(self.server.app, environ)
        has_content = self.command != "HEAD" and status[:3] not in ("204", "304")
        if has_content:
            headers["Content-Length"] = str(len(content))
        code, _, words = status.partition(" ")
        self.send_response(int(code), words)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if has_content:
            self.wfile.write(content)

    def log_request(self, *_):
        """Nobody reads a line for each request."""


def whole_body(environ):
    """Whatever moto reads of it: the next request begins behind it."""
    body = environ["wsgi.input"]
    is_chunked = environ.get("wsgi.input_terminated", False)
    return body.read() if is_chunked else body.read(int(environ.get("CONTENT_LENGTH") or 0))


def answer(app, environ):
    """The whole content, the status and the headers. moto raises what it does not implement."""
    try:
        parts, status, headers = run_wsgi_app(app, environ, buffered=True)
    except Exception:
        parts, status, headers = run_wsgi_app(InternalServerError(), environ, buffered=True)
    return b"".join(parts), status, headers


# Which service a host belongs to never changes. moto lists its own folder to find it out, and all other requests wait for that.
DomainDispatcherApplication.get_backend_for_host = functools.cache(
    DomainDispatcherApplication.get_backend_for_host
)
moto.server.run_simple = functools.partial(moto.server.run_simple, request_handler=KeptConnection)

sys.exit(moto.server.main())
