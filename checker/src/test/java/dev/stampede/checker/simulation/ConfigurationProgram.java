package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Shown;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.Notified;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeInput.ViewChange;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client of the scenario {@code configuration}: it reads every key with a one-shot watch, reads it again after each
 * event, and changes keys from time to time.
 */
final class ConfigurationProgram {
    static final String ROOT = "/configuration";

    private static final int KEYS = 10;
    private static final Duration THINK = Duration.ofMillis(30);

    private final SimulatedClient client;
    private final VirtualTime time;
    private final Map<String, ZnodeState> current = new HashMap<>();
    private final Map<String, Long> viewed = new HashMap<>();
    private long watchedIn;
    private int writes;

    ConfigurationProgram(SimulatedClient client) {
        this.client = client;
        this.time = client.time();
    }

    void start() {
        client.whenConnected(() -> client.send(-1, Request.create(ROOT, "", Kind.PERSISTENT), answer -> {
            if (answer.code() == ResultCode.CONNECTIONLOSS) {
                start();
            } else {
                again();
            }
        }));
    }

    private void again() {
        client.pause(
                THINK,
                () -> client.whenConnected(() -> {
                    if (watchedIn != client.session()) {
                        watchedIn = client.session();
                        for (int i = 0; i < KEYS; i++) {
                            fetch(ROOT + "/k" + i, watchedIn);
                        }
                    }
                    change(ROOT + "/k" + time.choose(KEYS));
                }));
    }

    /** Reads a key and sets a watch. A read whose answer was lost is repeated. */
    private void fetch(String key, long session) {
        if (session != client.session()) {
            return;
        }
        int operation = client.invoke(key, new Read(ReadKind.FETCH));
        client.send(operation, Request.data(key).watchedBy(() -> notified(key, session)), answer -> {
            if (answer.ok()) {
                ZnodeState state = state(answer);
                client.ok(operation, new Shown(state));
                adopt(key, state);
            } else if (answer.code() == ResultCode.NONODE) {
                client.ok(operation, new Shown(null));
                adopt(key, null);
                watchForCreation(key, session);
            } else {
                client.failed(operation, String.valueOf(answer.code()));
                client.whenConnected(() -> fetch(key, session));
            }
        });
    }

    private void watchForCreation(String key, long session) {
        client.send(-1, Request.exists(key).watchedBy(() -> notified(key, session)), answer -> {
            if (answer.code() != ResultCode.NONODE) {
                client.whenConnected(() -> fetch(key, session));
            }
        });
    }

    private void notified(String key, long session) {
        client.ok(client.invoke(key, new Notified("NodeDataChanged", 0)), Custom.DONE);
        fetch(key, session);
    }

    private void adopt(String key, @Nullable ZnodeState state) {
        long mzxid = state == null ? 0 : state.mzxid();
        if (state == null) {
            current.remove(key);
        } else {
            current.put(key, state);
        }
        Long before = viewed.put(key, mzxid);
        boolean news = before == null ? state != null : before != mzxid;
        if (news) {
            client.ok(client.invoke(key, new ViewChange()), new Shown(state));
        }
    }

    private void change(String key) {
        ZnodeState known = current.get(key);
        String data = "c" + client.number() + "-1-" + writes++;
        if (time.chance(30)) {
            call(key, new Read(ReadKind.GET), Request.data(key), a -> new Shown(state(a)));
        } else if (known == null) {
            call(key, new ZnodeInput.Create(data), Request.create(key, data, Kind.PERSISTENT), a -> Custom.DONE);
        } else if (time.chance(5)) {
            int version = known.version();
            call(key, new ZnodeInput.Delete(version), Request.delete(key, version), a -> Custom.DONE);
        } else {
            int version = time.chance(20) ? -1 : known.version();
            call(
                    key,
                    new ZnodeInput.SetData(data, version),
                    Request.set(key, data, version),
                    a -> new WholeNumber(a.found().version()));
        }
    }

    private void call(String key, OperationInput input, Request request, Function<Answer, OperationOutput> output) {
        int operation = client.invoke(key, input);
        client.send(operation, request, answer -> {
            if (answer.ok()) {
                client.ok(operation, output.apply(answer));
            } else {
                client.refused(operation, answer.code(), key);
            }
            again();
        });
    }

    private static ZnodeState state(Answer answer) {
        ZnodeStat stat = answer.found();
        return new ZnodeState(answer.data(), stat.version(), stat.czxid(), stat.mzxid());
    }
}
