package dev.stampede.workloads.scenario.watches.mutants;

import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.watches.WatchedZnodes;
import dev.stampede.workloads.scenario.watches.WatchesDriver;
import java.util.List;
import org.apache.zookeeper.ZooKeeper;

/**
 * Ignores events for a short time after a reconnect, as if they only repeated what the client had seen before. But they
 * report changes during the disconnect, and their watches are not set again.
 */
public final class IgnoresCatchUp extends WatchesDriver {
    private static final long SETTLING_NANOS = 500_000_000L;

    @Override
    protected WatchedZnodes watched(
            ClientContext context, String parent, List<String> data, List<String> parents, ViewRecorder view) {
        return new WatchedZnodes(context, parent, data, parents, view) {
            private volatile long settled = System.nanoTime();

            @Override
            protected WatchKind kindOf(int session) {
                return WatchKind.DATA;
            }

            @Override
            protected void connected() {
                settled = System.nanoTime() + SETTLING_NANOS;
            }

            @Override
            protected void changed(ZooKeeper zk, String key) {
                if (System.nanoTime() - settled >= 0) {
                    super.changed(zk, key);
                }
            }
        };
    }
}
