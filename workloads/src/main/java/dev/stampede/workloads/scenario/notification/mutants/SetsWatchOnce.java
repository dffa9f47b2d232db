package dev.stampede.workloads.scenario.notification.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.notification.NaiveNotifications;
import dev.stampede.workloads.scenario.notification.NotificationClient;
import dev.stampede.workloads.scenario.notification.NotificationDriver;
import dev.stampede.workloads.scenario.notification.StatusFeed;
import java.util.HashSet;
import java.util.Set;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

/** Sets the watch of a status with the first read that finds it, but not again after the watch has fired. */
public final class SetsWatchOnce extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        return new NaiveNotifications(context) {
            @Override
            public StatusFeed statuses(String job) {
                return new Statuses(context) {
                    private final Set<String> watched = new HashSet<>();

                    @Override
                    protected @Nullable Watcher watcher(String status) {
                        return watched.add(status) ? super.watcher(status) : null;
                    }
                };
            }
        };
    }
}
