# shellcheck shell=bash
# Programs that Stackyn uses and the distribution has: installed where that is possible without
# asking anyone, named in one sentence elsewhere.

MISSING=()

# needs_program PROGRAM PACKAGE: remembers what is missing, so that it is installed in one go
needs_program() {
  if ! command -v "$1" >/dev/null; then MISSING+=("$2"); fi
}

install_missing() {
  local packages
  ((${#MISSING[@]})) || return 0
  mapfile -t packages < <(printf '%s\n' "${MISSING[@]}" | sort -u)
  MISSING=()
  can_install || fail 69 "Stackyn needs ${packages[*]} here. $(remedy_for "${packages[@]}")."
  tell "Stackyn needs ${packages[*]}: installing with apt-get."
  step "Installing ${packages[*]}" apt_install "${packages[@]}" \
    || fail 69 "${packages[*]} could not be installed. $(remedy_for "${packages[@]}")."
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update \
    && as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends ca-certificates "$@"
}

# without_services COMMAND…: what is installed meanwhile is not started; tests and benches want the
# programs alone, and a server that comes with them would take ports
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  if ! can_install || [[ -e $policy ]]; then
    "$@"
    return
  fi
  as_root bash -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
  "$@" || status=$?
  as_root rm -f "$policy"
  return "$status"
}

# remedy_for PACKAGE…: one sentence for people whose machine we do not change
remedy_for() {
  if command -v apt-get >/dev/null; then
    printf 'Install with: sudo apt-get install %s' "$*"
  else
    printf 'Install with the package manager of this system what Debian calls: %s' "$*"
  fi
}

can_install() {
  [[ -e /etc/debian_version ]] && command -v apt-get >/dev/null && can_be_root
}

can_be_root() {
  ((EUID == 0)) || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n -- "$@"; fi
}
