package dev.stampede.workloads.scenario.notification;

import dev.stampede.workloads.client.ClientContext;

/** Drives the {@link NaiveNotifications}. */
public final class NaiveNotificationDriver extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        return new NaiveNotifications(context);
    }
}
