package dev.stampede.workloads.scenario.election;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;

/**
 * Drives Curator's {@link LeaderLatch}, and samples {@code hasLeadership()}.
 *
 * <p>Settings: {@code key}, {@code tenure.millis} (how long a leader stays one before it closes its latch and opens
 * another, the mean of a uniform draw), {@code sample.millis}.
 */
public final class LeaderLatchDriver implements ClientDriver {
    @Override
    public void drive(ClientContext context) throws Exception {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        while (context.running()) {
            LeaderLatch latch = new LeaderLatch(
                    curator,
                    context.spec().setting("key"),
                    Integer.toString(context.spec().number()));
            latch.start();
            try {
                sampleUntilItsTermEnds(context, latch);
            } finally {
                latch.close();
            }
        }
    }

    private static void sampleUntilItsTermEnds(ClientContext context, LeaderLatch latch) throws InterruptedException {
        int mean = Integer.parseInt(context.spec().setting("tenure.millis"));
        Duration every = Duration.ofMillis(Integer.parseInt(context.spec().setting("sample.millis")));
        long term = Duration.ofMillis(context.random().nextInt(2 * mean + 1)).toNanos();
        long end = 0;
        while (context.running()) {
            boolean leads = sample(context, latch);
            if (leads && end == 0) {
                end = System.nanoTime() + term;
            }
            if (end != 0 && System.nanoTime() - end >= 0) {
                return;
            }
            context.pause(every);
        }
    }

    private static boolean sample(ClientContext context, LeaderLatch latch) {
        String key = context.spec().setting("key");
        Recorder.Op sample = context.recorder().invoke("sample", key, null);
        boolean leads = latch.hasLeadership();
        sample.ok(Boolean.toString(leads), leads ? context.recorder().lastTokenBelow(key) : 0);
        return leads;
    }
}
