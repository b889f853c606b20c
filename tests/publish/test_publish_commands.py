"""The publishing commands as an operator runs them, from the first publish to the air gap."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from servers import sshd

from building import SITES, run_gongkai
from gongkai.output.compress import unpack

DOCUMENT = "documents/tongzhi/2025-05.md"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def portal(tmp_path: Path, shilishi_site: Path) -> Path:
    """The portal of 示例市, built."""
    return Path(shutil.copytree(shilishi_site.parent, tmp_path / "portal"))


@pytest.fixture
def run(portal: Path) -> Command:
    """Run a command on the portal: status, what it says, what it complains of."""

    def command(*words: object) -> tuple[int, str, str]:
        done = run_gongkai(*map(str, words), folder=portal)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return command


def test_publish_change_roll_back(portal: Path, tmp_path: Path, run: Command) -> None:
    target = tmp_path / "www"
    status, said, _ = run("publish", "--dry-run", target)
    assert (status, target.exists()) == (0, False)
    assert "新增  /documents/jiedu-bianhao/\n" in said
    status, said, _ = run("publish", target)
    assert status == 0
    assert said.startswith(f"已发布到 {target}：版本 ")
    assert run("publish", target)[1].endswith("没有改动。\n")

    (portal / "content" / DOCUMENT).unlink()
    assert run("build")[0] == 0
    status, _, told = run("publish", target)
    assert status == 3
    assert "会丢掉已公开的地址：/documents/" in told
    assert "redirects.yaml" in told
    lost = told.split("地址：")[1].split("；")[0]
    (portal / "content" / "redirects.yaml").write_text(
        f"- 旧地址: {lost}\n  已撤销: 重复公开\n", "utf-8"
    )
    assert run("build")[0] == 0
    assert run("publish", target)[0] == 0
    notice = target / "current" / "withdrawn" / lost.strip("/") / "index.html"
    assert "重复公开" in notice.read_text("utf-8")
    said = run("serverconf", "nginx", target)[1].replace("/portal/", "/")
    assert f'location = "{lost}" {{\n' in said
    assert f'if (-f "{notice}")' in said

    status, said, _ = run("releases", target)
    assert (status, said.count("\n"), said.count("← 线上")) == (0, 2, 1)
    status, said, _ = run("rollback", target)
    assert status == 0
    assert "已回滚到版本" in said
    assert (target / "current" / lost.strip("/") / "index.html").exists()
    (target / "current" / "index.html").write_text("tampered", "utf-8")
    status, said, told = run("verify", target)
    assert (status, told) == (1, "  index.html：内容被改动\n")
    assert "有 1 处与发布时不一样" in said


def test_compressed_when_built(portal: Path, tmp_path: Path, run: Command) -> None:
    assert not (portal / ".gongkai" / "twins").exists()
    status, said, _ = run("build", "--precompress")
    assert status == 0
    assert "，新压缩 " in said
    assert "没有改动，压缩件都已备好，" in run("build", "--precompress")[1]
    made = {path.name for path in (portal / ".gongkai" / "twins").rglob("*.br")}
    assert run("publish", tmp_path / "www")[0] == 0
    assert {path.name for path in (portal / ".gongkai" / "twins").rglob("*.br")} == made
    assert not list((portal / "site").rglob("*.br"))
    page = (portal / "site" / "index.html").read_bytes()
    assert unpack(".br", (tmp_path / "www/current/index.html.br").read_bytes()) == page


def test_signed_over_an_air_gap(portal: Path, tmp_path: Path, run: Command) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    signers = tmp_path / "signers"
    signers.write_text("运维 " + key.with_suffix(".pub").read_text("utf-8"), "utf-8")
    package, target = tmp_path / "site.zip", tmp_path / "www"
    assert run("publish", "--zip", package, "--key", key)[0] == 0
    assert "签名人：运维" in run("verify", package, "--signers", signers)[1]
    assert run("unpack", package, target, "--signers", signers)[0] == 0
    assert "签名人：运维" in run("verify", target, "--signers", signers)[1]
    assert "没有核对签名" in run("verify", target)[2]
    data = package.read_bytes()
    middle = len(data) // 3
    for damaged in (data[:-100], data[:middle] + b"damaged" + data[middle + 7 :]):
        package.write_bytes(damaged)
        status, _, told = run("unpack", package, target)
        assert status == 3
        assert "不是完好的发布包" in told


def test_over_ssh(portal: Path, tmp_path: Path, run: Command) -> None:
    with sshd(tmp_path / "ssh") as (user, port, config):
        address = f"ssh://{user}@127.0.0.1:{port}{tmp_path}/www"
        for words in (("publish",), ("verify",), ("releases",)):
            status, said, told = run(*words, address, "--ssh-config", config)
            assert status == 0, told
            assert said
    status, _, told = run("releases", address, "--ssh-config", config)
    assert status == 3
    assert "没有连上" in told


def test_a_site_that_is_not_the_build_s(portal: Path, tmp_path: Path, run: Command) -> None:
    (portal / "site" / "index.html").write_text("by hand", "utf-8")
    status, _, told = run("publish", tmp_path / "www")
    assert status == 3
    assert "site 里的 index.html 与生成时不同" in told
    assert not (tmp_path / "www").exists()


MISTAKES = (
    (("publish",), 2, "要写一个目标"),
    (("publish", "www", "--zip", "x.zip"), 2, "要写一个目标"),
    (("publish", "www", "--keep", "0"), 2, "--keep 至少是 1"),
    (("publish", "www", "--keep", "x"), 2, "--keep"),
    (("publish", "no/such/www"), 3, "没有这个文件夹"),
    (("publish", "ssh://host"), 3, "看不懂服务器地址"),
    (("publish", "ftp://host/www"), 3, "不能用 ftp:// 这种地址"),
    (("publish", "--zip", "/"), 3, "是文件夹，压缩包要写文件名"),
    (
        ("publish", "www", "--key", str(SITES / "shilishi" / "content" / "portal.yaml")),
        3,
        "不能用来签名",
    ),
    (("unpack", "nowhere.zip", "www", "--keep", "0"), 2, "--keep 至少是 1"),
    (("publish", "www", "--key", "nowhere"), 3, "找不到签名用的密钥"),
    (("verify", "www", "--signers", "nowhere"), 3, "读不了签名人名单"),
    (("verify", "nowhere"), 3, "还没有发布过网站"),
    (("verify", "nowhere.zip"), 3, "没有这个文件"),
    (("verify", "http://127.0.0.1:9/"), 3, "没有得到应答：没有服务器在那里监听"),
    (("rollback", "nowhere"), 3, "没有更早的版本"),
    (("unpack", "nowhere.zip", "www"), 3, "没有这个文件"),
    (("serverconf", "iis"), 2, "不认识「iis」"),
    (("serverconf", "nginx", "a b"), 3, "不能写进服务器配置"),
)


@pytest.mark.parametrize(("words", "status", "sentence"), MISTAKES, ids=lambda each: str(each))
def test_mistakes_are_told_in_a_sentence(
    shilishi_site: Path, tmp_path: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    done = subprocess.run(
        ["gongkai", *words, "-C", str(shilishi_site.parent)],
        executable=str(Path(sys.executable).with_name("gongkai")),
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert sentence in done.stderr
    assert done.stderr.startswith("错误：")
    assert "Traceback" not in done.stderr


def test_a_portal_never_built(tmp_path: Path) -> None:
    shutil.copytree(SITES / "shilishi" / "content", tmp_path / "content")
    done = run_gongkai("publish", str(tmp_path / "www"), folder=tmp_path)
    assert (done.returncode, "还没有生成过网站" in done.stderr) == (3, True)
