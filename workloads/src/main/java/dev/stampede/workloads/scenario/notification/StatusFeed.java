package dev.stampede.workloads.scenario.notification;

import org.apache.zookeeper.ZooKeeper;

/** How a coordinator learns of the statuses of its tasks. Used by the client's thread. */
public interface StatusFeed {

    /** Begins to watch this status, which may exist already. */
    void add(String status);

    /** Stops watching this status. */
    void remove(String status);

    /** Gives the coordinator each status that may have changed. Called every 20 ms. */
    void poll(ZooKeeper zk, Coordinator coordinator) throws Exception;
}
