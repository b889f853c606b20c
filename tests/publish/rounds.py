"""Publishes and rollbacks, one after another, under readers behind a real nginx."""

import shutil
from pathlib import Path

from readers import Notes, judge, reading, write_versioned_site
from servers import free_port, nginx

from gongkai.output.publish.bundle import gather
from gongkai.output.publish.local import LocalTarget
from gongkai.output.publish.procedure import Order, publish
from gongkai.output.publish.rollback import rollback
from gongkai.output.publish.serverconf import Hosting, server_configuration

NOW = 1_763_808_900


def rounds(folder: Path, publishes: int, rollbacks: int, pages: int, wanted: int) -> Notes:
    """Publish and roll back under two readers until they asked `wanted` times, at least once over.

    Each round is `publishes` publishings, with `rollbacks` rollbacks spread between them.
    """
    target, port = LocalTarget(folder / "target", "x"), free_port()
    live: list[int] = []
    version = 0

    def put() -> None:
        nonlocal version
        version += 1
        shutil.rmtree(folder / "site", ignore_errors=True)
        site = write_versioned_site(folder / "site", version, pages)
        order = Order(time=NOW + version, keep=4)
        release = publish(gather(site, folder / "twins"), target, order).release
        live.append(version)
        known[release] = version

    known: dict[str, int] = {}
    put()
    for above in (folder, *list(folder.parents)[:2]):
        above.chmod(0o755)
    hosting = Hosting(title="示例市", target=str(folder / "target"), port=port)
    notes: list[Notes] = []
    with nginx(folder / "server", server_configuration("nginx", hosting), port):
        while sum(each.requests for each in notes) < wanted:
            with reading(port, pages) as some:
                start = len(live) - 1
                for number in range(publishes):
                    put()
                    if number % (publishes // rollbacks) == 1:
                        live.append(known[rollback(target, NOW + version).release])
            notes.append(judge(some, live[start:]))
    whole = Notes()
    for each in notes:
        for name in ("requests", "http_errors", "missing_assets", "torn", "backwards"):
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
        whole.versions += each.versions
    return whole
