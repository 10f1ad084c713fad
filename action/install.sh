#!/usr/bin/env bash
# Says where the command is, after it was installed from npm unless CONNFN names one.
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [[ -n $CONNFN ]]; then
  [[ -x $CONNFN ]] || fail "\`$CONNFN\`, which \`connfn\` names, is not a program"
  output command "$(realpath "$CONNFN")"
  exit
fi
# A version and nothing else: npm would take a folder or an address as well.
[[ $VERSION =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || fail "\`$VERSION\` is not a version: \`version\` is such as 1.2.3"
folder=$RUNNER_TEMP/connfn
mkdir -p "$folder"
# Elsewhere than in the checkout, whose `.npmrc` could name another registry.
cd "$folder"
unheard npm install --no-save --no-audit --no-fund --ignore-scripts --prefix . "connfn@$VERSION"
output command "$folder/node_modules/.bin/connfn"
