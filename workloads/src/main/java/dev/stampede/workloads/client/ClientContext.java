package dev.stampede.workloads.client;

import java.io.IOException;
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

/**
 * The services that a {@link ClientDriver} uses. Used by the thread of its client, except for methods that allow any
 * thread.
 */
public interface ClientContext {

    ClientSpec spec();

    /** Whether the client should continue. For any thread. */
    boolean running();

    /** Sleeps for this time, or until the client must stop. */
    void pause(Duration time) throws InterruptedException;

    /** The random numbers of this client. */
    SplittableRandom random();

    /** Records the operations and beliefs of this client. For any thread. */
    Recorder recorder();

    /**
     * Opens a session with a raw handle that records its attempts and the states of its session. The recorder receives
     * each event before the watcher. The handle is closed when the client ends. A client has one session at a time.
     */
    ZooKeeper connect(Watcher watcher) throws IOException;

    /**
     * The connect string for code under test that opens its own handles. It leads through the links of this client, and
     * the states of the sessions are recorded; the requests are not. The code must close its handles.
     */
    default String connectString() throws IOException {
        return spec().connectString();
    }

    /**
     * Starts a Curator client with recorded handles. Its connection states are recorded before other listeners receive
     * them. The Curator client is closed when this client ends.
     */
    CuratorFramework curator(RetryPolicy retries, ConnectionStateErrorPolicy policy);

    /**
     * The ACL of the znodes that this client creates: open on an ensemble of the harness, else from the client
     * settings. Curator's recipes use it, too. For any thread.
     */
    default List<ACL> acl() {
        return Ids.OPEN_ACL_UNSAFE;
    }

    /** The fenced store that the harness serves. */
    FencedStore store();
}
