# shellcheck shell=bash
# The JVM's ahead-of-time cache: what one training run has loaded, linked and profiled, kept for
# every later start. It halves the time to the first answer, and no start depends on it.

AOT_CACHE=''

# Sets AOT_CACHE to a cache that fits what is about to run, made now if need be; or to nothing.
ensure_aot_cache() {
  local folder cache
  if [[ $(setting STACKYN_AOT on) == off ]]; then return; fi
  # The folder of a release may belong to somebody else.
  folder=$ROOT/target
  if [[ ! -w $folder ]]; then
    make_home_folder cache
    folder=$STACKYN_HOME/cache
  fi
  cache=$folder/stackyn.aot
  if aot_cache_fits "$cache" || make_aot_cache "$cache"; then AOT_CACHE=$cache; fi
}

make_aot_cache() {
  local made=yes
  if [[ ${1%/*} == "$ROOT/target" ]]; then lock_target; fi
  if ! aot_cache_fits "$1"; then
    rm -f -- "$1" "$1.fits"
    step 'Preparing quick starts (once after each build)' train_aot_cache "$1" || made=no
  fi
  if [[ -v TARGET_LOCK ]]; then unlock_target; fi
  if [[ $made == no ]]; then
    warn 'Quick starts could not be prepared; Stackyn starts without. STACKYN_AOT=off skips this.'
    return 1
  fi
}

aot_cache_fits() {
  [[ -f $1 && -f $1.fits && $(<"$1.fits") == "$(aot_fingerprint "$1")" ]]
}

# Everything that the JVM would refuse the cache for, and the cache itself, which may be cut short.
aot_fingerprint() {
  {
    cat -- "$JDK/release" "$ROOT/jvm.options"
    setting STACKYN_JVM_OPTIONS
    stat -c '%n %s %Y' -- "$1" "$(product_jar)" "$ROOT"/target/lib/*.jar
  } | sha256sum
}

# A platform of its own, on a home and ports of its own, asked for a while what people will ask.
# It sees nothing of the user's environment: training must not touch the user's database.
train_aot_cache() {
  local cache=$1 home pid docker_host
  local -a command
  docker_host=$(setting DOCKER_HOST "unix://$DOCKER_SOCKET")
  make_home_folder tmp
  home=$(mktemp -d "$STACKYN_HOME/tmp/training.XXXXXX")
  local STACKYN_HOME=$home
  application_command serve
  rm -f -- "$cache".new*
  (
    # Away from the user's .env file.
    cd -- "$home" || exit
    exec env -i PATH="$PATH" HOME="$home" STACKYN_HOME="$home" LANG=C.UTF-8 \
      PORT=0 STACKYN_ROUTER_PORT=0 SERVER_HOST=127.0.0.1 \
      DOCKER_HOST="$docker_host" \
      "${command[0]}" "-XX:AOTCacheOutput=$cache.new" "${command[@]:1}"
  ) &
  pid=$!
  trap 'trap "" TERM INT HUP; end_training; rm -f -- "$cache".new*; exit 143' TERM INT HUP
  exercise "$pid" || true
  end_training
  [[ -s $cache.new ]] || return 1
  mv -- "$cache.new" "$cache"
  aot_fingerprint "$cache" >"$cache.fits"
}

# Its database must be closed before its folder goes.
end_training() {
  kill "$pid" 2>/dev/null || true
  await_end "$pid" 120 || kill -KILL "$pid" 2>/dev/null || true
  rm -rf -- "$home"
}

# exercise PID: a few of everything, and many of what is asked all day
exercise() {
  local deadline=$((SECONDS + 60)) path i
  until find_platform && [[ -n $URL ]] && is_ready; do
    is_alive "$1" || return 1
    # Without Docker it is never ready, and still worth training.
    if ((SECONDS >= deadline)); then break; fi
    sleep 0.2
  done
  for path in / /health /health/ping /metrics /openapi.yaml /docs /no-such-page; do
    for i in 1 2 3 4 5; do http_visit "$path"; done
  done
  for ((i = 0; i < 150; i++)); do
    http_visit /health/live
    http_visit /health/ready
  done
  # Through the router: the first answer of an app after a restart takes the same way.
  URL=http://127.0.0.1:$ROUTER
  for ((i = 0; i < 20; i++)); do
    http_visit /health/live api.localhost
  done
}
