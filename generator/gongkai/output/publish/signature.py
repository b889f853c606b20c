"""Signatures of manifests by the operator's SSH key, made and checked by ssh-keygen."""

import subprocess
import tempfile
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path

from gongkai.output.publish.failures import PublishError
from gongkai.problems import ToolError
from gongkai.reasons import reason

NAMESPACE = "gongkai-manifest"
_OWN = "gongkai"  # the name under which an operator's own key is trusted for carrying assets


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signatures count. signers: text of an allowed-signers file; "" trusts nobody."""

    signers: str = ""

    def signer(self, data: bytes, signature: bytes) -> str:
        """Who signed the data, by the name in the signers file; "" when nobody who counts.

        Raises ToolError when ssh-keygen is missing.
        """
        if not self.signers or not signature:
            return ""
        with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
            allowed, mark = Path(folder) / "signers", Path(folder) / "signature"
            allowed.write_text(self.signers, "utf-8")
            mark.write_bytes(signature)
            common = ["-n", NAMESPACE, "-s", str(mark), "-f", str(allowed)]
            found = _keygen(["-Y", "find-principals", *common], data)
            for name in found.stdout.decode("utf-8", "replace").splitlines():
                if _keygen(["-Y", "verify", "-I", name, *common], data).returncode == 0:
                    return name
        return ""


NOBODY = Trust()


def trust_file(path: Path) -> Trust:
    """Trust in the keys of an allowed-signers file. Raises PublishError when it cannot be read."""
    try:
        return Trust(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(
            f"读不了签名人名单 {path}", "每行写：名字 公钥（ssh-ed25519 AAAA…），与 ssh 的格式相同"
        ) from error


def trust_own(key: Path) -> Trust:
    """Trust in the operator's own key alone: for assets carried over from the last release.

    Raises PublishError when the public half of the key cannot be found.
    """
    try:
        public = key if key.suffix == ".pub" else key.with_name(key.name + ".pub")
        return Trust(f"{_OWN} {public.read_text('utf-8')}")
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(f"找不到公钥 {key}.pub", "把公钥放在私钥旁边") from error


def trust_same(signature: bytes) -> Trust:
    """Trust in the key that made a signature alone, by what the signature says of it.

    The form is OpenSSH's PROTOCOL.sshsig: six letters, a number of four bytes, and the key, all
    with a length of four bytes before it, as its type is in the key.
    """
    lines = signature.decode("ascii", "replace").splitlines()
    try:
        key = _counted(b64decode("".join(lines[1:-1]))[10:])
    except ValueError:  # no signature at all, so nobody's
        key = b""
    kind = _counted(key).decode("ascii", "replace")
    return Trust(f"{_OWN} {kind} {b64encode(key).decode()}")


def _counted(data: bytes) -> bytes:
    return data[4 : 4 + int.from_bytes(data[:4], "big")]


def sign(data: bytes, key: Path) -> bytes:
    """A detached signature of the data. key: an SSH private key, or a public one of an agent.

    Raises PublishError when the key cannot be used, ToolError when ssh-keygen is missing.
    """
    if not key.is_file():
        raise PublishError(f"找不到签名用的密钥 {key}", "用 ssh-keygen -t ed25519 -f 文件 新建一个")
    done = _keygen(["-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key)], data)
    if done.returncode or not done.stdout:
        raise PublishError(
            f"密钥 {key} 不能用来签名",
            "确认它是 ssh-keygen 生成的私钥，权限是 600，口令没有输错",
        )
    return done.stdout


def _keygen(arguments: list[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", *arguments], input=data, capture_output=True, check=False
        )
    except OSError as error:
        raise ToolError(
            f"启动不了 ssh-keygen：{reason(error)}", "安装 openssh-client（8.1 或更新的版本）"
        ) from error
