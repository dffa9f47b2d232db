package dev.stampede.workloads.scenario.user;

import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.NameInput.LookUpKind;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import dev.stampede.workloads.user.UserObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Drives objects of users that store unique values by keys. Records {@code open} for each new object, {@code look-up}
 * for each read, and the writes of the subclass.
 *
 * <p>Every third client only reads, and from time to time closes its object and opens another one. Settings: {@code
 * class} (the name of the class), {@code key} (the prefix of the keys in the history), {@code keys} (the number of
 * keys), {@code hot.percent} (the share of operations that always choose the first key), {@code get.percent} (the share
 * of reads of a client that writes), {@code think.millis} (the mean time between operations, drawn uniformly from 0.5
 * to 1.5 times the mean) and {@code stay.millis} (the lifetime of a reader's object, drawn log-uniformly from an eighth
 * of this value to eight times this value: a new object reads the present state, and an old object must learn of the
 * changes).
 *
 * @param <T> the interface by which the objects are called
 */
public abstract class UserValuesDriver<T extends UserObject> implements ClientDriver {
    private static final int READER_EVERY = 3;
    private static final double LIFE_RANGE = 8;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

    private int writes;

    /** The classes that are suitable. */
    protected abstract UserClassContract<T> kind();

    /** Reads a key. */
    protected abstract @Nullable String get(T object, String key) throws Exception;

    /** Writes a key with {@link Calls#record}. */
    protected abstract void write(Calls calls, String key) throws InterruptedException;

    /** An object of a client, and the recording of its calls. */
    protected final class Calls {
        private final ClientContext context;
        private final UserObjects<T> objects;
        private final T object;

        private Calls(ClientContext context, UserObjects<T> objects, T object) {
            this.context = context;
            this.objects = objects;
            this.object = object;
        }

        /** The object. */
        public T object() {
            return object;
        }

        /** The context of the client. */
        public ClientContext context() {
            return context;
        }

        /** A unique value. */
        public String value() {
            return "c" + context.spec().number() + "-"
                    + Math.floorMod(context.spec().seed(), 1000) + "-" + writes++;
        }

        /** The name of a key in the history. */
        public String recorded(String key) {
            return context.spec().setting("key") + "/" + key;
        }

        /** Executes a call and completes its operation. Returns whether it succeeded. */
        public boolean record(Recorder.Op operation, Callable<OperationOutput> call) throws InterruptedException {
            try {
                operation.ok(call.call());
                return true;
            } catch (InterruptedException e) {
                operation.interrupted();
                throw e;
            } catch (Exception e) {
                objects.threw(operation, e);
                context.pause(AFTER_FAILURE);
                return false;
            }
        }
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        UserObjects<T> objects = kind().objects(context);
        boolean reader = context.spec().number() % READER_EVERY == READER_EVERY - 1;
        while (context.running()) {
            Recorder.Op open = context.recorder().invoke("open", null, null);
            T object = objects.open();
            open.ok();
            try {
                use(new Calls(context, objects, object), reader);
            } finally {
                objects.close(object);
            }
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
        }
    }

    private void use(Calls calls, boolean reader) throws InterruptedException {
        ClientContext context = calls.context();
        long end = System.nanoTime() + life(context).toNanos();
        while (context.running() && (!reader || System.nanoTime() - end < 0)) {
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            String key =
                    "k" + (chance(context, "hot.percent") ? 0 : context.random().nextInt(number(context, "keys")));
            if (context.running()) {
                if (reader || chance(context, "get.percent")) {
                    boolean unused = lookUp(calls, key);
                } else {
                    write(calls, key);
                }
            }
        }
    }

    /** Reads a key and records the read. Returns whether the read succeeded. */
    protected final boolean lookUp(Calls calls, String key) throws InterruptedException {
        Recorder.Op op = calls.context().recorder().invoke(calls.recorded(key), new NameInput.LookUp(LookUpKind.PLAIN));
        return calls.record(op, () -> new OperationOutput.Found(get(calls.object(), key)));
    }

    private static boolean chance(ClientContext context, String percent) {
        return context.random().nextInt(100) < number(context, percent);
    }

    private static int number(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }

    private static Duration life(ClientContext context) {
        double exponent = context.random().nextDouble() * 2 - 1;
        return Duration.ofMillis(Math.round(number(context, "stay.millis") * Math.pow(LIFE_RANGE, exponent)));
    }
}
