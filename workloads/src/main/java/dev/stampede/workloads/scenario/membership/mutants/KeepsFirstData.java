package dev.stampede.workloads.scenario.membership.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.membership.GroupClient;
import dev.stampede.workloads.scenario.membership.MembershipDriver;
import dev.stampede.workloads.scenario.membership.NaiveGroups;
import java.util.HashMap;
import java.util.Map;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of a member only once for each id, so that a member that joins again has the data of its first
 * incarnation.
 */
public final class KeepsFirstData extends MembershipDriver {
    @Override
    protected GroupClient open(ClientContext context) {
        return new NaiveGroups(context) {
            @Override
            protected View view(String group) {
                return new View(context, group) {
                    private final Map<String, String> known = new HashMap<>();

                    @Override
                    protected String data(ZooKeeper zk, String path, @Nullable String before)
                            throws KeeperException, InterruptedException {
                        String data = super.data(zk, path, before);
                        return known.computeIfAbsent(path, p -> data); // The mistake: never replaced.
                    }
                };
            }
        };
    }
}
