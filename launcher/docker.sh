# shellcheck shell=bash
# A Docker engine that answers: the one we are told of, one that runs, or one that we start.

DOCKER_SOCKET=/var/run/docker.sock

ensure_docker() {
  if find_docker; then return; fi
  [[ -z $(setting DOCKER_HOST) ]] \
    || fail 69 "DOCKER_HOST is $(setting DOCKER_HOST), and no Docker engine answers there."
  may_use_socket || refuse_socket
  if ! command -v dockerd >/dev/null; then
    needs_program dockerd docker.io
    needs_program iptables iptables
    install_missing
    # The package may have started it.
    if find_docker; then return; fi
  fi
  can_be_root || fail 69 'Docker is installed but does not run: start it, or run this as root.'
  start_docker
  find_docker || refuse_socket
}

# Whether an engine answers. One that runs without root is made known to the platform.
find_docker() {
  local host rootless=${XDG_RUNTIME_DIR:-/nonexistent}/docker.sock
  host=$(setting DOCKER_HOST)
  if [[ -n $host ]]; then
    docker_answers "$host"
  elif docker_answers "unix://$DOCKER_SOCKET"; then
    return
  elif docker_answers "unix://$rootless"; then
    export DOCKER_HOST=unix://$rootless
  else
    return 1
  fi
}

docker_answers() {
  case $1 in
    unix://*) socket_answers "${1#unix://}" ;;
    tcp://*) address_answers "${1#tcp://}" ;;
    # Not a form that the platform knows; it says so, by name.
    *) return 0 ;;
  esac
}

socket_answers() {
  [[ -S $1 && -w $1 ]] || return 1
  # The file outlives a killed engine, so somebody has to knock.
  if command -v curl >/dev/null; then
    curl -fs -m 10 -o /dev/null --unix-socket "$1" http://localhost/_ping
  elif command -v docker >/dev/null; then
    docker -H "unix://$1" version >/dev/null 2>&1
  fi
}

address_answers() {
  local host=${1%:*} port=${1##*:}
  host=${host#\[}
  (exec 3<>"/dev/tcp/${host%\]}/${port%%/*}") 2>/dev/null
}

# For the test of the compose file: either form of the tool will do.
needs_compose() {
  docker compose version >/dev/null 2>&1 || needs_program docker-compose docker-compose
}

may_use_socket() { [[ ! -S $DOCKER_SOCKET || -w $DOCKER_SOCKET ]]; }

refuse_socket() {
  fail 69 "This user may not use $DOCKER_SOCKET." \
    "Run: sudo usermod -aG docker $(id -un), and log in again."
}

start_docker() {
  make_home_folder logs
  if [[ -d /run/systemd/system ]]; then
    tell 'Docker does not run: starting it with systemctl.'
    as_root systemctl start docker || fail 69 'Docker does not start: see journalctl -u docker'
    return
  fi
  tell "Docker does not run: starting dockerd; its log is $STACKYN_HOME/logs/dockerd.log"
  as_root setsid nohup dockerd >>"$STACKYN_HOME/logs/dockerd.log" 2>&1 </dev/null &
  step 'Waiting for Docker' await_docker "$!" \
    || fail 69 "Docker does not start; the end of $STACKYN_HOME/logs/dockerd.log:" \
      "$(tail -n 5 -- "$STACKYN_HOME/logs/dockerd.log")"
}

# await_docker PID: until the engine's socket is there, the engine gives up, or a minute is over
await_docker() {
  local deadline=$((SECONDS + 60))
  while ((SECONDS < deadline)); do
    if [[ -S $DOCKER_SOCKET ]] && { [[ ! -w $DOCKER_SOCKET ]] || socket_answers "$DOCKER_SOCKET"; }; then
      return
    fi
    is_alive "$1" || return 1
    sleep 0.2
  done
  return 1
}
