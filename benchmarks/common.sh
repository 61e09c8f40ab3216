# Shared by the benchmarks: a server of its own on a free port, and times of it. Source it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jar=$here/app/target/soundlift.jar
java=$("$here/tools/find-jdk")/bin/java
work=$(mktemp -d "${BENCHMARK_FOLDER:-/tmp}/soundlift-benchmark.XXXXXX")
server=''

[ -f "$jar" ] || { echo "Build it first: ./soundlift --version" >&2; exit 1; }
trap 'stop; rm -rf "$work"' EXIT

# The FFmpeg of the jar.
static=$work/static-ffmpeg
(cd "$work" && "$(dirname "$java")/jar" -xf "$jar" ws && mv ws/schild/jave/nativebin/ffmpeg-* "$static" && rm -r ws && chmod 755 "$static")

flags=() # Of serve, beside the usual ones.

# start [JVM options beside the launcher's...]: sets $server, $url; the folder of the data is new.
start() {
    rm -rf "$work/data"
    SOUNDLIFT_JAVA_OPTIONS="$*" "$here/soundlift" serve --port 0 --data "$work/data" --max-upload-bytes 20GiB "${flags[@]}" >"$work/out" 2>"$work/err" &
    server=$!
    until grep -q 'is ready at' "$work/out"; do
        kill -0 "$server" || { cat "$work/err" >&2; exit 1; }
        sleep 0.02
    done
    url=$(sed -n 's/.*ready at \([^ ]*\) .*/\1/p' "$work/out")
}

stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }
    server=''
}

now() { date +%s%3N; }

# CPU of the server so far, milliseconds.
cpu() { awk '{print ($14 + $15) * 10}' "/proc/$server/stat"; }

resident_mib() { awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$server/status"; }

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
