"""What a server's shell is asked to run: POSIX sh with GNU find and coreutils, flock and rsync."""

TAKEN, ABSENT, REFUSED, UNSURE = 75, 76, 77, 78  # exit statuses with a meaning of ours

# $1 the target's folder, $2 "yes" to make it. Prints why it refuses.
PREPARE = """
for tool in rsync flock find sha256sum xargs sync mv stat cat touch; do
    command -v "$tool" >/dev/null || { echo "tool $tool"; exit 77; }
done
if [ ! -e "$1" ]; then
    [ "$2" ] || exit 76
    [ -d "$(dirname "$1")" ] || { echo parent; exit 77; }
    umask 022; mkdir "$1" || exit 1
fi
[ -d "$1" ] || { echo folder; exit 77; }
cd "$1" || exit 1
[ -d releases ] && exit 0
[ "$2" ] || exit 76
for name in * .[!.]*; do
    case "$name" in "*" | ".[!.]*" | .lock | .current | current | lost+found) ;;
        *) echo others; exit 77 ;;
    esac
done
umask 022; mkdir -p releases
"""

# In the shell itself: descriptor 9 holds the lock until the shell ends.
LOCK = (
    "{{ exec 9<>.lock; }} 2>&1 && "
    "if flock -n 9; then printf %s {who} > .lock; else cat .lock; (exit 75); fi 2>&1"
)
UNLOCK = "exec 9>&-"

# Names in releases/, an empty line, where current leads.
STATE = """
find releases -mindepth 1 -maxdepth 1 -type d -printf '%f\\n' || exit 1
echo
[ ! -L current ] || readlink current
"""

CLEAR = "rm -rf releases/.new releases/.old releases/.part .current"

ROOM = "stat -f -c '%S %a %c %d' releases"

# $1 a file. Nothing when it is not a plain one.
READ = '[ -L "$1" ] || [ ! -f "$1" ] || cat "$1"'

# $1 a folder.
LIST = """
[ -d "$1" ] || exit 0
cd "$1" && find . -printf '%y %m %n %U:%G %s %T@ %p\\0'
"""

# $1 a folder, then files in it; none means all.
DIGESTS = """
[ -d "$1" ] || exit 0
cd "$1" || exit 1
shift
if [ $# -gt 0 ]; then printf './%s\\0' "$@"; else find . -type f -print0; fi |
    xargs -0 -r sha256sum -z --
"""

# $1 and $2 folders of releases, $3 the files, one a line. rsync moves each into place whole.
CARRY = """
rm -rf releases/.part && mkdir releases/.part || exit 1
printf '%s\\n' "$3" |
    rsync -tpc --chmod=D0755,F0644 --temp-dir="$PWD/releases/.part" --files-from=- "$1" "$2"
status=$?
rm -rf releases/.part
exit $status
"""

# $1 a file, $2 its text, $3 its time.
NOTE = """
rm -rf releases/.part
printf %s "$2" > releases/.part && touch -d "@$3" releases/.part || exit 1
mkdir -p "$(dirname "$1")" && mv -T releases/.part "$1"
"""

# $1 a release.
ADOPT = 'mv -T releases/.new "releases/$1" && sync releases'

# $1 a release. mv -T is rename(2): no reader ever finds no link.
SWITCH = """
rm -rf .current && ln -s "releases/$1" .current && mv -T .current current || exit 1
sync . || exit 78
"""

# $1 a release.
REMOVE = 'rm -rf releases/.old && mv -T "releases/$1" releases/.old && rm -rf releases/.old'
