package dev.stampede.workloads.scenario.notification;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Notification in raw calls: a one-shot watch is set with each read, and every event and every new session leads to the
 * next read. The client library sends the events of the session to all watchers, so a reconnect leads to a read, too.
 */
public class NaiveNotifications implements NotificationClient {
    protected final ClientContext context;
    private final RawSession session;

    public NaiveNotifications(ClientContext context) {
        this.context = context;
        this.session = new RawSession(context);
    }

    @Override
    public TaskFeed tasks(String folder) {
        return new Tasks(context, folder);
    }

    @Override
    public StatusFeed statuses(String job) {
        return new Statuses(context);
    }

    @Override
    public final @Nullable ZooKeeper connected() throws Exception {
        return session.connectedNow();
    }

    @Override
    public final void close() throws InterruptedException {
        session.close();
    }

    /** The tasks of a worker, with a watch on the children of its folder. */
    public static class Tasks extends TaskList implements Watcher {
        private long session;

        public Tasks(ClientContext context, String folder) {
            super(context, folder);
        }

        @Override
        protected @Nullable Watcher watcher() {
            return this;
        }

        /** Whether to list the tasks in a new session, in which no watch has been set yet. */
        protected boolean listsInNewSession() {
            return true;
        }

        @Override
        public final void poll(ZooKeeper zk, Worker worker) throws InterruptedException {
            if (session != zk.getSessionId()) {
                if (session != 0 && listsInNewSession()) {
                    setChanged();
                }
                session = zk.getSessionId();
            }
            super.poll(zk, worker);
        }

        @Override
        public void process(WatchedEvent event) {
            setChanged();
        }
    }

    /** The statuses of a job, with a watch on each. */
    public static class Statuses extends StatusReader implements Watcher {
        private long session;

        public Statuses(ClientContext context) {
            super(context);
        }

        @Override
        protected @Nullable Watcher watcher(String status) {
            return this;
        }

        /** Whether to read the statuses in a new session, in which no watch has been set yet. */
        protected boolean readsInNewSession() {
            return true;
        }

        @Override
        public final void poll(ZooKeeper zk, Coordinator coordinator) throws InterruptedException {
            if (session != zk.getSessionId()) {
                if (session != 0 && readsInNewSession()) {
                    setAllChanged();
                }
                session = zk.getSessionId();
            }
            super.poll(zk, coordinator);
        }

        @Override
        public void process(WatchedEvent event) {
            if (event.getPath() != null) {
                setChanged(event.getPath());
            } else if (event.getState() == Event.KeeperState.SyncConnected) {
                setAllChanged(); // After a reconnect.
            }
        }
    }
}
