#!/usr/bin/env bash
# A network of its own for one command: loopback with multicast, and the interface av0 (10.77.0.1),
# because some peers send nothing on loopback. Nothing leaves it. Needs root or user namespaces.
set -euo pipefail
if [ "${ARMCHAIR_WORLD:-}" != inside ]; then
  flags=(--net --mount --propagation private)
  [ "$(id -u)" = 0 ] || flags+=(--map-root-user)
  ARMCHAIR_WORLD=inside exec unshare "${flags[@]}" bash "$0" "$@"
fi
ip link set lo up
ip link set lo multicast on
ip link add av0 type veth peer name av1
ip addr add 10.77.0.1/24 dev av0
ip link set av0 up
ip link set av1 up
ip route add 224.0.0.0/4 dev av0
mount -t tmpfs tmpfs /run
mkdir -p /run/dbus /run/avahi-daemon
# Every world has a display :0 of its own, and none removes the socket of another's.
mkdir -p /tmp/.X11-unix
mount -t tmpfs -o mode=1777 tmpfs /tmp/.X11-unix
exec "$@"
