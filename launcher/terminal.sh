# shellcheck shell=bash
# Talking to people: answers on stdout, news and complaints on stderr, progress where it can be seen.

# The command that `step` waits for, and the files to remove however this ends.
CHILD=''
RUBBISH=()

say() { printf '%s\n' "$*"; }

tell() { printf '%s\n' "$*" >&2; }

warn() { tell "$(coloured 33 warning:) $*"; }

# fail CODE SENTENCE…: the first sentence says what is wrong, the others how to go on.
fail() {
  local code=$1
  shift
  tell "$(coloured 31 stackyn:) $1"
  shift
  if (($#)); then printf '%s\n' "$@" >&2; fi
  exit "$code"
}

# coloured CODE TEXT: for stderr, where everything with colours goes
coloured() {
  if shows_progress && [[ -z ${NO_COLOR:-} ]]; then
    printf '\033[%sm%s\033[0m' "$1" "$2"
  else
    printf '%s' "$2"
  fi
}

shows_progress() { [[ -t 2 && ${TERM:-dumb} != dumb ]]; }

# step TITLE COMMAND…: runs something long. What it prints is shown only when it fails.
step() {
  local title=$1 begun=$SECONDS status=0 log
  shift
  log=$(mktemp)
  RUBBISH+=("$log")
  # Children of a script ignore Ctrl+C: the trap passes it on.
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM HUP
  trap clean_up EXIT
  "$@" >"$log" 2>&1 </dev/null &
  CHILD=$!
  show_progress "$title"
  wait "$CHILD" || status=$?
  CHILD=''
  trap - INT TERM HUP
  if ((status)); then
    tell "$title: failed after $((SECONDS - begun)) s"
    tail -n 40 -- "$log" >&2
  else
    tell "$title: done in $((SECONDS - begun)) s"
  fi
  rm -f -- "$log"
  return "$status"
}

show_progress() {
  local begun=$SECONDS frames=$'|/-\\' i=0
  if ! shows_progress; then
    tell "$1 …"
    return
  fi
  while kill -0 "$CHILD" 2>/dev/null; do
    printf '\r%s %s %d s ' "${frames:i++%4:1}" "$1" $((SECONDS - begun)) >&2
    sleep 0.2
  done
  printf '\r\033[K' >&2
}

interrupted() {
  trap '' INT TERM HUP
  tell 'Stopping …'
  if [[ -n $CHILD ]]; then
    kill "$CHILD" 2>/dev/null || true
    wait "$CHILD" 2>/dev/null || true
  fi
  exit "$1"
}

clean_up() {
  if ((${#RUBBISH[@]})); then rm -rf -- "${RUBBISH[@]}"; fi
}
