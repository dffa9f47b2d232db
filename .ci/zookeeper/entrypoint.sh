#!/bin/sh
# The part of the official image's contract that tests use: /conf/zoo.cfg and /data/myid are used unchanged if they exist, else
# created from ZOO_*. ZK_SERVER_HEAP (MB), SERVER_JVMFLAGS, JVMFLAGS and /conf/java.env have their usual effect. The server does
# not run as root, and it is process 1.
set -eu

if [ "${1:-}" != zkServer.sh ]; then
  exec "$@"
fi

if [ "$(id -u)" = 0 ]; then
  chown -R zookeeper "$ZOO_DATA_DIR" "$ZOO_DATA_LOG_DIR" "$ZOO_LOG_DIR"
  # By its path, because the built-in command of the shell lacks these options.
  exec /bin/setpriv --reuid=zookeeper --regid=zookeeper --clear-groups -- "$0" "$@"
fi

cfg="$ZOO_CONF_DIR/zoo.cfg"
if [ ! -f "$cfg" ]; then
  {
    echo "dataDir=$ZOO_DATA_DIR"
    echo "dataLogDir=$ZOO_DATA_LOG_DIR"
    echo "tickTime=${ZOO_TICK_TIME:-2000}"
    echo "initLimit=${ZOO_INIT_LIMIT:-5}"
    echo "syncLimit=${ZOO_SYNC_LIMIT:-2}"
    echo "autopurge.snapRetainCount=${ZOO_AUTOPURGE_SNAPRETAINCOUNT:-3}"
    echo "autopurge.purgeInterval=${ZOO_AUTOPURGE_PURGEINTERVAL:-0}"
    echo "maxClientCnxns=${ZOO_MAX_CLIENT_CNXNS:-60}"
    echo "standaloneEnabled=${ZOO_STANDALONE_ENABLED:-true}"
    # Off by default: the image has no Jetty, which the admin server needs.
    echo "admin.enableServer=${ZOO_ADMINSERVER_ENABLED:-false}"
    if [ -n "${ZOO_4LW_COMMANDS_WHITELIST:-}" ]; then
      echo "4lw.commands.whitelist=$ZOO_4LW_COMMANDS_WHITELIST"
    fi
    # One line per word, because neither servers nor settings contain blanks.
    for line in ${ZOO_SERVERS:-server.1=localhost:2888:3888;2181} ${ZOO_CFG_EXTRA:-}; do
      echo "$line"
    done
  } >"$cfg"
fi
if [ ! -f "$ZOO_DATA_DIR/myid" ]; then
  echo "${ZOO_MY_ID:-1}" >"$ZOO_DATA_DIR/myid"
fi

if [ -f "$ZOO_CONF_DIR/java.env" ]; then
  # shellcheck source=/dev/null
  . "$ZOO_CONF_DIR/java.env"
fi
# ZooKeeper's start script lets the JVM call `kill -9` on an OutOfMemoryError, which has no effect on process 1 of a container;
# ExitOnOutOfMemoryError has the intended effect. The caller's flags come last and override the others.
# shellcheck disable=SC2086 # flags are words
exec /jre/bin/java "-Xmx${ZK_SERVER_HEAP:-1000}m" -XX:+ExitOnOutOfMemoryError -XX:SharedArchiveFile=/zookeeper/classes.jsa \
  "-Dzookeeper.log.dir=$ZOO_LOG_DIR" "-Dlogback.configurationFile=$ZOO_CONF_DIR/logback.xml" \
  ${SERVER_JVMFLAGS:-} ${JVMFLAGS:-} -cp "$(cat /zookeeper/classpath)" \
  org.apache.zookeeper.server.quorum.QuorumPeerMain "$cfg"
