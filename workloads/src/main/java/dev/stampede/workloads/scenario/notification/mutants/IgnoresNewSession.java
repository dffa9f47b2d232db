package dev.stampede.workloads.scenario.notification.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.notification.NaiveNotifications;
import dev.stampede.workloads.scenario.notification.NotificationClient;
import dev.stampede.workloads.scenario.notification.NotificationDriver;
import dev.stampede.workloads.scenario.notification.StatusFeed;
import dev.stampede.workloads.scenario.notification.TaskFeed;
import org.apache.zookeeper.WatchedEvent;

/** Reads nothing in a new session, although its watches ended with the old one. */
public final class IgnoresNewSession extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        return new NaiveNotifications(context) {
            @Override
            public TaskFeed tasks(String folder) {
                return new Tasks(context, folder) {
                    @Override
                    protected boolean listsInNewSession() {
                        return false;
                    }

                    @Override
                    public void process(WatchedEvent event) {
                        if (event.getPath() != null) {
                            super.process(event);
                        }
                    }
                };
            }

            @Override
            public StatusFeed statuses(String job) {
                return new Statuses(context) {
                    @Override
                    protected boolean readsInNewSession() {
                        return false;
                    }
                };
            }
        };
    }
}
