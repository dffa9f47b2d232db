package dev.stampede.workloads.scenario.notification.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.notification.NotificationClient;
import dev.stampede.workloads.scenario.notification.NotificationDriver;
import dev.stampede.workloads.scenario.notification.WatchedNotifications;

/**
 * Relies on Curator's {@code PersistentWatcher} alone: does not read again after a reconnect, although the watch does
 * not report what changed while the client was disconnected.
 */
public final class SkipsReread extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        return new WatchedNotifications(context) {
            @Override
            protected boolean readsAfterReconnect() {
                return false;
            }
        };
    }
}
