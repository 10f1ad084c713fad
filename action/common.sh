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

# A member of the event, by its path; nothing if there is none.
of_event() {
  node -p 'process.argv[1].split(".").reduce((value, name) => value?.[name], JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH))) ?? ""' "$1"
}

# Whether a file came with the checkout. Where git cannot tell, nobody can.
is_of_the_checkout() {
  local folder name workspace status=0
  folder=$(cd -- "$(dirname -- "$1")" && pwd -P)
  name=$(basename -- "$1")
  # The checkout may be another user's, as in a container; and no folder of it is taken for a repository of its own.
  git -c 'safe.directory=*' -c safe.bareRepository=explicit -C "$folder" \
    ls-files --error-unmatch -- ":(icase,literal)$name" >/dev/null 2>&1 || status=$?
  case $status in
    0) return 0 ;;
    1) return 1 ;;
  esac
  workspace=$(cd -- "$GITHUB_WORKSPACE" && pwd -P)
  [[ $folder/ != "$workspace"/* ]] || fail "git does not tell whether \`$1\` came with the checkout: install git before the checkout, or keep the plan outside of it"
  return 1
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
  local head=$GITHUB_REPOSITORY
  case ${GITHUB_EVENT_NAME:-} in
    pull_request*) head=$(of_event pull_request.head.repo.full_name) ;;
    workflow_run) head=$(of_event workflow_run.head_repository.full_name) ;;
    # Whose the pull request is that somebody comments, the event does not say.
    issue_comment) [[ -z $(of_event issue.pull_request.url) ]] || head= ;;
  esac
  [[ $head != "$GITHUB_REPOSITORY" ]]
}

# Whether this runs for what is not merged yet.
is_of_a_pull_request() {
  case ${GITHUB_EVENT_NAME:-} in
    pull_request*) ;;
    workflow_run) [[ $(of_event workflow_run.event) == pull_request* ]] ;;
    issue_comment) [[ -n $(of_event issue.pull_request.url) ]] ;;
    *) return 1 ;;
  esac
}
