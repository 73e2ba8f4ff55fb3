# shellcheck shell=bash
# The running platform: who it is, whether it is ready, how it starts and stops.

# What find_platform, http_get and is_ready found.
PID=''
URL=''
ROUTER=''
HTTP_STATUS=''
HTTP_BODY=''
REASON=''

refuse_second_platform() {
  if find_platform; then
    fail 1 "Stackyn already runs on $STACKYN_HOME (pid $PID, ${URL:-just starting})." \
      'Stop it with: ./stackyn down'
  fi
}

# Sets PID, URL and ROUTER of this home's platform. The latter are empty while it starts: until it listens, only
# the launcher's own note knows it.
find_platform() {
  local note line
  for note in platform launched; do
    PID='' URL='' ROUTER=''
    [[ -r $STACKYN_HOME/run/$note ]] || continue
    while IFS= read -r line; do
      case $line in
        pid=*) PID=${line#pid=} ;;
        url=*) URL=${line#url=} ;;
        router=*) ROUTER=${line#router=} ;;
      esac
    done <"$STACKYN_HOME/run/$note"
    if is_platform "$PID"; then return; fi
  done
  PID='' URL='' ROUTER=''
  return 1
}

# A note outlives a killed platform, and its number may be somebody else's by now.
is_platform() {
  local word runs=no home=''
  [[ $1 =~ ^[0-9]+$ && -r /proc/$1/cmdline ]] || return 1
  while IFS= read -r -d '' word; do
    case $word in
      dev.stackyn.Application) runs=yes ;;
      -Dstackyn.home=*) home=${word#*=} ;;
    esac
  done 2>/dev/null <"/proc/$1/cmdline" || return 1
  [[ $runs == yes && ${home:-$STACKYN_HOME} == "$STACKYN_HOME" ]]
}

is_alive() {
  local about
  about=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  [[ ${about##*) } != Z* ]]
}

# await_end PID SECONDS
await_end() {
  local deadline=$((SECONDS + $2))
  while is_alive "$1"; do
    if ((SECONDS >= deadline)); then return 1; fi
    sleep 0.1
  done
}

# In the foreground the launcher becomes the platform: signals and exit codes need no go-between.
start_here() {
  local -a command
  if [[ -t 1 && -z $(setting LOG_FORMAT) ]]; then export LOG_FORMAT=text; fi
  application_command serve
  note_launch "$$"
  # Twice in the background, so that it is not the platform's child.
  (greet "$$" &)
  exec "${command[@]}"
}

# greet PID: waits for the platform that this process becomes
greet() {
  local patience=$((SECONDS + 15))
  while is_alive "$1"; do
    if find_platform && [[ $PID == "$1" && -n $URL ]]; then
      if is_ready; then
        # Standard output is the log's, which may be read by a machine.
        where_to_go 'Ctrl+C' >&2
        # And so may be standard error; the password is for a person's eyes.
        if [[ -t 2 ]]; then show_first_admin >&2; fi
        return
      fi
      if ((patience && SECONDS >= patience)); then
        tell "Stackyn is not ready yet: $REASON"
        patience=0
      fi
    fi
    sleep 0.2
  done
}

# start_detached SECONDS: returns when the platform is ready, or tells why it is not
start_detached() {
  local log=$STACKYN_HOME/logs/stackyn.log pid begin status=0
  local -a command
  make_home_folder logs
  rotate_log "$log"
  begin=$(stat -c %s -- "$log" 2>/dev/null || echo 0)
  application_command serve
  setsid nohup "${command[@]}" >>"$log" 2>&1 </dev/null &
  pid=$!
  note_launch "$pid"
  if step 'Starting Stackyn' await_ready "$pid" "$1"; then
    find_platform && where_to_go './stackyn down' && show_first_admin
    return
  fi
  tell "The end of $log:"
  # Without what only this launcher's own asking has left there.
  tail -c "+$((begin + 1))" -- "$log" | { grep -v /health/ready || true; } | tail -n 20 >&2
  if is_alive "$pid"; then
    fail 1 "Stackyn runs (pid $pid) but was not ready within $1 s." \
      'See: ./stackyn status. Stop it with: ./stackyn down'
  fi
  wait "$pid" || status=$?
  fail "$((status ? status : 1))" 'Stackyn stopped while it was starting: the reason is above.'
}

# await_ready PID SECONDS: prints why not
await_ready() {
  local deadline=$((SECONDS + $2))
  REASON='it does not answer yet'
  while is_alive "$1"; do
    if find_platform && [[ $PID == "$1" && -n $URL ]] && is_ready; then return; fi
    if ((SECONDS >= deadline)); then
      say "Not ready: $REASON"
      return 1
    fi
    sleep 0.1
  done
  return 1
}

# The platform writes its own note when it listens; this one is for the time before.
note_launch() {
  make_home_folder run
  printf 'pid=%s\n' "$1" >"$STACKYN_HOME/run/launched"
}

# Bounds what is kept: this log and three older ones.
rotate_log() {
  local i
  if [[ ! -f $1 ]] || (($(stat -c %s -- "$1") <= 10 << 20)); then return; fi
  for i in 2 1; do
    if [[ -f $1.$i ]]; then mv -- "$1.$i" "$1.$((i + 1))"; fi
  done
  mv -- "$1" "$1.1"
}

where_to_go() {
  say "Stackyn is ready: $URL" \
    && say "  The API, explained   $URL/docs" \
    && say "  Its health           $URL/health" \
    && say "  Stop it              $1"
}

# The note that the platform leaves when it has made the first administrator: shown once.
show_first_admin() {
  local note=$STACKYN_HOME/run/first-admin
  if [[ ! -r $note ]]; then return; fi
  say "  $(<"$note")"
  rm -f -- "$note"
}

stop_platform() {
  if ! find_platform; then
    say "Stackyn is not running on $STACKYN_HOME."
    return
  fi
  kill "$PID" 2>/dev/null || fail 1 "This user may not stop Stackyn (pid $PID)."
  step "Stopping Stackyn (pid $PID)" await_end "$PID" 90 \
    || fail 1 "Stackyn (pid $PID) is still finishing what runs." "Wait, or end it with: kill -9 $PID"
  rm -f -- "$STACKYN_HOME/run/launched"
  say 'Stackyn is stopped.'
}

report_status() {
  if ! find_platform; then
    say "Stackyn is not running on $STACKYN_HOME."
    return 3
  fi
  if [[ -z $URL ]]; then
    say "Stackyn is starting (pid $PID, home $STACKYN_HOME)."
    return 1
  fi
  if ! is_ready; then
    say "Stackyn runs (pid $PID, home $STACKYN_HOME) at $URL but is not ready: $REASON"
    return 1
  fi
  say "Stackyn is ready at $URL (pid $PID, home $STACKYN_HOME)."
}

# Whether the platform at URL can serve; sets REASON when it cannot.
is_ready() {
  local error='"error"[[:space:]]*:[[:space:]]*"(([^"\]|\\.)*)"'
  REASON='it does not answer'
  http_get /health/ready || return 1
  if [[ $HTTP_STATUS == 200 ]]; then return; fi
  REASON="it answers with status ${HTTP_STATUS:-none}"
  if [[ $HTTP_BODY =~ $error ]]; then REASON=${BASH_REMATCH[1]//\\\"/\"}; fi
  return 1
}

# http_get PATH: asks the platform at URL; sets HTTP_STATUS and HTTP_BODY
http_get() {
  local line connection
  HTTP_STATUS='' HTTP_BODY=''
  http_ask "$1" || return 1
  read -r -t 10 _ HTTP_STATUS _ <&"$connection" || true
  while IFS= read -r -t 10 line <&"$connection" && [[ -n ${line%$'\r'} ]]; do :; done
  IFS= read -r -d '' -t 10 HTTP_BODY <&"$connection" || true
  exec {connection}>&-
}

# http_visit PATH [HOST]: for the sake of asking
http_visit() {
  local connection
  http_ask "$@" || return 0
  cat <&"$connection" >/dev/null || true
  exec {connection}>&-
}

# http_ask PATH [HOST]: sets the caller's `connection`
http_ask() {
  [[ $URL =~ ^http://(\[[^]]+\]|[^:/]+):([0-9]+) ]] || return 1
  local host=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}
  host=${host#\[}
  host=${host%\]}
  { exec {connection}<>"/dev/tcp/$host/$port"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$1" "${2:-$host:$port}" \
    >&"$connection"
}
