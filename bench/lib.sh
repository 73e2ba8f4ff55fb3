# What every bench begins with: a JDK 25, a built product, and the Java program that measures.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# java_home: the JDK that measures is the JDK that is measured
java_home() {
  local home
  for home in "${JAVA_HOME:-/}" /usr/lib/jvm/* ~/.sdkman/candidates/java/* ~/.jdks/*; do
    if grep -qs '^JAVA_VERSION="25' "$home/release" && [[ -x $home/bin/javac ]]; then
      echo "$home"
      return
    fi
  done
  echo "bench: there is no JDK 25 here: set JAVA_HOME" >&2
  return 69
}

# bench CLASS [ARGUMENT…]
bench() {
  needs_product
  measure "bench/src/$1.java" "${@:2}"
}

# bench_with_libraries CLASS [ARGUMENT…]: a bench that also needs what the product is made with, such
# as the driver of its database
bench_with_libraries() {
  needs_product
  measure -Dlogback.configurationFile="$root/bench/logback.xml" --class-path "target/lib/*" \
    "bench/src/$1.java" "${@:2}"
}

# bench_with_product CLASS [ARGUMENT…]: a bench of the product's own classes, without a server
bench_with_product() {
  needs_product
  local product
  product=$(compgen -G "$root/target/stackyn-*.jar" | head -n 1)
  measure --class-path "$product:target/lib/*" "bench/src/$1.java" "${@:2}"
}

needs_product() {
  export JAVA_HOME
  JAVA_HOME=$(java_home)
  if ! compgen -G "$root/target/stackyn-*.jar" >/dev/null; then
    echo "bench: the product is not built: run mvn -q -B -DskipTests package" >&2
    exit 69
  fi
}

# needs_packages PROGRAM…: what others are measured with, each in the Debian package of its name
needs_packages() {
  local program
  # shellcheck source=launcher/terminal.sh
  . "$root/launcher/terminal.sh"
  # shellcheck source=launcher/packages.sh
  . "$root/launcher/packages.sh"
  PATH=$PATH:/usr/sbin:/sbin
  for program in "$@"; do needs_program "$program" "$program"; done
  without_services install_missing
}

# All virtual threads share one thread of the operating system: see Load.flatOut.
measure() {
  cd "$root"
  exec "$JAVA_HOME/bin/java" -Djdk.virtualThreadScheduler.parallelism=1 -XX:+UseSerialGC -Xmx256m -Xlog:disable -Xlog:all=error:stderr \
    "$@"
}

# bench_with_tests CLASS [ARGUMENT…]: a bench that also needs the classes of src/test, such as other
# people's libraries beside ours
bench_with_tests() {
  prepare_tests
  run_java -Xmx512m --class-path "$(test_class_path)" "bench/src/$1.java" "${@:2}"
}

# proof CLASS [ARGUMENT…]: a program of src/test
proof() {
  prepare_tests
  run_java -Xmx512m --class-path "$(test_class_path)" "$@"
}

run_java() {
  cd "$root"
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
    --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=error:stderr \
    -Dlogback.configurationFile="$root/bench/logback.xml" "$@"
}

test_class_path() { echo "target/test-classes:target/classes:$(<"$root/target/test.classpath")"; }

# Compiles the tests when their sources are newer, and notes what they need.
prepare_tests() {
  local stamp=$root/target/tests.stamp lock
  export JAVA_HOME
  JAVA_HOME=$(java_home)
  mkdir -p "$root/target"
  # The launcher's lock: two of one checkout must not compile into the same folder.
  exec {lock}>"$root/target/launcher.lock"
  if command -v flock >/dev/null; then flock "$lock"; fi
  if [[ ! -f $stamp ]] || [[ -n $(
    cd "$root" && find pom.xml jooq-config.xml src db/migrations -newer "$stamp" -print -quit
  ) ]]; then
    echo "compiling the tests …"
    touch "$stamp.begun"
    (
      cd "$root"
      MAVEN_OPTS="${MAVEN_OPTS:+$MAVEN_OPTS }--sun-misc-unsafe-memory-access=allow" \
        mvn -q -B test-compile dependency:build-classpath \
        -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath >&2
    )
    # As old as the moment before: what was edited meanwhile counts as newer.
    mv "$stamp.begun" "$stamp"
  fi
  exec {lock}>&-
}
