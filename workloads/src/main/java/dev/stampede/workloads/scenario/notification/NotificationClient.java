package dev.stampede.workloads.scenario.notification;

import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** One life of a client: its session, and how it learns of tasks and statuses. Used by the client's thread. */
public interface NotificationClient {

    /** Starts to watch the tasks of a worker; called when its folder exists. */
    TaskFeed tasks(String folder) throws Exception;

    /** Starts to watch the statuses of a job; called when the znode of the job exists. */
    StatusFeed statuses(String job) throws Exception;

    /**
     * The handle if it is connected; if the last session has ended, the handle of a new one. Null if it is not
     * connected.
     */
    @Nullable
    ZooKeeper connected() throws Exception;

    /** Stops watching, and closes the session. */
    void close() throws Exception;
}
