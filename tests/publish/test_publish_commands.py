"""The publishing commands as an operator runs them, from the first publish to the air gap."""

import shutil
import subprocess
import sys
import zipfile
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
    with zipfile.ZipFile(package) as archive:
        middle = archive.getinfo("index.html").header_offset + 100  # its bytes, not its header
    for damaged in (data[:-100], data[:middle] + b"damaged" + data[middle + 7 :]):
        package.write_bytes(damaged)
        status, _, told = run("unpack", package, target)
        assert status == 3
        assert "不是完好的发布包" in told


def key_of(folder: Path, name: str, kind: str = "ed25519") -> tuple[Path, Path]:
    """A new key, and a list of signers with it alone."""
    key, signers = folder / name, folder / f"{name}-signers"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(key)], check=True)
    signers.write_text(f"{name} " + key.with_suffix(".pub").read_text("utf-8"), "utf-8")
    return key, signers


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
def test_another_key_signs_anew(kind: str, tmp_path: Path, run: Command) -> None:
    """The same key again changes nothing, though ECDSA never gives the same signature twice."""
    (first, old), (second, new) = key_of(tmp_path, "旧", kind), key_of(tmp_path, "新", kind)
    target = tmp_path / "www"
    assert run("publish", target, "--key", first)[1].startswith("已发布")
    assert run("publish", target, "--key", first)[1].endswith("没有改动。\n")
    assert run("publish", target)[1].endswith("没有改动。\n")
    assert run("publish", target, "--key", second)[1].startswith("已发布")
    assert "签名人：新" in run("verify", target, "--signers", new)[1]
    assert run("verify", target, "--signers", old)[::2] == (
        1,
        "  manifest.txt.sig：签名不对，或不是名单上的人签的\n",
    )


def test_a_release_that_is_not_signed_after_one_that_is(
    portal: Path, tmp_path: Path, run: Command
) -> None:
    key, signers = key_of(tmp_path, "运维")
    target = tmp_path / "www"
    assert run("publish", target)[2] == ""
    change(portal, "甲")
    assert run("publish", target, "--key", key)[0] == 0
    status, _, told = run("rollback", target, "--signers", signers)
    assert (status, told.count("\n  ")) == (3, 1)  # no finding but the signature, and a hint
    change(portal, "乙")
    status, _, told = run("publish", target)
    assert (status, told.count("上一个版本有签名，这个版本没有")) == (0, 1)


def change(portal: Path, word: str) -> None:
    """One document gets a paragraph, and the site is built."""
    file = portal / "content" / DOCUMENT
    file.write_text(f"{file.read_text('utf-8')}\n{word}。\n", "utf-8")
    assert run_gongkai("build", folder=portal).returncode == 0


def test_content_that_is_newer_than_the_site(portal: Path, tmp_path: Path, run: Command) -> None:
    target = tmp_path / "www"
    assert run("publish", target)[2] == ""
    file = portal / "content" / DOCUMENT
    file.write_text(f"{file.read_text('utf-8')}\n甲。\n", "utf-8")
    for words in (("--dry-run",), ()):
        told = run("publish", target, *words)[2]
        assert f"上次生成以后改过的内容不在这次发布里（content/{DOCUMENT}）" in told
    assert run("build")[0] == 0
    assert run("publish", target)[2] == ""


def test_a_dry_run_refuses_what_publishing_would(
    portal: Path, tmp_path: Path, run: Command
) -> None:
    target = tmp_path / "www"
    assert run("publish", target)[0] == 0
    (portal / "content" / DOCUMENT).unlink()
    assert run("build")[0] == 0
    status, said, told = run("publish", target, "--dry-run")
    assert (status, "撤下  /documents/" in said) == (3, True)
    assert "会丢掉已公开的地址" in told
    assert run("publish", target, "--dry-run", "--allow-removal")[0] == 0


def test_redirects_that_do_not_fit_the_site(portal: Path, tmp_path: Path, run: Command) -> None:
    moves = portal / "content" / "redirects.yaml"
    moves.write_text(
        "- 旧地址: /units/\n  已撤销: 误写\n- 旧地址: /a/\n  新地址: /units\n", "utf-8"
    )
    for words in (("build",), ("publish", tmp_path / "www"), ("serverconf", "nginx")):
        status, said, told = run(*words)
        assert status == 1
        assert "content/redirects.yaml:1:3: 错误 [redirect-shadow]" in said + told
        assert "content/redirects.yaml:3:3: 错误 [redirect-nowhere]" in said + told
        assert "写成 /units/" in said + told
    moves.write_text("- 旧地址: /old/\n  已撤销: 重复公开\n", "utf-8")
    status, _, told = run("publish", tmp_path / "www")
    assert (status, "还没有说明页" in told) == (3, True)
    assert run("build")[0] == 0
    assert run("publish", tmp_path / "www")[0] == 0


def test_what_moved_may_go_over_an_air_gap(portal: Path, tmp_path: Path, run: Command) -> None:
    package, target = tmp_path / "site.zip", tmp_path / "www"
    assert run("publish", "--zip", package)[0] == 0
    assert run("unpack", package, target)[0] == 0
    (portal / "content" / DOCUMENT).unlink()
    moves = portal / "content" / "redirects.yaml"
    moved = "- 旧地址: /documents/tongzhi/2025-05/\n  新地址: /units/\n"
    for text, status in (("[]\n", 3), (moved, 0)):
        moves.write_text(text, "utf-8")
        assert run("build")[0] == 0
        assert run("publish", "--zip", package)[0] == 0
        assert run("unpack", package, target)[0] == status


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
    (("serverconf", "nginx", "--port", "65536"), 2, "没有 65536 这个端口"),
    (("publish", "host:/srv/www"), 3, "服务器写成 ssh://host/srv/www"),
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


def test_a_site_that_was_removed(portal: Path, tmp_path: Path, run: Command) -> None:
    shutil.rmtree(portal / "site")
    status, _, told = run("publish", tmp_path / "www")
    assert (status, "先运行 gongkai build" in told) == (3, True)
