# shellcheck shell=bash
# A JDK 25, whatever `java` is on the path: found, or downloaded into the home.

JDK=''
INSTALLED_JDKS=/usr/lib/jvm
VENDOR_API=https://api.adoptium.net/v3/assets/latest/25/hotspot

ensure_jdk() {
  find_jdk || download_jdk
}

# Sets JDK to the first that fits.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" "$(jdk_of_path)" "$INSTALLED_JDKS"/* \
    ~/.sdkman/candidates/java/* ~/.jdks/* "$STACKYN_HOME/jdk"; do
    if is_jdk_25 "$candidate"; then
      JDK=$candidate
      return
    fi
  done
  return 1
}

jdk_of_path() {
  local java
  java=$(command -v java) || return 0
  java=$(readlink -f -- "$java")
  printf '%s' "${java%/bin/java}"
}

# The release file says it at once; asking each java would cost a start each.
is_jdk_25() {
  local line
  [[ -n $1 && -x $1/bin/java && -r $1/release ]] || return 1
  # A runtime without a compiler runs Stackyn, but cannot build it.
  if has_sources && [[ ! -x $1/bin/javac ]]; then return 1; fi
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"?25([^0-9]|$) ]]; then return; fi
  done <"$1/release"
  return 1
}

download_jdk() {
  local url checksum='' described
  command -v curl >/dev/null || needs_program wget curl
  install_missing
  url=$(setting STACKYN_JDK_URL)
  make_home_folder tmp
  if [[ -n $url ]]; then
    [[ $url =~ ^(https?|file):// ]] \
      || fail 78 'STACKYN_JDK_URL must begin with https://, http:// or file://.'
    checksum=$(fetch_text "$url.sha256.txt") \
      || fail 69 "There is no JDK 25 here, and its checksum cannot be read at $url.sha256.txt."
  else
    described=$(fetch_text "$VENDOR_API?architecture=$(vendor_architecture)&image_type=jdk&os=linux&vendor=eclipse") \
      || fail 69 'There is no JDK 25 here, and api.adoptium.net does not answer.' \
        'Install one and set JAVA_HOME, or set STACKYN_JDK_URL to the address of a .tar.gz.'
    url=$(package_field link "$described")
    checksum=$(package_field checksum "$described")
  fi
  [[ -n $url && ${checksum%%[[:space:]]*} =~ ^[0-9a-fA-F]{64}$ ]] \
    || fail 69 'There is no JDK 25 here, and what describes the download cannot be understood.'
  install_jdk "$url" "${checksum%%[[:space:]]*}"
}

vendor_architecture() {
  case $(uname -m) in
    x86_64 | amd64) printf x64 ;;
    *) uname -m ;;
  esac
}

# package_field NAME JSON: from the archive's description, not from an installer's beside it
package_field() {
  local package='"package"[[:space:]]*:[[:space:]]*\{([^}]*)\}'
  local field="\"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\""
  if [[ $2 =~ $package && ${BASH_REMATCH[1]} =~ $field ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

# install_jdk URL SHA256: nothing is called jdk before it is whole
install_jdk() {
  local url=$1 expected=${2,,} folder found
  folder=$(mktemp -d "$STACKYN_HOME/tmp/jdk.XXXXXX")
  RUBBISH+=("$folder")
  tell "There is no JDK 25 here: downloading one from $url"
  step 'Downloading the JDK' fetch "$url" "$folder/jdk.tar.gz" \
    || fail 69 "The JDK could not be downloaded from $url."
  found=$(sha256sum <"$folder/jdk.tar.gz")
  if [[ ${found%% *} != "$expected" ]]; then
    rm -rf -- "$folder"
    fail 69 "The JDK from $url does not have its published SHA-256 $expected; it was deleted."
  fi
  tell "Its SHA-256 is the published one: $expected"
  mkdir -- "$folder/unpacked"
  step 'Unpacking the JDK' tar -xzf "$folder/jdk.tar.gz" -C "$folder/unpacked" \
    || fail 69 "The JDK from $url cannot be unpacked."
  found=$(jdk_in "$folder/unpacked") || fail 69 "What $url holds is not a JDK 25."
  rm -rf -- "$STACKYN_HOME/jdk"
  mv -T -- "$found" "$STACKYN_HOME/jdk"
  rm -rf -- "$folder"
  JDK=$STACKYN_HOME/jdk
  tell "The JDK is in $JDK"
}

jdk_in() {
  local candidate
  for candidate in "$1" "$1"/*; do
    if is_jdk_25 "$candidate"; then
      printf '%s' "$candidate"
      return
    fi
  done
  return 1
}

fetch_text() {
  local file status=0
  file=$(mktemp "$STACKYN_HOME/tmp/fetched.XXXXXX")
  fetch "$1" "$file" 2>/dev/null && cat -- "$file" || status=1
  rm -f -- "$file"
  return "$status"
}

# fetch URL FILE
fetch() {
  local path
  if [[ $1 == file://* ]]; then
    path=${1#file://}
    printf -v path '%b' "${path//%/\\x}"
    cp -- "$path" "$2"
  elif command -v curl >/dev/null; then
    curl -fsSL --retry 2 --connect-timeout 20 -o "$2" --url "$1"
  else
    wget -q --tries=3 --connect-timeout=20 -O "$2" -- "$1"
  fi
}
