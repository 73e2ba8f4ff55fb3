# shellcheck shell=bash
# The few settings that the launcher itself needs. All others are read and checked by the platform.

# The folder with all state, as one absolute path that the platform is told too.
resolve_home() {
  local home
  home=$(setting STACKYN_HOME ~/.stackyn)
  [[ $home == /* ]] || home=$PWD/$home
  [[ $home == / ]] || home=${home%/}
  export STACKYN_HOME=$home
}

# make_home_folder NAME: one of the folders in the home, which is nobody else's to read
make_home_folder() {
  (umask 077 && mkdir -p -- "$STACKYN_HOME/$1") \
    || fail 69 "STACKYN_HOME is $STACKYN_HOME, and nothing can be written there."
}

# setting NAME [DEFAULT]: the environment's word if there is one, else the .env file's. A blank
# value counts as unset, as it does for the platform.
setting() {
  local value
  if [[ -v $1 ]]; then
    value=${!1}
  else
    value=$(setting_from_file "$1" "${STACKYN_ENV_FILE:-.env}")
  fi
  [[ $value =~ [^[:space:]] ]] || value=${2-}
  printf '%s' "$value"
}

# The file is read, never run: it may come from anywhere.
setting_from_file() {
  local line value=''
  [[ -f $2 && -r $2 ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ ${line%$'\r'} =~ ^[[:space:]]*(export[[:space:]]+)?$1[[:space:]]*=[[:space:]]*(.*)$ ]]; then
      value=$(without_quotes "${BASH_REMATCH[2]}")
    fi
  done <"$2"
  printf '%s' "$value"
}

without_quotes() {
  local double='^"(([^"\]|\\.)*)"[[:space:]]*(#.*)?$' single="^'([^']*)'[[:space:]]*(#.*)?\$"
  local text=$1
  if [[ $text =~ $double ]]; then
    text=${BASH_REMATCH[1]//\\\"/\"}
    text=${text//\\\\/\\}
  elif [[ $text =~ $single ]]; then
    text=${BASH_REMATCH[1]}
  else
    text=${text%% #*}
    text=${text%"${text##*[![:space:]]}"}
  fi
  printf '%s' "$text"
}
