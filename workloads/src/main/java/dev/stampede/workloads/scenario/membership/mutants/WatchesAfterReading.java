package dev.stampede.workloads.scenario.membership.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.membership.GroupClient;
import dev.stampede.workloads.scenario.membership.MembershipDriver;
import dev.stampede.workloads.scenario.membership.NaiveGroups;
import java.time.Duration;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Sets its watches some time after it has read the group, so that it misses changes in between. */
public final class WatchesAfterReading extends MembershipDriver {
    private static final Duration PROCESSING = Duration.ofMillis(200);

    @Override
    protected GroupClient open(ClientContext context) {
        return new NaiveGroups(context) {
            @Override
            protected View view(String group) {
                return new View(context, group) {
                    private boolean watches;

                    @Override
                    protected Map<String, String> read(ZooKeeper zk, Map<String, String> before)
                            throws KeeperException, InterruptedException {
                        watches = false;
                        Map<String, String> members = super.read(zk, before);
                        context.pause(PROCESSING);
                        watches = true;
                        super.read(zk, before); // The mistake: the watches are set here, and the result is ignored.
                        return members;
                    }

                    @Override
                    protected @Nullable Watcher watcher() {
                        return watches ? super.watcher() : null;
                    }
                };
            }
        };
    }
}
