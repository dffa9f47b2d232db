package dev.stampede.workloads.scenario.notification.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.notification.NaiveNotifications;
import dev.stampede.workloads.scenario.notification.NotificationClient;
import dev.stampede.workloads.scenario.notification.NotificationDriver;
import dev.stampede.workloads.scenario.notification.Worker;

/** Assumes that a status was written although the response to its write was lost. */
public final class GivesUpAnswer extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        return new NaiveNotifications(context);
    }

    @Override
    protected Worker worker(ClientContext context, NotificationClient client, String folder, String incarnation) {
        return new Worker(context, client, folder, incarnation) {
            @Override
            protected boolean writesAgain() {
                return false;
            }
        };
    }
}
