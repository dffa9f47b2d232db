package dev.stampede.workloads.scenario.watches.mutants;

import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.watches.WatchedZnodes;
import dev.stampede.workloads.scenario.watches.WatchesDriver;
import java.util.List;

/**
 * Relies on persistent watches alone, and does not read again after a reconnect, although these watches do not report
 * changes during the disconnect.
 */
public final class NeverReadsAgain extends WatchesDriver {
    @Override
    protected WatchedZnodes watched(
            ClientContext context, String parent, List<String> data, List<String> parents, ViewRecorder view) {
        return new WatchedZnodes(context, parent, data, parents, view) {
            @Override
            protected WatchKind kindOf(int session) {
                return WatchKind.PERSISTENT;
            }

            @Override
            protected void connected() {
                // The mistake: nothing is read.
            }
        };
    }
}
