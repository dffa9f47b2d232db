package dev.stampede.workloads.scenario.notification.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.notification.NaiveNotifications;
import dev.stampede.workloads.scenario.notification.NotificationClient;
import dev.stampede.workloads.scenario.notification.NotificationDriver;
import dev.stampede.workloads.scenario.notification.TaskFeed;
import dev.stampede.workloads.scenario.notification.Worker;

/** Does not remember its tasks, so that it does all of them again after every event. */
public final class ForgetsTasks extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        return new NaiveNotifications(context) {
            @Override
            public TaskFeed tasks(String folder) {
                return new Tasks(context, folder) {
                    @Override
                    protected boolean known(Worker worker, String path) {
                        return false;
                    }
                };
            }
        };
    }
}
