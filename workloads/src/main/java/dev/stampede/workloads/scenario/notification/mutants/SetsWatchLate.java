package dev.stampede.workloads.scenario.notification.mutants;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.notification.NaiveNotifications;
import dev.stampede.workloads.scenario.notification.NotificationClient;
import dev.stampede.workloads.scenario.notification.NotificationDriver;
import dev.stampede.workloads.scenario.notification.StatusFeed;
import dev.stampede.workloads.scenario.notification.TaskFeed;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Sets its watches some time after it has read, so that it misses changes in between. */
public final class SetsWatchLate extends NotificationDriver {
    private static final Duration PROCESSING = Duration.ofMillis(120);

    @Override
    protected NotificationClient open(ClientContext context) {
        return new NaiveNotifications(context) {
            @Override
            public TaskFeed tasks(String folder) {
                return new Tasks(context, folder) {
                    @Override
                    protected List<String> list(ZooKeeper zk, String parent)
                            throws KeeperException, InterruptedException {
                        List<String> tasks = zk.getChildren(parent, false);
                        context.pause(PROCESSING);
                        zk.getChildren(parent, this); // The mistake: the watch is set here, and the result is ignored.
                        return tasks;
                    }
                };
            }

            @Override
            public StatusFeed statuses(String job) {
                return new Statuses(context) {
                    @Override
                    protected @Nullable Watcher watcher(String status) {
                        return null;
                    }

                    @Override
                    protected @Nullable ZnodeState read(ZooKeeper zk, String status)
                            throws KeeperException, InterruptedException {
                        ZnodeState state = super.read(zk, status);
                        context.pause(PROCESSING);
                        zk.exists(status, this); // The mistake: the watch is set here.
                        return state;
                    }
                };
            }
        };
    }
}
