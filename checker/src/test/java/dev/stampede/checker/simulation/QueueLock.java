package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * ZooKeeper's lock recipe for one client and one key: an ephemeral sequential znode for each waiter; the clients with the
 * {@code leases} lowest numbers hold the lock. Not thread-safe.
 */
final class QueueLock {
    private final SimulatedClient client;
    private final String key;
    private final int leases;
    private @Nullable String own;
    private long token;
    private long session;
    private boolean uncertain;
    private boolean holding;
    private boolean doubted;
    private int events;
    private int round;
    private boolean impatient;
    private Runnable waiter = () -> {};

    QueueLock(SimulatedClient client, String key, int leases) {
        this.client = client;
        this.key = key;
        this.leases = leases;
    }

    String key() {
        return key;
    }

    boolean doubted() {
        return doubted;
    }

    /** The number of watch events since the last call. */
    int watchEvents() {
        int count = events;
        events = 0;
        return count;
    }

    /** The client is disconnected, or its session has ended. */
    void disturbed(String reason) {
        if (holding && !doubted) {
            doubted = true;
            client.recorder()
                    .add(new Event.Doubted(
                            client.number(), key, reason, client.time().tick()));
        }
    }

    /** Acquires the lock for an operation, and passes the token on; 0 after the patience is over, null for no limit. */
    void acquire(int operation, @Nullable Duration patience, LongConsumer then) {
        int mine = ++round;
        impatient = false;
        attempt(operation, then);
        if (patience != null) {
            client.pause(patience, () -> {
                if (round == mine && !holding) {
                    impatient = true;
                    waiter.run();
                }
            });
        }
    }

    private void attempt(int operation, LongConsumer then) {
        client.whenConnected(() -> {
            if (session != client.session()) {
                own = null;
                uncertain = false;
                session = client.session();
            }
            if (own == null && uncertain) {
                findLostCreate(operation, then);
            } else if (impatient) {
                round++;
                release(operation, () -> then.accept(0));
            } else if (own != null) {
                myTurn(operation, then);
            } else {
                create(operation, then);
            }
        });
    }

    private String prefix() {
        return "turn-" + Long.toHexString(session) + "-";
    }

    private void create(int operation, LongConsumer then) {
        uncertain = true;
        client.send(operation, Request.create(key + "/" + prefix(), "", Kind.EPHEMERAL_SEQUENTIAL), answer -> {
            if (answer.ok()) {
                String path = String.valueOf(answer.path());
                own = path.substring(path.lastIndexOf('/') + 1);
                token = answer.found().czxid();
            }
            uncertain = answer.code() == ResultCode.CONNECTIONLOSS;
            attempt(operation, then);
        });
    }

    private void findLostCreate(int operation, LongConsumer then) {
        client.send(
                operation,
                Request.sync(key),
                synced -> client.send(operation, Request.children(key), list -> {
                    if (!synced.ok() || !list.ok()) {
                        attempt(operation, then);
                        return;
                    }
                    String found = list.children().stream()
                            .filter(c -> c.startsWith(prefix()))
                            .findFirst()
                            .orElse(null);
                    if (found == null) {
                        uncertain = false;
                        attempt(operation, then);
                        return;
                    }
                    client.send(operation, Request.exists(key + "/" + found), there -> {
                        if (there.ok()) {
                            own = found;
                            token = there.found().czxid();
                            uncertain = false;
                        }
                        attempt(operation, then);
                    });
                }));
    }

    private void myTurn(int operation, LongConsumer then) {
        boolean[] over = new boolean[1];
        Runnable again = () -> {
            if (!over[0]) {
                over[0] = true;
                attempt(operation, then);
            }
        };
        Runnable woken = () -> {
            events++;
            again.run();
        };
        Request children = Request.children(key);
        client.send(operation, leases > 1 ? children.watchedBy(woken) : children, list -> {
            String turn = own;
            if (!list.ok() || turn == null || !list.children().contains(turn)) {
                own = list.ok() ? null : turn;
                again.run();
                return;
            }
            List<String> ahead = list.children().stream()
                    .filter(c -> number(c) < number(turn))
                    .sorted((a, b) -> Long.compare(number(a), number(b)))
                    .toList();
            if (ahead.size() < leases) {
                over[0] = true;
                round++;
                holding = true;
                doubted = false;
                then.accept(token);
            } else if (leases > 1) {
                pollSession(over, again);
            } else {
                Request before = Request.exists(key + "/" + ahead.get(ahead.size() - 1));
                client.send(operation, before.watchedBy(woken), there -> {
                    if (there.ok()) {
                        pollSession(over, again);
                    } else {
                        again.run();
                    }
                });
            }
        });
    }

    /** A session that ends takes its watches with it. */
    private void pollSession(boolean[] over, Runnable again) {
        waiter = again;
        client.pause(Duration.ofMillis(200), () -> {
            if (client.session() != session) {
                again.run();
            } else if (!over[0]) {
                pollSession(over, again);
            }
        });
    }

    private static long number(String child) {
        return Long.parseLong(child.substring(child.lastIndexOf('-') + 1));
    }

    /** Deletes the own znode, unless it is gone with its session. */
    void release(int operation, Runnable then) {
        holding = false;
        String turn = own;
        if (client.session() != session || turn == null) {
            then.run();
            return;
        }
        client.send(operation, Request.delete(key + "/" + turn, -1), answer -> {
            if (answer.code() == ResultCode.CONNECTIONLOSS) {
                client.whenConnected(() -> release(operation, then));
            } else {
                own = null;
                then.run();
            }
        });
    }
}
