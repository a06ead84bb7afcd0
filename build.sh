#!/usr/bin/env bash
# ./build.sh [Build|Test|Format|Bench|Publish] [--akka auto|intree|nuget]; everything it does stands in build/build.proj.
set -euo pipefail
target=Build akka=auto
while [ $# -gt 0 ]; do case "$1" in --akka) akka="${2:?auto, intree or nuget}"; shift 2 ;; *) target="$1"; shift ;; esac; done
exec dotnet msbuild "$(dirname "$0")/build/build.proj" -nologo -verbosity:minimal "-target:$target" "-property:Akka=$akka"
