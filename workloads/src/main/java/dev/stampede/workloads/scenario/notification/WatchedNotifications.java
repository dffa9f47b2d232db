package dev.stampede.workloads.scenario.notification;

import dev.stampede.workloads.client.ClientContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;

/**
 * Notification by Curator's {@link PersistentWatcher}. A worker watches its folder, a coordinator watches its job
 * recursively. Each event leads to a read.
 *
 * <p>A persistent watch does not report what changes while the client is disconnected. So everything is read again when
 * the recipe has set its watch again, after each RECONNECTED; a read in a {@code ConnectionStateListener} would be too
 * early, because a new session has no watch yet. A mutant overrides {@link #readsAfterReconnect}.
 */
public class WatchedNotifications extends CuratorNotifications {
    public WatchedNotifications(ClientContext context) {
        super(context);
    }

    /** Whether to read everything when a watch has been set again. */
    protected boolean readsAfterReconnect() {
        return true;
    }

    @Override
    public final TaskFeed tasks(String folder) {
        TaskList tasks = new TaskList(context, folder);
        start(folder, false, path -> tasks.setChanged(), tasks::setChanged);
        return tasks;
    }

    @Override
    public final StatusFeed statuses(String job) {
        StatusReader statuses = new StatusReader(context);
        start(job, true, statuses::setChanged, statuses::setAllChanged);
        return statuses;
    }

    /** @param changed receives the path of each event of a znode; events of the session have no path */
    private void start(String path, boolean recursive, Consumer<String> changed, Runnable readAll) {
        PersistentWatcher watcher = new PersistentWatcher(curator, path, recursive);
        AtomicBoolean set = new AtomicBoolean();
        watcher.getListenable().addListener(event -> {
            if (event.getPath() != null) {
                changed.accept(event.getPath());
            }
        });
        watcher.getResetListenable().addListener(() -> {
            if (!set.getAndSet(true) || readsAfterReconnect()) {
                readAll.run();
            }
        });
        closeLater(watcher);
        watcher.start();
    }
}
