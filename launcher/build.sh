# shellcheck shell=bash
# The product in target/: built when its sources are newer. A release has no sources and is run as
# it is.

# prepare_product [PROGRAM…]: a JDK and a built product
prepare_product() {
  local program
  if has_sources; then
    for program in "$@"; do needs_program "$program" "$program"; done
  fi
  if needs_build; then
    prepare_build
    build
  else
    needs_what_the_database_needs
    install_missing
    ensure_jdk
  fi
}

# What Maven needs to build and to test.
prepare_build() {
  has_sources || fail 69 'This is a release: there are no sources here to build or test.'
  needs_program mvn maven
  needs_what_the_database_needs
  install_missing
  ensure_jdk
}

# The embedded PostgreSQL refuses to run as root; unshare gives it another user.
needs_what_the_database_needs() {
  if ((EUID == 0)); then needs_program unshare util-linux; fi
}

has_sources() { [[ -f $ROOT/pom.xml ]]; }

needs_build() {
  local jar reference input
  local -a inputs=()
  has_sources || return 1
  jar=$(product_jar)
  [[ -n $jar && -d $ROOT/target/lib ]] || return 0
  # Maven leaves the jar alone when an edit changed nothing in it: the stamp knows that it looked.
  reference=$jar
  if [[ $ROOT/target/built.stamp -nt $jar ]]; then reference=$ROOT/target/built.stamp; fi
  for input in pom.xml jooq-config.xml src/main src/build db/migrations openapi/stackyn.yaml; do
    if [[ -e $ROOT/$input ]]; then inputs+=("$ROOT/$input"); fi
  done
  [[ -n $(find "${inputs[@]}" -newer "$reference" -print -quit) ]]
}

build() {
  mkdir -p -- "$ROOT/target"
  lock_target
  # Another launcher may have built while this one waited for the lock.
  if needs_build; then
    step 'Building Stackyn' maven -q -B -DskipTests package \
      || fail 1 'Stackyn could not be built: the reason is above.'
    touch -- "$ROOT/target/built.stamp"
  fi
  unlock_target
}

maven() {
  cd -- "$ROOT" && exec_maven "$@"
}

exec_maven() {
  export JAVA_HOME=$JDK
  # Libraries inside Maven itself still call what JDK 25 warns about.
  export MAVEN_OPTS="${MAVEN_OPTS:+$MAVEN_OPTS }--sun-misc-unsafe-memory-access=allow"
  exec mvn "$@"
}

# Two launchers of one checkout must not build, or train, into the same files.
lock_target() {
  exec {TARGET_LOCK}>"$ROOT/target/launcher.lock"
  if command -v flock >/dev/null; then flock "$TARGET_LOCK"; fi
}

unlock_target() { exec {TARGET_LOCK}>&-; }

# The newest: an older version's jar may still lie beside it.
product_jar() {
  local jar newest=''
  for jar in "$ROOT"/target/stackyn-[0-9]*.jar; do
    if [[ -f $jar && ( -z $newest || $jar -nt $newest ) ]]; then newest=$jar; fi
  done
  printf '%s' "$newest"
}

source_version() {
  local line
  while IFS= read -r line; do
    if [[ $line =~ \<version\>(.*)\</version\> ]]; then
      printf '%s' "${BASH_REMATCH[1]}"
      return
    fi
  done <"$ROOT/pom.xml"
}

# exec_application VERB [ARGUMENT…]
exec_application() {
  local -a command
  application_command "$@"
  exec "${command[@]}"
}

# Sets the caller's `command`. The home is named in it so that one look at the processes tells two
# platforms apart.
application_command() {
  local jar
  local -a extra aot=()
  jar=$(product_jar)
  [[ -n $jar ]] || fail 69 "There is nothing to run in $ROOT/target."
  if [[ -n $AOT_CACHE ]]; then
    aot=("-XX:AOTCache=$AOT_CACHE" -XX:AOTMode=auto -Xlog:aot=off -Xlog:cds=off)
  fi
  # glibc would keep a pool of memory for every few threads; two are enough here.
  export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  # In any other encoding Java cannot name a file of a repository whose name is not English.
  export LANG=C.UTF-8 LC_ALL=C.UTF-8
  read -ra extra <<<"$(setting STACKYN_JVM_OPTIONS)"
  # shellcheck disable=SC2034 # the caller's
  command=("$JDK/bin/java" "@$ROOT/jvm.options" "${aot[@]}" "${extra[@]}"
    "-Dstackyn.home=$STACKYN_HOME" -cp "$jar" dev.stackyn.Application "$@")
}

regenerate_openapi() {
  local generated=$ROOT/target/openapi/stackyn.yaml
  # The compiler writes it as it compiles, and the build's next phase completes it; what is up to
  # date is not compiled again.
  if [[ ! -f $generated ]]; then rm -rf -- "$ROOT/target/classes" "$ROOT/target/maven-status"; fi
  step 'Compiling Stackyn' maven -q -B process-classes || fail 1 'Stackyn could not be compiled.'
  cp -- "$generated" "$ROOT/openapi/stackyn.yaml"
  step 'Writing the types' write_types || fail 1 'The types could not be written.'
  say 'openapi/stackyn.yaml and openapi/types.ts are as the code is.'
}

write_types() {
  cd -- "$ROOT/openapi" && npm ci --no-audit --no-fund && npm run --silent types
}
