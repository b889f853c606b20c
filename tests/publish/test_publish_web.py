"""Verify over HTTP: what readers get is what was published, plain and compressed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import free_port, nginx
from small_site import NOW, bundle_of, style_of, target_in

from gongkai.output.publish.failures import LostError
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.serverconf import Hosting, server_configuration
from gongkai.output.publish.web import verify_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Version 1 behind nginx: its address, and its folder."""
    target, port = tmp_path / "target", free_port()
    publish(bundle_of(tmp_path, 1), target_in(target), Order(time=NOW))
    for above in (tmp_path, *list(tmp_path.parents)[:2]):
        above.chmod(0o755)
    hosting = Hosting(title="示例市", target=str(target), port=port)
    with nginx(tmp_path / "server", server_configuration("nginx", hosting), port):
        yield f"http://localhost:{port}", target / "current"


def test_as_published(site: tuple[str, Path]) -> None:
    verdict = verify_site(site[0])
    assert verdict.findings == ()
    assert verdict.files == 8  # six files, one of them in two more encodings
    assert not verdict.signed


@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        ("index.html.gz", "内容与清单不符（gzip）"),
        ("index.html.br", "内容与清单不符（br）"),
    ],
)
def test_a_stale_twin(site: tuple[str, Path], tmp_path: Path, file: str, wrong: str) -> None:
    other = bundle_of(tmp_path, 2)
    with other.sources.open(file) as old:
        (site[1] / file).write_bytes(old.read())
    (finding,) = verify_site(site[0]).findings
    assert (finding.path, finding.wrong) == ("index.html", wrong)


def test_a_damaged_twin(site: tuple[str, Path]) -> None:
    (site[1] / "index.html.gz").write_bytes(b"\x1f\x8b damaged")
    (finding,) = verify_site(site[0]).findings
    assert finding.wrong == "压缩的内容已损坏（gzip）"


def test_changed_and_missing(site: tuple[str, Path]) -> None:
    (site[1] / "notice" / "list.csv").unlink()
    (site[1] / "404.html").write_text("<p>changed", "utf-8")
    (site[1] / style_of(1)).write_text("changed", "utf-8")
    findings = {finding.path: finding.wrong for finding in verify_site(site[0]).findings}
    assert findings == {
        "notice/list.csv": "返回 404，本应是 200",
        "404.html": "内容与清单不符",
        style_of(1): "内容与清单不符",
    }


def test_nobody_answers() -> None:
    with pytest.raises(LostError, match="没有得到应答"):
        verify_site(f"http://127.0.0.1:{free_port()}/")
