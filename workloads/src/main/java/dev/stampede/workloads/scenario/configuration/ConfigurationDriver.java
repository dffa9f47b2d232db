package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import dev.stampede.workloads.scenario.ViewRecorder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Watches all keys and repeatedly changes them: writes with and without a version, deletes, creates and reads.
 *
 * <p>Every third client only reads. Such a reader ends its session from time to time, and later watches all keys in a
 * new session.
 *
 * <p>Settings: {@code key} (the parent znode of the keys); {@code keys} (the number of keys); {@code hot.percent} (the
 * share of operations that always choose the first key); {@code burst} (the number of consecutive writes of one key);
 * {@code unconditional.percent}, {@code delete.percent} and {@code get.percent} (shares of operations);
 * {@code think.millis} (the mean time between bursts) and {@code stay.millis} (the mean time until a reader ends its
 * session; 0: never), both drawn uniformly from 0.5 to 1.5 times the mean.
 */
public abstract class ConfigurationDriver implements ClientDriver {
    private static final int READER_EVERY = 3;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(50);
    private static final int ANY_VERSION = -1;

    private int writes;

    /** Creates the configuration under test, which reports every change to the view recorder. */
    protected abstract Configuration open(ClientContext context, List<String> keys, ViewRecorder view) throws Exception;

    @Override
    public final void drive(ClientContext context) throws Exception {
        List<String> keys = keys(context);
        boolean reader =
                context.spec().number() % READER_EVERY == READER_EVERY - 1 && number(context, "stay.millis") > 0;
        while (context.running()) {
            try (Configuration configuration = open(context, keys, new ViewRecorder(context.recorder()))) {
                if (reader) {
                    read(context, configuration, keys);
                } else {
                    write(context, configuration, keys);
                }
            }
            context.pause(RandomTimes.aroundMean(context, reader ? "stay.millis" : "think.millis"));
        }
    }

    private static List<String> keys(ClientContext context) {
        String root = context.spec().setting("key");
        return IntStream.range(0, number(context, "keys"))
                .mapToObj(i -> root + "/k" + i)
                .toList();
    }

    private void read(ClientContext context, Configuration configuration, List<String> keys) throws Exception {
        long end = System.nanoTime()
                + RandomTimes.aroundMean(context, "stay.millis").toNanos();
        while (context.running() && System.nanoTime() - end < 0) {
            configuration.await();
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            get(context, configuration, choose(context, keys));
        }
    }

    private void write(ClientContext context, Configuration configuration, List<String> keys) throws Exception {
        while (context.running()) {
            configuration.await();
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            String key = choose(context, keys);
            if (chance(context, "get.percent")) {
                get(context, configuration, key);
            } else if (context.running()) {
                change(context, configuration, key);
            }
        }
    }

    private static String choose(ClientContext context, List<String> keys) {
        return chance(context, "hot.percent")
                ? keys.get(0)
                : keys.get(context.random().nextInt(keys.size()));
    }

    private static void get(ClientContext context, Configuration configuration, String key) throws Exception {
        Recorder.Op op = context.recorder().invoke(key, new ZnodeInput.Read(ReadKind.GET));
        attempt(context, op, () -> new OperationOutput.Shown(configuration.read(key)));
    }

    private void change(ClientContext context, Configuration configuration, String key) throws Exception {
        ZnodeState known = configuration.current(key);
        if (known == null) {
            String data = data(context);
            Recorder.Op op = context.recorder().invoke(key, new ZnodeInput.Create(data));
            attempt(context, op, () -> {
                configuration.create(key, data);
                return OperationOutput.Custom.DONE;
            });
        } else if (chance(context, "delete.percent")) {
            Recorder.Op op = context.recorder().invoke(key, new ZnodeInput.Delete(known.version()));
            attempt(context, op, () -> {
                configuration.delete(key, known.version());
                return OperationOutput.Custom.DONE;
            });
        } else {
            burst(context, configuration, key, known.version());
        }
    }

    private void burst(ClientContext context, Configuration configuration, String key, int known) throws Exception {
        int version = known;
        for (int i = number(context, "burst"); i > 0 && context.running(); i--) {
            int expectedVersion = chance(context, "unconditional.percent") ? ANY_VERSION : version;
            String data = data(context);
            Recorder.Op op = context.recorder().invoke(key, new ZnodeInput.SetData(data, expectedVersion));
            int[] after = new int[1];
            boolean done = attempt(context, op, () -> {
                after[0] = configuration.set(key, data, expectedVersion);
                return new OperationOutput.WholeNumber(after[0]);
            });
            if (!done) {
                return;
            }
            version = after[0];
        }
    }

    /** A request that may fail, or whose answer may be lost. */
    private interface Call {
        OperationOutput run() throws Exception;
    }

    /** Executes and records the request; true if it succeeded. */
    private static boolean attempt(ClientContext context, Recorder.Op op, Call call) throws Exception {
        try {
            op.ok(call.run());
            return true;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            op.threw(e);
            context.pause(AFTER_FAILURE);
            return false;
        }
    }

    /** Unique data. */
    private String data(ClientContext context) {
        return context.spec().uniqueName() + "-" + writes++;
    }

    private static boolean chance(ClientContext context, String percent) {
        return context.random().nextInt(100) < number(context, percent);
    }

    private static int number(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }
}
