package dev.stampede.workloads.scenario.election;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;

/**
 * Drives Curator's {@link LeaderLatch}, one per election, and samples {@code hasLeadership()} of each in turn.
 *
 * <p>Settings: {@code key}, {@code objects} (the number of concurrent elections; if there are several, they are below
 * the key), {@code tenure.millis} (the mean time until a leader closes its latch and opens another) and
 * {@code sample.millis} (the interval of the samples).
 */
public final class LeaderLatchDriver implements ClientDriver {
    @Override
    public void drive(ClientContext context) throws Exception {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        Duration every = Duration.ofMillis(Integer.parseInt(context.spec().setting("sample.millis")));
        List<Candidate> candidates = new ArrayList<>();
        try {
            for (String key : keys(context)) {
                candidates.add(new Candidate(context, curator, key));
            }
            while (context.running()) {
                for (Candidate candidate : candidates) {
                    candidate.sample();
                }
                context.pause(every);
            }
        } finally {
            for (Candidate candidate : candidates) {
                candidate.latch.close();
            }
        }
    }

    private static List<String> keys(ClientContext context) {
        String key = context.spec().setting("key");
        int objects = Integer.parseInt(context.spec().setting("objects"));
        return objects == 1
                ? List.of(key)
                : IntStream.range(0, objects).mapToObj(i -> key + "/" + i).toList();
    }

    /** Takes part in one election repeatedly. */
    private static final class Candidate {
        private final ClientContext context;
        private final CuratorFramework curator;
        private final String key;
        private LeaderLatch latch;
        private long end;

        Candidate(ClientContext context, CuratorFramework curator, String key) throws Exception {
            this.context = context;
            this.curator = curator;
            this.key = key;
            this.latch = open();
        }

        private LeaderLatch open() throws Exception {
            LeaderLatch opened = new LeaderLatch(
                    curator, key, Integer.toString(context.spec().number()));
            opened.start();
            return opened;
        }

        /** Records whether the client leads. At the end of its term, closes the latch and opens a new one. */
        void sample() throws Exception {
            Recorder.Op sample = context.recorder().invoke(key, new LockInput.SampleLeadership());
            boolean leads = latch.hasLeadership();
            sample.ok(
                    new OperationOutput.Leadership(leads),
                    leads ? context.recorder().lastTokenBelow(key) : 0);
            if (leads && end == 0) {
                int mean = Integer.parseInt(context.spec().setting("tenure.millis"));
                end = System.nanoTime()
                        + Duration.ofMillis(context.random().nextInt(2 * mean + 1))
                                .toNanos();
            }
            if (end != 0 && System.nanoTime() - end >= 0) {
                end = 0;
                latch.close();
                latch = open();
            }
        }
    }
}
