package dev.stampede.workloads.scenario.watches.mutants;

import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.watches.WatchedZnodes;
import dev.stampede.workloads.scenario.watches.WatchesDriver;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.zookeeper.ZooKeeper;

/**
 * Sets its watch some time after it has read, and ignores the state that this later request returns, so that it misses
 * the changes in between.
 */
public final class WatchesAfterRead extends WatchesDriver {
    private static final long PROCESSING_MILLIS = 400;

    @Override
    protected WatchedZnodes watched(
            ClientContext context, String parent, List<String> data, List<String> parents, ViewRecorder view) {
        Timer timer = new Timer("watches later", true);
        return new WatchedZnodes(context, parent, data, parents, view) {
            @Override
            protected WatchKind kindOf(int session) {
                return WatchKind.DATA;
            }

            @Override
            protected void readAndWatch(ZooKeeper zk, String key) {
                readStat(zk, key, true);
                timer.schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                watchUnread(zk, key);
                            }
                        },
                        PROCESSING_MILLIS);
            }
        };
    }
}
