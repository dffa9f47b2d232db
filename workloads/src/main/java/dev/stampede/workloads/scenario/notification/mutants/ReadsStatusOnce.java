package dev.stampede.workloads.scenario.notification.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.notification.NaiveNotifications;
import dev.stampede.workloads.scenario.notification.NotificationClient;
import dev.stampede.workloads.scenario.notification.NotificationDriver;
import dev.stampede.workloads.scenario.notification.StatusFeed;
import org.apache.zookeeper.WatchedEvent;

/** Reads a status only when it is created, and ignores that it changes. */
public final class ReadsStatusOnce extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        return new NaiveNotifications(context) {
            @Override
            public StatusFeed statuses(String job) {
                return new Statuses(context) {
                    @Override
                    public void process(WatchedEvent event) {
                        if (event.getType() != Event.EventType.NodeDataChanged) {
                            super.process(event);
                        }
                    }
                };
            }
        };
    }
}
