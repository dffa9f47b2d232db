package dev.stampede.workloads.scenario.election;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserElection;
import java.time.Duration;

/**
 * Drives a user's election: a {@link UserElection}, or a class with methods of the names that {@link #KIND} lists.
 * Creates a candidate, samples whether it leads, closes it at the end of its term, and creates the next one. Records
 * {@code start}, {@code sample} and {@code close}.
 *
 * <p>A sample in which the candidate leads begins a belief; a doubt that the class reports ends it. Settings:
 * {@code class} (the name of the class), {@code key} (the name of the election in the history), {@code tenure.millis}
 * (the mean term of a leader, drawn uniformly from 0 to twice the mean) and {@code sample.millis} (the interval of the
 * samples).
 */
public final class UserElectionDriver implements ClientDriver {
    /** The suitable classes. */
    public static final UserClassContract<UserElection> KIND = UserClassContract.of(UserElection.class)
            .orNamed("isLeader", "isLeader", "hasLeadership")
            .orNamed("start", "start")
            .orNamed("close", "close", "stop");

    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    @Override
    public void drive(ClientContext context) throws Exception {
        String key = context.spec().setting("key");
        UserObjects<UserElection> objects = KIND.objects(context);
        while (context.running()) {
            UserElection candidate = objects.open(reason -> context.recorder().doubts(key, reason));
            try {
                campaign(context, key, objects, candidate);
            } finally {
                close(context, key, objects, candidate);
            }
        }
    }

    /** Closes a candidate, and records how long that takes. */
    private static void close(
            ClientContext context, String key, UserObjects<UserElection> objects, UserElection candidate)
            throws InterruptedException {
        Recorder.Op close = context.recorder().invoke("close", key, null);
        try {
            objects.close(candidate);
            close.ok();
        } catch (InterruptedException e) {
            close.interrupted();
            throw e;
        }
    }

    /** Takes part in the election until the candidate has led for its term, or cannot be started. */
    private static void campaign(
            ClientContext context, String key, UserObjects<UserElection> objects, UserElection candidate)
            throws InterruptedException {
        if (!started(context, key, objects, candidate)) {
            context.pause(AFTER_FAILURE);
            return;
        }
        Duration every = Duration.ofMillis(Integer.parseInt(context.spec().setting("sample.millis")));
        long end = 0;
        while (context.running() && (end == 0 || System.nanoTime() - end < 0)) {
            if (leads(context, key, objects, candidate) && end == 0) {
                end = System.nanoTime() + term(context).toNanos();
            }
            context.pause(every);
        }
    }

    private static boolean started(
            ClientContext context, String key, UserObjects<UserElection> objects, UserElection candidate)
            throws InterruptedException {
        Recorder.Op start = context.recorder().invoke("start", key, null);
        try {
            candidate.start();
            start.ok();
            return true;
        } catch (InterruptedException e) {
            start.interrupted();
            throw e;
        } catch (Exception e) {
            objects.threw(start, e);
            return false;
        }
    }

    private static boolean leads(
            ClientContext context, String key, UserObjects<UserElection> objects, UserElection candidate)
            throws InterruptedException {
        Recorder.Op sample = context.recorder().invoke(key, new LockInput.SampleLeadership());
        try {
            boolean leads = candidate.isLeader();
            sample.ok(
                    new OperationOutput.Leadership(leads),
                    leads ? context.recorder().lastTokenBelow(key) : 0);
            return leads;
        } catch (InterruptedException e) {
            sample.interrupted();
            throw e;
        } catch (Exception e) {
            objects.threw(sample, e);
            return false;
        }
    }

    private static Duration term(ClientContext context) {
        int mean = Integer.parseInt(context.spec().setting("tenure.millis"));
        return Duration.ofMillis(context.random().nextInt(2 * mean + 1));
    }
}
