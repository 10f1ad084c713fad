#!/usr/bin/env bash
# Validates the configuration and runs its tests. Findings become annotations, and, if asked for, a file for code scanning.
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

read_variables
if [[ $SARIF == true ]]; then
  if is_from_a_fork; then
    say notice 'a pull request of a fork may not write to code scanning, so its findings are annotations only'
  else
    file=$RUNNER_TEMP/connfn.sarif
    # It ends with 1 if there is an error, which is said below.
    "$CONNFN" validate --format sarif "${given[@]}" -- "$CONFIGURATION" >"$file" 2>/dev/null || true
    [[ ! -s $file ]] || output sarif "$file"
  fi
fi
# Both print commands to the runner, in which connfn lets no text of others stand as it is.
"$CONNFN" validate --format github "${given[@]}" -- "$CONFIGURATION"
"$CONNFN" test --format github "${given[@]}" -- "$CONFIGURATION"
