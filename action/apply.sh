#!/usr/bin/env bash
# Carries the plan out. connfn refuses it if CloudFront is no longer as it was when the plan was made.
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

! is_of_a_pull_request || fail 'a pull request is not applied: apply what was merged'
status=0
unheard "$CONNFN" apply -- "$PLAN_FILE" || status=$?
[[ ! -d .connfn/receipts ]] || output receipts .connfn/receipts
exit "$status"
