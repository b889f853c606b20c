"""Publishing over ssh to a real sshd: the same promises, and a connection that may break."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from servers import sshd
from small_site import NOW, bundle_of, is_whole, served, style_of, target_in

from gongkai.output.publish.failures import BusyError, LostError, PublishError, TargetError
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.procedure import Order, preview, publish
from gongkai.output.publish.remote import SshTarget
from gongkai.output.publish.rollback import rollback
from gongkai.output.publish.ssh import Server, Shell, server_of
from gongkai.output.publish.verify import verify


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An sshd on loopback; its path is to be replaced."""
    with sshd(tmp_path_factory.mktemp("ssh") / "server") as (user, port, config):
        yield Server("127.0.0.1", "/", user, str(port), config)


@contextmanager
def remote(server: Server, folder: Path) -> Iterator[SshTarget]:
    """A target on the server."""
    with Shell(replace(server, path=str(folder / "target"))) as shell:
        yield SshTarget(shell, "主机 甲 上的进程 1（用户 乙）", folder / "sending")


def put(server: Server, folder: Path, version: int, time: int = NOW) -> tuple[str, ...]:
    """Publish a version; gives the notes."""
    with remote(server, folder) as target:
        order = Order(time=time, keep=3, allow_removal=True)
        return publish(bundle_of(folder, version), target, order).notes


def test_the_same_as_here(server: Server, tmp_path: Path) -> None:
    for version in (1, 2, 3, 4):
        assert put(server, tmp_path, version, NOW + version) == ()
        assert is_whole(served(tmp_path / "target"), version)
        assert verify(target_in(tmp_path / "target")).findings == ()
    assert style_of(1) in served(tmp_path / "target")
    with remote(server, tmp_path) as target:
        assert len(target.state().releases) == 3
        assert verify(target).findings == ()
        assert preview(bundle_of(tmp_path, 2), target).new == ("/v/2/",)
        rollback(target, NOW + 9)
    assert is_whole(served(tmp_path / "target"), 3)
    assert style_of(4) in served(tmp_path / "target")
    assert verify(target_in(tmp_path / "target")).findings == ()


def test_here_and_there_leave_the_same(server: Server, tmp_path: Path) -> None:
    for version in (1, 2):
        put(server, tmp_path, version)
        order = Order(time=NOW, keep=3, allow_removal=True)
        publish(bundle_of(tmp_path, version), target_in(tmp_path / "local"), order)

    def look(folder: Path) -> list[tuple[str, int, int, int]]:
        root = folder / "current"
        return [
            (path.relative_to(root).as_posix(), found.st_mode, found.st_size, int(found.st_mtime))
            for path in sorted(root.rglob("*"))
            if (found := path.stat()) and path.is_file()
        ]

    assert look(tmp_path / "target") == look(tmp_path / "local")


@pytest.mark.parametrize("name", ["空 格", "-q'u\"o$t;e*`d"])
def test_any_name_of_a_folder(server: Server, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    put(server, folder, 1)
    put(server, folder, 2)
    assert is_whole(served(folder / "target"), 2)


def test_tampering_on_the_server_is_found(server: Server, tmp_path: Path) -> None:
    put(server, tmp_path, 1)
    root = tmp_path / "target" / "current"
    (root / "notice" / "new\nline").write_text("x", "utf-8")
    (root / "empty").mkdir()
    (root / "404.html").chmod(0o4666)
    (root / "link").symlink_to("index.html")
    with (root / "index.html").open("ab") as page:
        page.write(b" ")
    with remote(server, tmp_path) as target:
        found = [finding.path for finding in verify(target).findings]
    assert found == ["404.html", "empty", "index.html", "link", "notice/new\nline"]


def test_two_at_once(server: Server, tmp_path: Path) -> None:
    put(server, tmp_path, 1)
    with remote(server, tmp_path) as target, target.lock():
        with pytest.raises(BusyError, match="主机 甲 上的进程 1"):
            put(server, tmp_path, 2)
        here = LocalTarget(tmp_path / "target", "x")
        with pytest.raises(BusyError), here.lock():
            pass
    put(server, tmp_path, 2)
    assert is_whole(served(tmp_path / "target"), 2)


def test_what_cannot_be_published_to(server: Server, tmp_path: Path) -> None:
    with Shell(replace(server, path=str(tmp_path / "no" / "target"))) as shell:
        target = SshTarget(shell, "x", tmp_path / "sending")
        with pytest.raises(TargetError, match=r"没有 .* 这个文件夹"):
            publish(bundle_of(tmp_path, 1), target, Order(time=NOW))
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "theirs").write_text("x", "utf-8")
    with pytest.raises(TargetError, match="已有别的东西"):
        put(server, tmp_path, 1)
    shutil.rmtree(tmp_path / "target")
    (tmp_path / "target").write_text("x", "utf-8")
    with pytest.raises(TargetError, match="不是文件夹"):
        put(server, tmp_path, 1)


@pytest.mark.parametrize(
    "address",
    [
        "ssh://",
        "ssh://host",
        "ssh://host/",
        "ssh://-oProxyCommand=x/path",
        "ssh://u:secret@host/path",
        "ssh://host:99999/path",
        "ssh://ho st/path",
        "ssh://-x@host/path",
    ],
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(TargetError, match="看不懂服务器地址"):
        server_of(address)


def test_an_address() -> None:
    server = server_of("ssh://web@www.example.gov.cn:2222/srv/%E5%85%AC%E5%BC%80/")
    assert (server.destination, server.port) == ("web@www.example.gov.cn", "2222")
    assert server.path == "/srv/公开"


def test_nobody_answers(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        server = Server("127.0.0.1", "/x", port=str(closed.getsockname()[1]))
        with pytest.raises(LostError, match="没有连上"), remote(server, tmp_path) as target:
            target.state()


class Cutting:
    """A door to the sshd that closes for ever after so many bytes towards it, in all."""

    def __init__(self, port: int, most: int) -> None:
        self.port, self.left = port, most
        self.passed = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.open: list[socket.socket] = []
        self.watch = threading.Thread(target=self._serve, daemon=True)
        self.watch.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
                self.open += [near, far]
                threading.Thread(target=self._pass, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := one.recv(4096):
                self.passed += len(data) * counted
                if self.passed > self.left:
                    break
                other.sendall(data)
        self._shut(self.open if self.passed > self.left else [one, other])

    def _shut(self, sockets: list[socket.socket]) -> None:
        for each in list(sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the door and everything that goes through it."""
        self._shut([self.listener, *self.open])
        self.watch.join(5)
        for each in (self.listener, *self.open):
            each.close()


def test_a_connection_cut_anywhere(server: Server, tmp_path: Path) -> None:
    put(server, tmp_path, 1)
    whole = Cutting(int(server.port), 1 << 30)
    put(replace(server, port=str(whole.listener.getsockname()[1])), tmp_path, 0)
    whole.close()
    cuts = 12
    ends = []
    for number in range(cuts):
        with ExitStack() as stack:
            door = Cutting(int(server.port), whole.passed * number // cuts)
            stack.callback(door.close)
            there = replace(server, port=str(door.listener.getsockname()[1]))
            old = 0 if is_whole(served(tmp_path / "target"), 0) else 2
            new = 2 - old
            try:
                put(there, tmp_path, new, NOW + number)
                ends.append("done")
            except PublishError as error:
                ends.append(type(error).__name__)
                assert "\n" not in error.message
        found = served(tmp_path / "target")
        assert is_whole(found, new) or (ends[-1] != "done" and is_whole(found, old))
        assert verify(target_in(tmp_path / "target")).findings == ()
    assert ends.count("LostError") > cuts // 2
    put(server, tmp_path, 3)
    assert is_whole(served(tmp_path / "target"), 3)
    left = {path.name for path in (tmp_path / "target" / "releases").iterdir()}
    assert not left & {".new", ".old", ".part"}
