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
  export JAVA_HOME
  JAVA_HOME=$(java_home)
  if ! compgen -G "$root/target/stackyn-*.jar" >/dev/null; then
    echo "bench: the product is not built: run mvn -q -B -DskipTests package" >&2
    return 69
  fi
  cd "$root"
  exec "$JAVA_HOME/bin/java" -Djdk.virtualThreadScheduler.parallelism=1 -XX:+UseSerialGC -Xmx256m -Xlog:disable -Xlog:all=error:stderr \
    "bench/src/$1.java" "${@:2}"
}
