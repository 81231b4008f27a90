#!/usr/bin/env bash
# PulseAudio as a sender: a WAV file and a port on this machine. A server of its own, gone at the end.
set -euo pipefail
file=$1
port=$2
home=$(mktemp -d)
export HOME=$home XDG_RUNTIME_DIR=$home PULSE_SERVER="unix:$home/native"
pulseaudio -n --daemonize=no --exit-idle-time=-1 --disallow-exit --log-level=error \
  --load="module-native-protocol-unix socket=$home/native auth-anonymous=1" \
  --load="module-raop-sink server=127.0.0.1:$port protocol=UDP encryption=RSA codec=ALAC rate=44100 format=s16le channels=2 sink_name=receiver" &
server=$!
trap 'kill $server; wait $server 2>/dev/null || true; rm -rf "$home"' EXIT
until pactl info >/dev/null 2>&1; do sleep 0.05; done
paplay --device=receiver "$file"
