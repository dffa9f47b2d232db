package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.LockDriver;
import dev.stampede.workloads.scenario.lock.NaiveLock;
import java.io.IOException;
import org.apache.zookeeper.ZooKeeper;

/** Deletes the lock's znode in whatever session it has by then, without looking whose znode it is. */
public final class CarelessRelease extends LockDriver {
    @Override
    protected Lock open(ClientContext context) {
        return new NaiveLock(context) {
            @Override
            protected ZooKeeper sessionToReleaseIn() throws IOException, InterruptedException {
                return session();
            }
        };
    }
}
