package dev.stampede.workloads.scenario.notification;

import dev.stampede.workloads.client.ClientContext;

/**
 * Drives the recipes of Curator.
 *
 * <p>Setting: {@code recipe}: {@code persistent-watcher} or {@code curator-cache}.
 */
public final class CuratorNotificationDriver extends NotificationDriver {
    @Override
    protected NotificationClient open(ClientContext context) {
        String recipe = context.spec().setting("recipe");
        return switch (recipe) {
            case "persistent-watcher" -> new WatchedNotifications(context);
            case "curator-cache" -> new CachedNotifications(context);
            default ->
                throw new IllegalArgumentException("expected persistent-watcher or curator-cache, found " + recipe);
        };
    }
}
