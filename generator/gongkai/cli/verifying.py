"""What verify looks at: a folder, a server, a web address or a zip file."""

from argparse import Namespace
from pathlib import Path

from gongkai.cli.console import Console
from gongkai.cli.progress import Progress
from gongkai.cli.targets import open_target
from gongkai.output.publish.archive import prove, read_archive
from gongkai.output.publish.compare import Finding
from gongkai.output.publish.failures import explained
from gongkai.output.publish.manifest import SIGNATURE
from gongkai.output.publish.signature import Trust
from gongkai.output.publish.verify import Verdict, verify
from gongkai.output.publish.web import verify_site


def look_at(found: Namespace, trust: Trust, console: Console) -> Verdict:
    """Look at what the command line names."""
    words = str(found.target)
    if words.startswith(("http://", "https://")):
        with Progress(console) as progress:
            return verify_site(words, trust, progress)
    if words.endswith(".zip") and not Path(words).is_dir():
        return _archive(Path(words), trust)
    with open_target(found) as target, explained(target.name):
        return verify(target, trust, found.release)


def _archive(file: Path, trust: Trust) -> Verdict:
    with read_archive(file) as bundle:
        prove(bundle, str(file))
    signer = trust.signer(bundle.manifest.data(), bundle.signature)
    wrong = bool(trust.signers) and not signer
    return Verdict(
        release="发布包",
        findings=(Finding(SIGNATURE, "没有签名，或不是名单上的人签的"),) if wrong else (),
        files=len(bundle.manifest.entries),
        bytes=bundle.manifest.bytes,
        signed=bool(bundle.signature),
        signer=signer,
    )
