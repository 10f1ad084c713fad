#!/usr/bin/env bash
# Carries the plan out. connfn refuses it if CloudFront is no longer as it was when the plan was made.
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

applied=$RUNNER_TEMP/connfn-applied.txt
# shellcheck disable=SC2317 # it is reached, through `unheard`
apply() { "$CONNFN" apply -- "$PLAN_FILE" | tee -- "$applied"; }

! is_of_a_pull_request || fail 'a pull request is not applied: apply what was merged'
status=0
unheard apply || status=$?

# A plan of an earlier job is in no summary of this one yet. Text that is indented cannot end its block.
[[ -n $REPORT ]] || { printf '\n'; sed 's/^/    /' "$applied"; } >>"$GITHUB_STEP_SUMMARY"
[[ ! -d .connfn/receipts ]] || output receipts .connfn/receipts
exit "$status"
