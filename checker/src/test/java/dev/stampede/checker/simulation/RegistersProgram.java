package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Shown;
import dev.stampede.checker.history.data.OperationOutput.ShownTogether;
import dev.stampede.checker.history.data.OperationOutput.WholeNumber;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.checker.simulation.Request.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A client of the scenario {@code registers}: a mix of reads, conditional writes, multis and sequential creates. */
final class RegistersProgram {
    static final String ROOT = "/registers";

    private static final String GROUP = ROOT + "/g";
    private static final String GUARD = GROUP + "/guard";
    private static final String SEQUENTIAL = ROOT + "/s";
    private static final List<String> MEMBERS = List.of(GROUP + "/a", GROUP + "/b");
    private static final int KEYS = 6;
    private static final Set<Opcode> RETRIED = Set.of(Opcode.SET_DATA, Opcode.DELETE);
    private static final Duration THINK = Duration.ofMillis(4);

    private final SimulatedClient client;
    private final VirtualTime time;
    private final boolean retries;
    private int writes;
    private int guard = -1;

    /** @param retries whether a set or a delete whose answer is lost is sent again, in the same operation */
    RegistersProgram(SimulatedClient client, boolean retries) {
        this.client = client;
        this.time = client.time();
        this.retries = retries;
    }

    void start() {
        prepare(List.of(ROOT, GROUP, SEQUENTIAL, GUARD, MEMBERS.get(0), MEMBERS.get(1)));
    }

    private void prepare(List<String> paths) {
        if (paths.isEmpty()) {
            again();
            return;
        }
        client.whenConnected(() -> client.send(
                -1,
                Request.create(paths.get(0), "seed", Kind.PERSISTENT),
                answer ->
                        prepare(answer.code() == ResultCode.CONNECTIONLOSS ? paths : paths.subList(1, paths.size()))));
    }

    private void again() {
        client.pause(THINK, () -> client.whenConnected(this::next));
    }

    private void next() {
        String key = ROOT + "/k" + time.choose(KEYS);
        int draw = time.choose(105);
        if (draw < 30) {
            get(key, this::set);
        } else if (draw < 34) {
            get(key, this::delete);
        } else if (draw < 49) {
            get(time.chance(25) ? MEMBERS.get(time.choose(2)) : key, (k, state) -> again());
        } else if (draw < 57) {
            synced(key);
        } else if (draw < 62) {
            call(key, new Read(ReadKind.EXISTS), Request.exists(key), a -> new Shown(state(a, "-")), this::again);
        } else if (draw < 65) {
            call(
                    SEQUENTIAL,
                    new ZnodeInput.CountChildren(),
                    Request.children(SEQUENTIAL),
                    a -> new WholeNumber(a.children().size()),
                    this::again);
        } else if (draw < 80) {
            multi();
        } else if (draw < 85) {
            String data = data();
            call(
                    GUARD,
                    new ZnodeInput.Raise(data),
                    Request.set(GUARD, data, -1),
                    a -> new WholeNumber(a.found().version()),
                    this::again);
        } else if (draw < 97) {
            call(
                    GROUP,
                    new ZnodeInput.Snapshot(),
                    Request.snapshot(MEMBERS),
                    a -> new ShownTogether(a.parts().stream()
                            .filter(Answer::ok)
                            .map(part -> state(part, part.data()))
                            .toList()),
                    this::again);
        } else {
            String tag = data();
            call(
                    SEQUENTIAL,
                    new ZnodeInput.CreateSequential(tag),
                    Request.create(SEQUENTIAL + "/" + tag + "-", "", Kind.SEQUENTIAL),
                    a -> new Custom(String.valueOf(a.path())),
                    this::again);
        }
    }

    private interface Known {
        void then(String key, @Nullable ZnodeState state);
    }

    private void get(String key, Known known) {
        int operation = client.invoke(key, new Read(ReadKind.GET));
        client.send(operation, Request.data(key), answer -> {
            if (answer.ok()) {
                ZnodeState state = state(answer, answer.data());
                client.ok(operation, new Shown(state));
                known.then(key, state);
            } else {
                client.refused(operation, answer.code(), key);
                if (answer.code() == ResultCode.NONODE) {
                    known.then(key, null);
                } else {
                    again();
                }
            }
        });
    }

    private void set(String key, @Nullable ZnodeState state) {
        String data = data();
        if (state == null) {
            call(
                    key,
                    new ZnodeInput.Create(data),
                    Request.create(key, data, Kind.PERSISTENT),
                    a -> Custom.DONE,
                    this::again);
            return;
        }
        int version = time.chance(30) ? -1 : state.version();
        call(
                key,
                new ZnodeInput.SetData(data, version),
                Request.set(key, data, version),
                a -> new WholeNumber(a.found().version()),
                this::again);
    }

    private void delete(String key, @Nullable ZnodeState state) {
        if (state == null) {
            again();
            return;
        }
        call(
                key,
                new ZnodeInput.Delete(state.version()),
                Request.delete(key, state.version()),
                a -> Custom.DONE,
                this::again);
    }

    private void synced(String key) {
        int operation = client.invoke(key, new Read(ReadKind.SYNC_GET));
        client.send(operation, Request.sync(key), synced -> {
            if (synced.ok()) {
                client.send(operation, Request.data(key), answer -> {
                    end(operation, key, answer, a -> new Shown(state(a, a.data())));
                    again();
                });
            } else {
                client.refused(operation, synced.code(), key);
                again();
            }
        });
    }

    private void multi() {
        if (guard < 0 || time.chance(50)) {
            get(GUARD, (key, state) -> {
                guard = state == null ? -1 : state.version();
                multi(guard);
            });
        } else {
            multi(guard);
        }
    }

    private void multi(int version) {
        String tag = data();
        Request request = Request.multi(List.of(
                Request.check(GUARD, version),
                Request.set(MEMBERS.get(0), tag, -1),
                Request.set(MEMBERS.get(1), tag, -1)));
        int operation = client.invoke(GROUP, new ZnodeInput.Multi(tag, version));
        client.send(operation, request, answer -> {
            end(operation, GROUP, answer, a -> Custom.DONE);
            guard = answer.ok() ? guard : -1;
            again();
        });
    }

    private void call(
            String key,
            OperationInput input,
            Request request,
            Function<Answer, OperationOutput> output,
            Runnable then) {
        send(client.invoke(key, input), key, request, output, then);
    }

    private void send(
            int operation, String key, Request request, Function<Answer, OperationOutput> output, Runnable then) {
        client.send(operation, request, answer -> {
            if (retries && answer.code() == ResultCode.CONNECTIONLOSS && RETRIED.contains(request.opcode())) {
                client.whenConnected(() -> send(operation, key, request, output, then));
            } else {
                end(operation, key, answer, output);
                then.run();
            }
        });
    }

    private void end(int operation, String key, Answer answer, Function<Answer, OperationOutput> output) {
        if (answer.ok()) {
            client.ok(operation, output.apply(answer));
        } else {
            client.refused(operation, answer.code(), key);
        }
    }

    private static ZnodeState state(Answer answer, String data) {
        ZnodeStat stat = answer.found();
        return new ZnodeState(data, stat.version(), stat.czxid(), stat.mzxid());
    }

    private String data() {
        return "c" + client.number() + "x1n" + writes++;
    }
}
