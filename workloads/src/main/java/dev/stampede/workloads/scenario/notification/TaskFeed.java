package dev.stampede.workloads.scenario.notification;

import org.apache.zookeeper.ZooKeeper;

/** How a worker learns of its tasks. */
public interface TaskFeed {

    /** Gives the worker each task that it does not know yet. Called by the client's thread every 20 ms. */
    void poll(ZooKeeper zk, Worker worker) throws Exception;
}
