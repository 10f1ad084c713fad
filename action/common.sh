# shellcheck shell=bash
# What the scripts of the action share. They take everything from variables and never put it into a command's text.
set -euo pipefail

# Says something to whoever looks at the job, in one line that gives the runner one command.
say() {
  local level=$1 text=$2
  text=${text//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '::%s::%s\n' "$level" "${text//$'\n'/%0A}"
}

fail() {
  say error "$1"
  exit 1
}

# Gives a value to later steps.
output() {
  local name=$1 value=$2
  [[ $value != *$'\n'* ]] || fail "the output \`$name\` would have several lines"
  printf '%s=%s\n' "$name" "$value" >>"$GITHUB_OUTPUT"
}

# Runs a command whose text is of others: until it ends, the runner takes no commands, and nobody can know the word that ends this.
unheard() {
  local word status=0
  word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$word"
  "$@" || status=$?
  printf '\n::%s::\n' "$word"
  return "$status"
}

# Fills `given` with the options for the values of variables.
read_variables() {
  local line
  given=()
  while IFS= read -r line; do
    [[ -z $line ]] || given+=(--var "$line")
  done <<<"${VARIABLES:-}"
  while IFS= read -r line; do
    [[ -z $line ]] || given+=(--var-file "$line")
  done <<<"${VAR_FILES:-}"
}

# Whether this runs for a pull request of another repository. It has no credentials, and is given none: its code is a stranger's.
is_from_a_fork() {
  [[ ${GITHUB_EVENT_NAME:-} == pull_request* ]] || return 1
  local head
  head=$(node -p 'JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH)).pull_request?.head?.repo?.full_name ?? ""')
  [[ $head != "$GITHUB_REPOSITORY" ]]
}
