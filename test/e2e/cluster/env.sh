# Locations, all outside the checkout. The other scripts source this file.
# shellcheck shell=bash disable=SC2034
CACHE=${E2E_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mirrorguard-e2e} # programs and images, built once
STATE=${E2E_STATE:-/tmp/mirrorguard-e2e}                            # the cluster, deleted by `down`
NETNS=${E2E_NETNS:-mirrorguard-e2e}                                 # its network namespace
BIN=$CACHE/bin
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Runs a command in the network of the cluster. `nsenter`, because `ip netns exec` remounts /sys, which hides
# the cgroups from the kubelet.
inside() { nsenter --net="/var/run/netns/$NETNS" "$@"; }

# start NAME COMMAND...: runs a program of the cluster in the background, and records it for `down` and
# `restart`.
start() {
  local name=$1
  shift
  printf '%s\0' "$@" >"$STATE/$name.command"
  nsenter --net="/var/run/netns/$NETNS" "$@" >>"$STATE/$name.log" 2>&1 &
  echo $! >"$STATE/$name.pid"
}

# until_ready NAME COMMAND...: waits up to 30 s until the command succeeds; otherwise prints the end of the
# log and fails.
until_ready() {
  local name=$1
  shift
  for _ in $(seq 150); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.2
  done
  echo "$name did not become ready within 30 s; the end of its log:" >&2
  tail -n 20 "$STATE/$name.log" >&2
  exit 1
}

# end NAME...: terminates the programs, and kills them after 5 s.
end() {
  local pids=() name
  for name in "$@"; do [ -f "$STATE/$name.pid" ] && pids+=("$(cat "$STATE/$name.pid")"); done
  [ ${#pids[@]} = 0 ] && return
  kill "${pids[@]}" 2>/dev/null
  for _ in $(seq 25); do
    kill -0 "${pids[@]}" 2>/dev/null || return 0
    sleep 0.2
  done
  kill -9 "${pids[@]}" 2>/dev/null
}
