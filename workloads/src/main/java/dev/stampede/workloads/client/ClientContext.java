package dev.stampede.workloads.client;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.curator.RetryPolicy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionStateErrorPolicy;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;

/** What a {@link ClientDriver} has to work with. For the thread of its client, but for what says otherwise. */
public interface ClientContext {

    ClientSpec spec();

    /** Whether the client is to go on. For any thread. */
    boolean running();

    /** Sleeps for so long, or until the client is to stop. */
    void pause(Duration time) throws InterruptedException;

    /** Randomness of this client's own. */
    SplittableRandom random();

    /** Records what this client does and believes. For any thread. */
    Recorder recorder();

    /**
     * Opens a session with a raw handle that records its attempts and its session's states; the watcher is told after
     * the recorder. The handle is closed with the client. A client has one session at a time.
     */
    ZooKeeper connect(Watcher watcher) throws java.io.IOException;

    /**
     * Starts a Curator client on recorded handles, whose states are recorded before any other listener hears of them.
     * It is closed with the client.
     */
    CuratorFramework curator(RetryPolicy retries, ConnectionStateErrorPolicy policy);

    /**
     * The ACL for what this client creates: everybody's right on an ensemble of the harness, otherwise as the client settings
     * say. Curator's recipes create with it. For any thread.
     */
    default List<ACL> acl() {
        return Ids.OPEN_ACL_UNSAFE;
    }

    /** The fenced store that the harness serves. */
    FencedStore store();
}
