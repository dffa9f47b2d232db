package dev.stampede.workloads.scenario.notification;

import org.apache.zookeeper.ZooKeeper;

/** How a coordinator learns of the statuses of its tasks. Used by the client's thread. */
public interface StatusFeed {

    /** The coordinator waits for this status from now on, which may exist already. */
    void add(String status);

    /** The coordinator no longer waits for this status. */
    void remove(String status);

    /** Gives the coordinator each status that may have changed. Called every 20 ms. */
    void poll(ZooKeeper zk, Coordinator coordinator) throws Exception;
}
