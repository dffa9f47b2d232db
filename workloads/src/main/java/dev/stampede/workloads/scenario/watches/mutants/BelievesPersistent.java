package dev.stampede.workloads.scenario.watches.mutants;

import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.watches.WatchedZnodes;
import dev.stampede.workloads.scenario.watches.WatchesDriver;
import java.util.List;
import org.apache.zookeeper.ZooKeeper;

/** Believes that a one-shot watch is persistent: it reads after an event, but does not set the watch again. */
public final class BelievesPersistent extends WatchesDriver {
    @Override
    protected WatchedZnodes watched(
            ClientContext context, String parent, List<String> data, List<String> parents, ViewRecorder view) {
        return new WatchedZnodes(context, parent, data, parents, view) {
            @Override
            protected WatchKind kindOf(int session) {
                return WatchKind.DATA;
            }

            @Override
            protected void changed(ZooKeeper zk, String key) {
                readStat(zk, key, true); // The mistake: this sets no watch.
            }
        };
    }
}
