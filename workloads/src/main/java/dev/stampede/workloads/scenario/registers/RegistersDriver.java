package dev.stampede.workloads.scenario.registers;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.OperationOutput.Shown;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.Read;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Performs a random mix of all kinds of requests on several znodes.
 *
 * <p>The znodes below {@code key} are: {@code k0}, {@code k1}, … (registers, which are created, set, deleted and read
 * individually); {@code g} with {@code guard}, {@code a} and {@code b} (a group: every multi checks the version of the
 * guard and sets {@code a} and {@code b}; {@code raise} sets the guard, which increments its version); {@code s} (the
 * parent of sequential znodes).
 *
 * <p>Settings: {@code keys} (the number of registers; fewer registers mean more contention), {@code think.millis} (the
 * mean time between operations, drawn uniformly from 0.5 to 1.5 times the mean), and the weights of the mix:
 * {@code mix.set}, {@code mix.delete}, {@code mix.get}, {@code mix.syncGet}, {@code mix.exists}, {@code mix.children},
 * {@code mix.multi}, {@code mix.raise}, {@code mix.snapshot}, {@code mix.sequential}; {@code unconditional.percent} is
 * the percentage of the setData requests for registers that name no version. A set or delete with a version uses the
 * version of a read just before.
 */
public abstract class RegistersDriver implements ClientDriver {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(50);
    private static final int ANY_VERSION = -1;
    private static final List<String> MIX = List.of(
            "set", "delete", "get", "syncGet", "exists", "children", "multi", "raise", "snapshot", "sequential");

    /** The work of one client: its registers, the paths of the znodes, and the weights of the mix. */
    private record Work(
            ClientContext context, Registers registers, List<String> keys, String root, List<Integer> weights) {
        String group() {
            return root + "/g";
        }

        String guard() {
            return root + "/g/guard";
        }

        List<String> members() {
            return List.of(root + "/g/a", root + "/g/b");
        }

        String parent() {
            return root + "/s";
        }
    }

    private final Map<String, Integer> guards = new HashMap<>();
    private int writes;

    /** Creates the registers under test. */
    protected abstract Registers open(ClientContext context) throws Exception;

    @Override
    public final void drive(ClientContext context) throws Exception {
        String root = context.spec().setting("key");
        List<String> keys = IntStream.range(0, number(context, "keys"))
                .mapToObj(i -> root + "/k" + i)
                .toList();
        List<Integer> weights =
                MIX.stream().map(m -> number(context, "mix." + m)).toList();
        Work work = new Work(context, open(context), keys, root, weights);
        prepare(work);
        while (context.running()) {
            work.registers().await();
            context.pause(think(context));
            if (context.running()) {
                perform(work, draw(work));
            }
        }
    }

    /** Creates the shared znodes, if no other client has created them. These creates are not recorded as operations. */
    private static void prepare(Work work) throws Exception {
        List<String> shared = List.of(
                work.group(),
                work.parent(),
                work.guard(),
                work.members().get(0),
                work.members().get(1));
        for (String path : shared) {
            while (work.context().running()) {
                work.registers().await();
                try {
                    work.registers().create(path, "seed");
                    break;
                } catch (KeeperException.NodeExistsException e) {
                    break;
                } catch (KeeperException e) {
                    work.context().pause(AFTER_FAILURE);
                }
            }
        }
    }

    private static String draw(Work work) {
        int left = work.context()
                .random()
                .nextInt(work.weights().stream().mapToInt(w -> w).sum());
        for (int i = 0; i < MIX.size(); i++) {
            left -= work.weights().get(i);
            if (left < 0) {
                return MIX.get(i);
            }
        }
        throw new IllegalStateException("the weights of the mix changed while one was drawn");
    }

    private void perform(Work work, String operation) throws Exception {
        List<String> keys = work.keys();
        String key = keys.get(work.context().random().nextInt(keys.size()));
        Registers registers = work.registers();
        switch (operation) {
            case "set" -> set(work, key);
            case "delete" -> delete(work, key);
            case "get" -> get(work, anyRegisterOrMember(work, key));
            case "syncGet" -> call(work, key, new Read(ReadKind.SYNC_GET), () -> new Shown(registers.syncGet(key)));
            case "exists" -> call(work, key, new Read(ReadKind.EXISTS), () -> new Shown(registers.exists(key)));
            case "children" ->
                call(
                        work,
                        work.parent(),
                        new ZnodeInput.CountChildren(),
                        () -> new OperationOutput.WholeNumber(registers.children(work.parent())));
            case "multi" -> multi(work);
            case "raise" -> raise(work);
            case "snapshot" -> call(work, work.group(), new ZnodeInput.Snapshot(), () -> snapshot(work));
            default -> {
                String tag = data(work.context());
                call(
                        work,
                        work.parent(),
                        new ZnodeInput.CreateSequential(tag),
                        () -> new OperationOutput.Custom(registers.createSequential(work.parent(), tag)));
            }
        }
    }

    /** Chooses a register or a member of the group. */
    private static String anyRegisterOrMember(Work work, String key) {
        int choice = work.context()
                .random()
                .nextInt(work.keys().size() + work.members().size());
        return choice < work.members().size() ? work.members().get(choice) : key;
    }

    private static OperationOutput snapshot(Work work) throws Exception {
        return new OperationOutput.ShownTogether(work.registers().snapshot(work.members()));
    }

    private @Nullable ZnodeState get(Work work, String key) throws Exception {
        ZnodeState[] seen = new ZnodeState[1];
        call(work, key, new Read(ReadKind.GET), () -> {
            seen[0] = work.registers().get(key);
            return new Shown(seen[0]);
        });
        return seen[0];
    }

    /** Reads a register, then sets it. */
    private void set(Work work, String key) throws Exception {
        ZnodeState known = get(work, key);
        String data = data(work.context());
        if (known == null) {
            call(work, key, new ZnodeInput.Create(data), () -> {
                work.registers().create(key, data);
                return OperationOutput.Custom.DONE;
            });
            return;
        }
        int version = work.context().random().nextInt(100) < number(work.context(), "unconditional.percent")
                ? ANY_VERSION
                : known.version();
        call(
                work,
                key,
                new ZnodeInput.SetData(data, version),
                () -> new OperationOutput.WholeNumber(work.registers().set(key, data, version)));
    }

    private void delete(Work work, String key) throws Exception {
        ZnodeState known = get(work, key);
        if (known != null) {
            call(work, key, new ZnodeInput.Delete(known.version()), () -> {
                work.registers().delete(key, known.version());
                return OperationOutput.Custom.DONE;
            });
        }
    }

    /** Checks the last known version of the guard, and sets the members. */
    private void multi(Work work) throws Exception {
        Integer known = guards.get(work.guard());
        if (known == null || work.context().random().nextInt(2) == 0) {
            ZnodeState guard = get(work, work.guard());
            if (guard == null) {
                return;
            }
            known = guard.version();
            guards.put(work.guard(), known);
        }
        int version = known;
        String tag = data(work.context());
        boolean done = call(work, work.group(), new ZnodeInput.Multi(tag, version), () -> {
            work.registers().multi(work.guard(), version, work.members(), tag);
            return OperationOutput.Custom.DONE;
        });
        if (!done) {
            guards.remove(work.guard());
        }
    }

    private void raise(Work work) throws Exception {
        String data = data(work.context());
        call(
                work,
                work.guard(),
                new ZnodeInput.Raise(data),
                () -> new OperationOutput.WholeNumber(work.registers().set(work.guard(), data, ANY_VERSION)));
    }

    /** A request that may fail, or whose answer may be lost. */
    private interface Call {
        OperationOutput run() throws Exception;
    }

    /** Executes and records the request; true if it succeeded. */
    private static boolean call(Work work, String key, ZnodeInput input, Call call) throws Exception {
        Recorder.Op op = work.context().recorder().invoke(key, input);
        try {
            op.ok(call.run());
            return true;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (KeeperException.NoNodeException
                | KeeperException.NodeExistsException
                | KeeperException.BadVersionException e) {
            op.threw(e);
            return false;
        } catch (Exception e) {
            op.threw(e);
            work.context().pause(AFTER_FAILURE);
            return false;
        }
    }

    /** Unique data without a hyphen. */
    private String data(ClientContext context) {
        return context.spec().uniqueName() + "n" + writes++;
    }

    private static int number(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }

    private static Duration think(ClientContext context) {
        return RandomTimes.aroundMean(context, "think.millis");
    }
}
