#!/usr/bin/env bash
# Plans, and writes the plan, a report for people and the job's summary.
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

report=$RUNNER_TEMP/connfn-plan.md

# Plans without a stack's name would each be of a stack of its own.
has_stack() {
  local folder=$CONFIGURATION
  [[ -d $folder ]] || folder=$(dirname -- "$folder")
  [[ -n $STACK || -n ${CONNFN_STACK:-} || -f $folder/.connfn/stack ]]
}

tell_plan() {
  output plan-file "$PLAN_FILE"
  output digest "$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).digest' "$PLAN_FILE")"
}

case $COMMAND in
  plan | apply | drift) ;;
  *) fail "\`$COMMAND\` is not a command: there are \`check\`, \`plan\`, \`apply\` and \`drift\`" ;;
esac
if is_from_a_fork; then
  [[ $COMMAND != apply ]] || fail 'a pull request is not applied'
  say notice 'a pull request of a fork has no credentials: it was validated and tested, and not planned'
  exit
fi
if [[ $COMMAND == apply && -f $PLAN_FILE ]]; then
  # A plan in the repository was written by whoever wrote the pull request, and is not what that pull request was said to change.
  ! is_of_the_checkout "$PLAN_FILE" ||
    fail "\`$PLAN_FILE\` is in the repository, and a plan is applied only from the job that made it: delete it there, or name another \`plan-file\`"
  # It was made and reviewed before. Whether it still fits, `connfn apply` finds out.
  tell_plan
  exit
fi
has_stack || fail "the stack has no name here: commit \`.connfn/stack\`, which the first \`connfn plan\` wrote, or set \`stack\`"

read_variables
options=(--format markdown "${given[@]}")
[[ -z $STACK ]] || options+=(--stack "$STACK")
if [[ $COMMAND == drift ]]; then
  options+=(--refresh-only)
else
  options+=(--detailed-exitcode --out "$PLAN_FILE")
  [[ $REMOTE_TESTS != true ]] || options+=(--remote-tests)
fi

plan() { "$CONNFN" plan "${options[@]}" -- "$CONFIGURATION" >"$report"; }
status=0
unheard plan || status=$?

[[ ! -s $report ]] || cat -- "$report" >>"$GITHUB_STEP_SUMMARY"
[[ ! -s $report ]] || output report "$report"
case $status in
  0) output changes false ;;
  2) output changes true ;;
  *) exit "$status" ;;
esac
if [[ $COMMAND == drift ]]; then
  ((status == 0)) || say error 'CloudFront is not what the configuration says: the summary of this job says in what'
  exit "$status"
fi
tell_plan
