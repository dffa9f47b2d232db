package dev.stampede.workloads.scenario.membership;

import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches all groups, joins and leaves them, and changes its data in each of them, independently of the other groups.
 * From time to time it closes its session without leaving, like a process that ends, and begins a new life later.
 *
 * <p>Settings: {@code key} (the parent znode of the groups); {@code groups} (the number of groups);
 * {@code stay.least.millis} and {@code stay.most.millis} (the bounds of the duration of a membership, which is drawn
 * log-uniformly between them); {@code update.millis} (the time between two bursts of changes of the data) and
 * {@code burst} (the number of changes in a burst); {@code life.millis} (the time until it closes its session) and
 * {@code away.millis} (the time until it joins again, or begins a new life). Each other time is a mean: the actual time
 * is drawn uniformly from 0.5 to 1.5 times the setting.
 */
public abstract class MembershipDriver implements ClientDriver {
    private static final Duration STEP = Duration.ofMillis(20);

    /** Begins a life: opens the session of the client under test. */
    protected abstract GroupClient open(ClientContext context) throws Exception;

    @Override
    public final void drive(ClientContext context) throws Exception {
        String id = "c" + context.spec().number();
        String name = context.spec().uniqueName();
        for (int life = 0; context.running(); life++) {
            GroupClient client = open(context);
            List<Participation> groups = new ArrayList<>();
            for (int group = 0; group < Integer.parseInt(context.spec().setting("groups")); group++) {
                String path = context.spec().setting("key") + "/g" + group;
                groups.add(new Participation(context, client, path, id, name + "." + life));
            }
            long end = System.nanoTime()
                    + RandomTimes.aroundMean(context, "life.millis").toNanos();
            while (context.running() && System.nanoTime() - end < 0) {
                for (Participation group : groups) {
                    group.step();
                }
                context.pause(STEP);
            }
            close(context, client);
            context.pause(RandomTimes.aroundMean(context, "away.millis"));
        }
    }

    private static void close(ClientContext context, GroupClient client) throws Exception {
        Recorder.Op op = context.recorder().invoke(null, new GroupInput.CloseSession());
        try {
            client.close();
            op.ok();
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        }
    }
}
