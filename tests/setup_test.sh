#!/usr/bin/env bash
# ./run and ./test on a stand-in: a checkout whose path has a space in it, whose "program" is a shell
# script, and whose Debian is three fakes on the PATH. Nothing is installed or compiled, so a second
# or two is enough to try what a bare machine, a user without root and two starts at once would do.
#
#     tests/setup_test.sh CHECKOUT
set -euo pipefail
checkout=$(readlink -f "$1")
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
toy="$room/a checkout"
failures=0

mkdir -p "$toy/scripts" "$room/bin" "$room/elsewhere"
cp "$checkout/run" "$checkout/test" "$toy"
cp "$checkout/scripts/setup.sh" "$toy/scripts"

cat >"$toy/snapcheck.sh" <<'END'
#!/bin/sh
# Says where it is and what it was given; `exit N` and `show FILE` do that; anything else reads stdin.
case "$1" in
exit) exit "$2" ;;
show) cat "$2" ;;
read) cat ;;
*) echo "{\"arguments\": \"$*\"}" ;;
esac
END
cat >"$toy/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(toy LANGUAGES NONE)
add_custom_command(OUTPUT snapcheck DEPENDS snapcheck.sh COMMENT "Building snapcheck"
    COMMAND sleep 0.3 COMMAND cp ${PROJECT_SOURCE_DIR}/snapcheck.sh snapcheck
    COMMAND chmod +x snapcheck COMMAND echo built >> ${PROJECT_SOURCE_DIR}/builds)
add_custom_target(program ALL DEPENDS snapcheck)
enable_testing()
add_test(NAME good COMMAND true)
add_test(NAME bad COMMAND false)
END
cat >"$toy/CMakePresets.json" <<'END'
{
  "version": 6,
  "configurePresets": [
    {"name": "base", "hidden": true, "generator": "Ninja", "binaryDir": "${sourceDir}/build/${presetName}"},
    {"name": "release", "inherits": "base"}, {"name": "test", "inherits": "base"}
  ],
  "buildPresets": [{"name": "release", "configurePreset": "release"}, {"name": "test", "configurePreset": "test"}],
  "testPresets": [{"name": "test", "configurePreset": "test", "execution": {"noTestsAction": "error"}}]
}
END

# The fakes: what is listed in `missing` is not installed, until apt-get is asked to.
cat >"$room/bin/dpkg-query" <<END
#!/bin/sh
shift 3
for package; do grep -qx -e "\$package" "$room/missing" || echo "installed \$package"; done
END
cat >"$room/bin/apt-get" <<END
#!/bin/sh
cat >/dev/null
echo "apt-get \$*" | tee -a "$room/apt"
[ -e "$room/offline" ] && { echo "E: no network"; exit 100; }
case "\$*" in *install*) : >"$room/missing" ;; esac
END
cat >"$room/bin/sudo" <<END
#!/bin/sh
[ -e "$room/sudoer" ] || exit 1
shift; exec "\$@"
END
chmod +x "$room"/bin/* "$toy/snapcheck.sh"
export PATH="$room/bin:$PATH"
: >"$room/missing"
: >"$room/apt"

# Nobody's shell, also where the suite itself is run by root.
as_user=()
if ((EUID == 0)); then
    as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent)
    chmod -R a+rwX "$room"
fi

# try COMMAND...: leaves its exit code in $code, what it said in $room/out and $room/err.
try() {
    code=0
    "$@" >"$room/out" 2>"$room/err" </dev/null || code=$?
}
expect() {
    local what=$1
    shift
    if ! "$@" >/dev/null 2>&1; then
        printf 'FAILED: %s\n  exit code %s\n' "$what" "$code"
        sed 's/^/  stdout: /' "$room/out"
        sed 's/^/  stderr: /' "$room/err"
        failures=$((failures + 1))
    fi
}
silent() { [[ ! -s "$room/$1" ]]; }
says() { grep -q -e "$2" "$room/$1"; }
in_elsewhere() { (cd "$room/elsewhere" && "$@"); }

try "${as_user[@]}" "$toy/run" check --json
expect "the first start builds and starts" test "$code" = 0
expect "set-up says on stderr that it builds" says err "building"
expect "stdout is the program's alone" test "$(cat "$room/out")" = '{"arguments": "check --json"}'

began=$(date +%s%N)
try "${as_user[@]}" "$toy/run" 'two words' "*"
took=$((($(date +%s%N) - began) / 1000000))
expect "the second start takes less than a second, not $took ms" test "$took" -lt 1000
expect "the second start has nothing to say" silent err
expect "arguments arrive as they were given" says out '"two words \*"'
expect "it was built once" test "$(wc -l <"$toy/builds")" = 1

for wanted in 0 1 2 3 70 130; do
    try "${as_user[@]}" "$toy/run" exit "$wanted"
    expect "exit code $wanted passes through" test "$code" = "$wanted"
done

echo "from elsewhere" >"$room/elsewhere/file"
try in_elsewhere "${as_user[@]}" "$toy/run" show file
expect "paths are the caller's" test "$(cat "$room/out")" = "from elsewhere"
ln -s "$toy/run" "$room/elsewhere/link"
try in_elsewhere "${as_user[@]}" ./link show file
expect "a link to it does" test "$(cat "$room/out")" = "from elsewhere"
printf 'libfmt-dev\nninja-build\n' >"$room/missing"
try "${as_user[@]}" "$toy/run" check
expect "without root: exit code 2" test "$code" = 2
expect "without root: nothing on stdout" silent out
expect "without root: one line to run" test "$(grep -c '^sudo apt-get .* ninja-build libfmt-dev$' "$room/err")" = 1
expect "without root: nothing is installed" test ! -s "$room/apt"

touch "$room/sudoer"
try "${as_user[@]}" "$toy/run" check
expect "with sudo: installs and starts" test "$code" = 0
expect "with sudo: says what it installs" says err "installing ninja-build libfmt-dev"
expect "with sudo: nothing of apt on stdout" test "$(cat "$room/out")" = '{"arguments": "check"}'
echo "ninja-build" >"$room/missing"
echo "a line" | "${as_user[@]}" "$toy/run" read >"$room/out" 2>"$room/err" || code=$?
expect "stdin is the program's, not apt's" test "$(cat "$room/out")" = "a line"
expect "with sudo: what was missing and no more" \
    grep -q -e "install -y --no-install-recommends ninja-build libfmt-dev$" "$room/apt"

echo ccache >"$room/missing"
touch "$room/offline"
try "${as_user[@]}" "$toy/run" check
expect "without a network: exit code 70" test "$code" = 70
expect "without a network: shows why" says err "E: no network"
expect "without a network: nothing on stdout" silent out
rm "$room/offline"
: >"$room/missing"

sed -i 's/"release", "inherits"/"release", "displayName": "changed", "inherits"/' "$toy/CMakePresets.json"
try "${as_user[@]}" "$toy/run" check
expect "changed presets are configured anew" says err "configuring release"

mv "$toy" "$room/moved checkout"
toy="$room/moved checkout"
try "${as_user[@]}" "$toy/run" check
expect "a checkout can be moved" test "$code" = 0

: >"$toy/builds"
touch "$toy/snapcheck.sh"
"${as_user[@]}" "$toy/run" exit 0 2>"$room/err2" &
try "${as_user[@]}" "$toy/run" check
expect "two starts at once: the one works" test "$code" = 0
code=0
wait $! || code=$?
expect "two starts at once: the other too" test "$code" = 0
expect "two starts at once: one build" test "$(wc -l <"$toy/builds")" = 1

try "${as_user[@]}" "$toy/test"
expect "./test fails with ctest's own code" test "$code" = 8
expect "./test ends with ctest's summary" says out "1 tests failed out of 2"
try "${as_user[@]}" "$toy/test" -R good
expect "./test -R chooses" test "$code" = 0
expect "./test -R runs one" says out "100% tests passed, 0 tests failed out of 1"
try "${as_user[@]}" "$toy/test" -R nothing
expect "./test of nothing is no success" test "$code" != 0

sed -i 's/COMMAND cp/COMMAND false COMMAND cp/' "$toy/CMakeLists.txt"
try "${as_user[@]}" "$toy/run" check
expect "a failed build: exit code 70" test "$code" = 70
expect "a failed build: shows the log" says err "FAILED: snapcheck"
expect "a failed build: nothing on stdout" silent out

echo "nonsense(" >>"$toy/CMakeLists.txt"
rm -rf "$toy/build/release"
try "${as_user[@]}" "$toy/run" check
expect "a failed configuration: exit code 70" test "$code" = 70
expect "a failed configuration: shows the log" says err "CMake Error"

((failures == 0)) || exit 1
echo "set-up: all as expected"
