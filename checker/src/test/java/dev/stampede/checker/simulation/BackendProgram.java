package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.BackendInput.Serve;
import dev.stampede.checker.history.data.BackendInput.Stop;
import dev.stampede.checker.history.data.BackendInput.Update;
import dev.stampede.checker.history.data.NameInput.Register;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * A backend of the scenario {@code load-balancing}: it serves, registers its address as an ephemeral znode, changes its
 * address, stops, and starts again.
 */
final class BackendProgram {
    private static final Duration LIFE = Duration.ofSeconds(8);
    private static final Duration DOWN = Duration.ofMillis(1_500);
    private static final Duration UPDATE = Duration.ofMillis(2_500);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int OLD_SERVERS = 2;

    private final SimulatedClient client;
    private final VirtualTime time;
    private final Set<String> serving;
    private final String path;
    private final Deque<String> servers = new ArrayDeque<>();
    private String address = "";
    private String written = "";
    private long registeredIn;
    private boolean busy;
    private int started;

    /** @param serving the addresses of all backends that answer at present */
    BackendProgram(SimulatedClient client, Set<String> serving) {
        this.client = client;
        this.time = client.time();
        this.serving = serving;
        this.path = BalancerProgram.ROOT + "/backend-" + client.number();
    }

    void start() {
        client.whenConnected(() -> client.send(-1, Request.create(BalancerProgram.ROOT, "", Kind.PERSISTENT), a -> {
            if (a.code() == ResultCode.CONNECTIONLOSS) {
                start();
            } else {
                live();
            }
        }));
    }

    private void live() {
        serve();
        keep(time.now() + time.around(LIFE).toNanos(), nextUpdate());
    }

    private long nextUpdate() {
        return time.now() + time.around(UPDATE).toNanos();
    }

    private void serve() {
        address = "127.200." + (client.number() + 1) + "." + (started % 250 + 1) + ":" + (20_000 + started++ % 40_000);
        servers.addFirst(address);
        serving.add(address);
        while (servers.size() > OLD_SERVERS) {
            serving.remove(servers.removeLast());
        }
        client.ok(client.invoke(path, new Serve(address)), Custom.DONE);
    }

    private void keep(long endNanos, long moveNanos) {
        if (time.now() >= endNanos && !busy && client.connected()) {
            stop();
            return;
        }
        long move = moveNanos;
        if (time.now() >= move) {
            serve();
            move = nextUpdate();
        }
        long next = move;
        if (client.connected() && !busy) {
            look();
        } else if (!client.connected()) {
            client.whenConnected(() -> {});
        }
        client.pause(STEP, () -> keep(endNanos, next));
    }

    private void look() {
        String now = address;
        long session = client.session();
        if (registeredIn != session) {
            int operation = client.invoke(path, new Register(now));
            busy = true;
            client.send(operation, Request.create(path, now, Kind.EPHEMERAL), answer -> {
                busy = false;
                if (answer.ok()) {
                    registered(operation, session, now);
                } else if (answer.code() == ResultCode.NODEEXISTS) {
                    adopt(operation, session, now);
                } else {
                    client.refused(operation, answer.code(), path);
                }
            });
        } else if (!written.equals(now)) {
            int operation = client.invoke(path, new Update(now));
            set(operation, session, now);
        }
    }

    private void registered(int operation, long session, String now) {
        registeredIn = session;
        written = now;
        client.ok(operation, Custom.DONE);
    }

    /** An existing znode belongs to this session, or to the previous one, which has not ended yet. */
    private void adopt(int operation, long session, String now) {
        busy = true;
        client.send(operation, Request.exists(path), there -> {
            busy = false;
            if (there.ok() && there.found().ephemeralOwner() == session) {
                set(operation, session, now);
            } else {
                client.refused(operation, ResultCode.NODEEXISTS, path);
            }
        });
    }

    private void set(int operation, long session, String now) {
        busy = true;
        client.send(operation, Request.set(path, now, -1), answer -> {
            busy = false;
            if (answer.ok()) {
                registered(operation, session, now);
            } else {
                registeredIn = answer.code() == ResultCode.NONODE ? 0 : registeredIn;
                client.refused(operation, answer.code(), path);
            }
        });
    }

    private void stop() {
        int operation = client.invoke(path, new Stop());
        serving.removeAll(servers);
        servers.clear();
        client.close(() -> {
            registeredIn = 0;
            written = "";
            client.ok(operation, Custom.DONE);
            client.pause(DOWN, this::live);
        });
    }
}
