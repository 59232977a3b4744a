# shellcheck shell=bash disable=SC2034,SC2154
# What ./run, ./test and .ci/run share: the packages of Debian they need, the build, and one lock
# around both. Sourced, never run; `root` is the checkout. All of it talks on stderr, because stdout
# belongs to the program that is started afterwards; and it says nothing when nothing is to be done.
#
# Exit codes: 2, a package is missing and only the user can install it; 70, anything else went wrong.

packages_to_run=(g++ cmake ninja-build ccache libtbb-dev libboost-dev libboost-graph-dev
                 libcli11-dev nlohmann-json3-dev libfmt-dev liblzma-dev libzstd-dev
                 libtomlplusplus-dev)
packages_to_test=(catch2 spin rumur python3 gcc libc6-dev dpkg-dev file groff-base chromium
                  graphviz)
packages_to_check=(clang-19 libclang-rt-19-dev clang-tidy-19 clang-format-19
                   zsh fish texlive-latex-base texlive-pictures)

say() { printf 'snapcheck: %s\n' "$*" >&2; }

# quietly LOG COMMAND...: the output goes to LOG, and is shown only when COMMAND fails.
quietly() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 && return
    cat "$log"
    return 1
}

# Of the packages given, those that are not installed, one a line. Where there is no dpkg, none:
# then CMake is the one to say what it cannot find.
missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    local package installed
    installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for package in "$@"; do
        [[ $'\n'$installed$'\n' == *$'\n'"installed $package"$'\n'* ]] || printf '%s\n' "$package"
    done
}

install_packages() {
    local missing install as_root=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    install="apt-get install -y --no-install-recommends ${missing[*]}"
    if ((EUID)); then
        as_root=(sudo -n)
        if ! sudo -n true 2>/dev/null; then
            say "packages are missing and this user cannot install them; run this line, then try again:"
            if command -v sudo >/dev/null; then
                echo "sudo apt-get update && sudo $install"
            else
                echo "su -c 'apt-get update && $install'"
            fi
            exit 2
        fi
    fi
    say "installing ${missing[*]}"
    # An index that cannot be fetched need not matter: whether the packages are found is what counts.
    "${as_root[@]}" apt-get update >build/packages.log 2>&1 9>&- || say "apt-get update failed, trying without"
    quietly build/packages.log "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get \
        -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "${missing[@]}" 9>&- && return
    say "these packages could not be installed: ${missing[*]}"
    exit 70
}

# Ninja notices a changed CMakeLists.txt, but neither a changed preset nor a checkout that was moved.
configure() {
    local stamp=build/$1/configured key
    key="$root $(cksum <CMakePresets.json)"
    [[ -f $stamp && $(<"$stamp") == "$key" ]] && return
    rm -f "$stamp"
    say "configuring $1"
    if ! quietly "build/$1.log" cmake --preset "$1" --fresh; then
        say "CMake could not configure the preset $1; its words are above and in build/$1.log"
        exit 70
    fi
    printf '%s\n' "$key" >"$stamp"
}

# Reads what Ninja prints: one counting line on a terminal, one sentence in a log, else silence.
show_progress() {
    local line said=
    while IFS= read -r line; do
        [[ $line =~ ^\[([0-9]+)/([0-9]+)\]\ (Building|Linking) ]] || continue
        if [[ -t 2 ]]; then
            printf '\rsnapcheck: building %s of %s ' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
        elif [[ ! $said ]]; then
            say "building, ${BASH_REMATCH[2]} steps"
        fi
        said=yes
    done
    if [[ $said && -t 2 ]]; then printf '\r\033[K'; fi
}

build() {
    local log=build/$1.log
    NINJA_STATUS='[%f/%t] ' cmake --build --preset "$1" 2>&1 | tee "$log" | show_progress && return
    cat "$log"
    say "the preset $1 could not be built; the reason is above and in $log"
    exit 70
}

# set_up PRESET PACKAGE...: after this, build/PRESET is there and up to date.
# A subshell, so that the lock, the directory and the redirections end with it.
set_up() (
    exec </dev/null >&2
    cd "$root" || exit 70
    if ! mkdir -p build 2>/dev/null || [[ ! -w build ]]; then
        say "cannot write to $root/build"
        exit 70
    fi
    # ccache wants a place of its own, which a user without a home does not have.
    [[ -w ${HOME:-/nonexistent} ]] || export CCACHE_DIR="${CCACHE_DIR:-$root/build/ccache}"
    exec 9>build/lock
    if ! flock --nonblock 9; then
        say "waiting for another set-up of this checkout"
        flock 9
    fi
    install_packages "${@:2}"
    configure "$1"
    build "$1"
)

# want_packages PACKAGE...: as far as they can be had; whoever needs one looks for it again.
want_packages() (
    exec </dev/null >&2
    cd "$root" || exit 70
    (install_packages "$@") || say "going on without: $(missing_packages "$@" | paste -sd ' ')"
)
