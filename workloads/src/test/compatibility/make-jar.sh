#!/usr/bin/env bash
# Compiles the classes of com/example/stampede as a user would, and packs them with their sources: extension-VERSION.jar, beside
# this script. Once for each release, after its build; an existing jar is never made again, as it stands for what users have
# compiled. The class path is the tests' own:
#
#   mvn -q -pl workloads dependency:build-classpath -Dmdep.outputFile=target/test.classpath
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
module="$(cd "$here/../../.." && pwd)"
version="$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$module/../pom.xml" | head -1)"
jar="$here/extension-${version%-SNAPSHOT}.jar"
if [ -e "$jar" ]; then
  echo "$jar exists" >&2
  exit 1
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$module/src/test/java"
cp --parents com/example/stampede/*.java "$work"
cd "$work"
javac --release 17 -proc:none -d . \
  -cp "${CLASSPATH:-$module/target/classes:$(cat "$module/target/test.classpath")}" com/example/stampede/*.java
mkdir -p META-INF/services
echo com.example.stampede.TickScenario >META-INF/services/dev.stampede.workloads.scenario.ScenarioProvider
echo com.example.stampede.TickModel >META-INF/services/dev.stampede.checker.model.ModelProvider
echo com.example.stampede.EnoughTicksCheck >META-INF/services/dev.stampede.checker.check.CheckProvider
echo com.example.stampede.FreezeFault >META-INF/services/dev.stampede.nemesis.fault.FaultType
jar --create --no-manifest --file "$jar" com META-INF
echo "$jar"
