# shellcheck shell=bash disable=SC2034,SC2154
# A private RabbitMQ on loopback, with ports, a folder and a cookie of its own; ends with the script. Source it after common.sh.
rabbitmq=''
epmd=''

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Sets $amqp_url.
start_rabbitmq() {
    local port home=$work/rabbitmq
    port=$(free_port)
    mkdir -p "$home"
    echo '[].' >"$home/enabled_plugins"
    printf 'listeners.tcp.1 = 127.0.0.1:%s\ndisk_free_limit.absolute = 50MB\n' "$port" >"$home/rabbitmq.conf"
    export HOME=$home RABBITMQ_NODENAME=benchmark$port@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$port \
        RABBITMQ_DIST_PORT RABBITMQ_MNESIA_BASE=$home/mnesia RABBITMQ_LOG_BASE=$home/log RABBITMQ_PID_FILE=$home/pid \
        RABBITMQ_CONFIG_FILE=$home/rabbitmq RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins \
        ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
    RABBITMQ_DIST_PORT=$(free_port)
    ERL_EPMD_PORT=$(free_port)
    epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 >/dev/null 2>&1 &
    epmd=$!
    /usr/lib/rabbitmq/bin/rabbitmq-server >"$home/out" 2>&1 &
    rabbitmq=$!
    trap 'stop; stop_rabbitmq; rm -rf "$work"' EXIT
    until (echo >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 "$rabbitmq" || { cat "$home/out" >&2; exit 1; }
        sleep 0.2
    done
    sleep 3 # It listens before it is quite there.
    amqp_url=amqp://guest:guest@127.0.0.1:$port/%2F
}

stop_rabbitmq() {
    [ -z "$rabbitmq" ] || { pkill -9 -P "$rabbitmq" 2>/dev/null || true; kill -9 "$rabbitmq" "$epmd" 2>/dev/null || true; wait "$rabbitmq" "$epmd" 2>/dev/null || true; }
}
