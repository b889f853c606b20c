"""Real servers on loopback, with files of their own: nginx, Apache and sshd."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from building import lack

NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user}{modules}
events {{ worker_connections 256; }}
http {{
    access_log off; server_names_hash_bucket_size 128;
    client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""
APACHE_MODULES = "mpm_event authz_core alias rewrite headers dir mime"
APACHE = """
ServerRoot {folder}
ServerName localhost
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
{modules}
{user}
TypesConfig /dev/null
AddType application/x-gzip .gz .tgz
Include {folder}/site.conf
"""
SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/client.pub
PidFile {folder}/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
LogLevel ERROR
"""
SSH = """
Host *
    IdentityFile {folder}/client
    IdentitiesOnly yes
    UserKnownHostsFile {folder}/known
    StrictHostKeyChecking accept-new
    LogLevel ERROR
"""


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])


def program(name: str, *folders: str) -> str:
    """Where a server's program is; the test is skipped where it is not."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    if not found:
        lack(name)
        raise AssertionError("lack() ends the test")
    return found


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[None]:
    """Run a server until the block ends; wait until it answers."""
    with log.open("wb") as opened:
        process = subprocess.Popen(command, stdout=opened, stderr=opened)
    try:
        for _ in range(400):
            assert process.poll() is None, log.read_text("utf-8", "replace")
            with socket.socket() as own:
                if own.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.025)
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def nginx(folder: Path, configuration: str, port: int) -> Iterator[None]:
    """An nginx with this site configuration."""
    folder.mkdir()
    (folder / "site.conf").write_text(configuration, "utf-8")
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    if not module.exists():
        lack("libnginx-mod-http-brotli-static")
    user = "user root;" if os.geteuid() == 0 else ""
    text = NGINX.format(folder=folder, user=user, modules=f"load_module {module};")
    (folder / "nginx.conf").write_text(text, "utf-8")
    command = [program("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with running(command, port, folder / "out.log"):
        yield


@contextmanager
def apache(folder: Path, configuration: str, port: int) -> Iterator[None]:
    """An Apache with this site configuration."""
    folder.mkdir()
    (folder / "site.conf").write_text(configuration, "utf-8")
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
        for name in APACHE_MODULES.split()
    )
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    text = APACHE.format(folder=folder, port=port, modules=modules, user=user)
    (folder / "apache.conf").write_text(text, "utf-8")
    command = [program("apache2"), "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
    with running(command, port, folder / "out.log"):
        yield


@contextmanager
def sshd(folder: Path) -> Iterator[tuple[str, int, Path]]:
    """An sshd that lets this user in; yields user, port and the client's configuration."""
    server, port = program("sshd"), free_port()
    program("rsync")
    folder.mkdir()
    for name in ("host", "client"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(key, check=True)
    (folder / "sshd.conf").write_text(SSHD.format(folder=folder, port=port), "utf-8")
    (folder / "ssh.conf").write_text(SSH.format(folder=folder), "utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # Debian's sshd asks for it
    command = [server, "-D", "-e", "-f", str(folder / "sshd.conf")]
    with running(command, port, folder / "out.log"):
        yield getpass.getuser(), port, folder / "ssh.conf"


class Reader:
    """A reader with one connection, closed at the end of the block."""

    def __init__(self, port: int, host: str = "localhost") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=20)
        self.host = host

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def get(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path: status, headers in lower case, bytes. Names are given with _ for -."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, headers={"Host": self.host} | given)
        answer = self.connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()
