package dev.stampede.workloads.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.recipes.shared.VersionedValue;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooKeeper;

/**
 * Hides the differences between the supported versions of ZooKeeper clients (3.6 to 3.9) and Curator (5.2 to 5.9). All
 * other methods that Stampede calls exist in all of these versions. Stateless.
 */
public final class ClientCompatibility {
    private static final boolean EVENTS_HAVE_ZXIDS = has(WatchedEvent.class, "getZxid");
    private static final boolean VALUES_HAVE_ZXIDS = has(VersionedValue.class, "getZxid");

    private ClientCompatibility() {}

    /**
     * The zxid of the change that an event reports; 0 if the server did not send it, or the client is older than 3.9.
     */
    public static long zxidOf(WatchedEvent event) {
        return EVENTS_HAVE_ZXIDS ? Math.max(0, event.getZxid()) : 0;
    }

    /**
     * The zxid of a value that a recipe read; 0 or less if it has read none yet.
     *
     * @throws UnsupportedOperationException if this version of Curator does not expose the zxid
     */
    public static long zxidOf(VersionedValue<?> value) {
        if (!VALUES_HAVE_ZXIDS) {
            throw new UnsupportedOperationException(
                    "expected a Curator whose SharedValue reports the zxid of its value, as 5.7.1 does, to judge the order of"
                            + " changes; this one does not");
        }
        return value.getZxid();
    }

    /**
     * Waits until the connected member has caught up with the leader. Clients older than 3.9.3 have no synchronous
     * {@code sync}.
     *
     * @param atMost the time limit for the answer, after which a connection loss is thrown
     */
    public static void sync(ZooKeeper zk, String path, Duration atMost) throws KeeperException, InterruptedException {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        zk.sync(path, (code, asked, context) -> done.complete(code), null);
        try {
            KeeperException.Code code = KeeperException.Code.get(done.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
            if (code != KeeperException.Code.OK) {
                throw KeeperException.create(code, path);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new KeeperException.ConnectionLossException();
        }
    }

    private static boolean has(Class<?> type, String method) {
        return Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals(method));
    }
}
