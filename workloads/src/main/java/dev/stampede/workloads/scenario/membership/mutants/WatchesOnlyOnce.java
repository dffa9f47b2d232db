package dev.stampede.workloads.scenario.membership.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.membership.GroupClient;
import dev.stampede.workloads.scenario.membership.MembershipDriver;
import dev.stampede.workloads.scenario.membership.NaiveGroups;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Sets its watches with the first read of a group, but not again after they have fired. */
public final class WatchesOnlyOnce extends MembershipDriver {
    @Override
    protected GroupClient open(ClientContext context) {
        return new NaiveGroups(context) {
            @Override
            protected View view(String group) {
                return new View(context, group) {
                    private boolean watched;

                    @Override
                    protected Map<String, String> read(ZooKeeper zk, Map<String, String> before)
                            throws KeeperException, InterruptedException {
                        Map<String, String> members = super.read(zk, before);
                        watched |= !members.isEmpty();
                        return members;
                    }

                    @Override
                    protected @Nullable Watcher watcher() {
                        return watched ? null : super.watcher();
                    }
                };
            }
        };
    }
}
