package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Granted;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A client of the scenario {@code lock}: the one that creates the ephemeral {@code KEY/lock} holds the lock, the others
 * watch the children of the key. It writes to the fenced store while it holds the lock.
 */
final class LockProgram {
    static final String ROOT = "/locks";

    private static final int KEYS = 2;
    private static final Duration THINK = Duration.ofMillis(4);
    private static final Duration HOLD = Duration.ofMillis(3);

    private final SimulatedClient client;
    private final Map<String, Long> highestTokens;
    private String key = "";
    private long holdingIn;
    private boolean doubted;
    private int events;

    /** @param highestTokens the fenced store, which all clients share */
    LockProgram(SimulatedClient client, Map<String, Long> highestTokens) {
        this.client = client;
        this.highestTokens = highestTokens;
        client.whenDisturbed(this::doubt);
    }

    /** The fenced store of a run. */
    static Map<String, Long> store() {
        return new HashMap<>();
    }

    void start() {
        prepare(0);
    }

    private void prepare(int number) {
        if (number > KEYS) {
            again();
            return;
        }
        String path = number == 0 ? ROOT : ROOT + "/" + (number - 1);
        client.whenConnected(() -> client.send(
                -1,
                Request.create(path, "", Kind.PERSISTENT),
                answer -> prepare(answer.code() == ResultCode.CONNECTIONLOSS ? number : number + 1)));
    }

    private void again() {
        client.pause(THINK, () -> {
            key = ROOT + "/" + client.time().choose(KEYS);
            int acquire = client.invoke(key, Acquire.EXCLUSIVE);
            client.whenConnected(() -> tryToCreate(acquire));
        });
    }

    private String node() {
        return key + "/lock";
    }

    private void retry(int acquire) {
        client.whenConnected(() -> tryToCreate(acquire));
    }

    private void tryToCreate(int acquire) {
        client.send(acquire, Request.create(node(), "", Kind.EPHEMERAL), answer -> {
            if (answer.ok()) {
                granted(acquire, answer.found().czxid());
            } else if (answer.code() == ResultCode.NODEEXISTS) {
                client.send(acquire, Request.exists(node()), there -> {
                    if (there.ok() && there.found().ephemeralOwner() == client.session()) {
                        granted(acquire, there.found().czxid());
                    } else if (there.code() == ResultCode.CONNECTIONLOSS) {
                        retry(acquire);
                    } else {
                        await(acquire);
                    }
                });
            } else {
                retry(acquire);
            }
        });
    }

    /** Waits until the watch fires, or the session ends and takes the watch with it. */
    private void await(int acquire) {
        boolean[] over = new boolean[1];
        Runnable proceed = () -> {
            if (!over[0]) {
                over[0] = true;
                retry(acquire);
            }
        };
        Request request = Request.children(key).watchedBy(() -> {
            events++;
            proceed.run();
        });
        long session = client.session();
        client.send(acquire, request, answer -> {
            if (!answer.ok() || answer.children().isEmpty()) {
                proceed.run();
            } else {
                proceedInNewSession(session, over, proceed);
            }
        });
    }

    private void proceedInNewSession(long session, boolean[] over, Runnable proceed) {
        client.pause(Duration.ofMillis(200), () -> {
            if (client.session() != session) {
                proceed.run();
            } else if (!over[0]) {
                proceedInNewSession(session, over, proceed);
            }
        });
    }

    private void granted(int acquire, long token) {
        doubted = false;
        holdingIn = client.session();
        client.granted(acquire, new Granted(events), token);
        events = 0;
        client.recorder().add(new Event.Believed(client.number(), key, token, now()));
        write(acquire, token);
        client.pause(HOLD, () -> {
            if (!doubted) {
                write(acquire, token);
            }
            release();
        });
    }

    private void write(int acquire, long token) {
        long highest = highestTokens.getOrDefault(key, 0L);
        highestTokens.merge(key, token, Math::max);
        client.recorder()
                .add(new Event.StoreWritten(client.number(), acquire, key, token, token >= highest, highest, now()));
    }

    private long now() {
        return client.time().tick();
    }

    private void doubt(String reason) {
        if (holdingIn != 0 && !doubted) {
            doubted = true;
            client.recorder().add(new Event.Doubted(client.number(), key, reason, now()));
        }
    }

    private void release() {
        long session = holdingIn;
        int release = client.invoke(key, Release.EXCLUSIVE);
        holdingIn = 0;
        delete(release, session);
    }

    private void delete(int release, long session) {
        if (client.session() != session) {
            released(release);
            return;
        }
        client.send(release, Request.delete(node(), -1), answer -> {
            if (answer.code() == ResultCode.CONNECTIONLOSS) {
                client.whenConnected(() -> deleteIfOurs(release, session));
            } else {
                released(release);
            }
        });
    }

    private void deleteIfOurs(int release, long session) {
        if (client.session() != session) {
            released(release);
            return;
        }
        client.send(
                release,
                Request.sync(node()),
                synced -> client.send(release, Request.exists(node()), there -> {
                    if (there.code() == ResultCode.CONNECTIONLOSS || !synced.ok()) {
                        client.whenConnected(() -> deleteIfOurs(release, session));
                    } else if (there.ok() && there.found().ephemeralOwner() == session) {
                        delete(release, session);
                    } else {
                        released(release);
                    }
                }));
    }

    private void released(int release) {
        client.ok(release, Custom.DONE);
        again();
    }
}
