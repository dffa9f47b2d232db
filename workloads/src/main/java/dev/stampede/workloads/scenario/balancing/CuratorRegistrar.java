package dev.stampede.workloads.scenario.balancing;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/**
 * Registers a backend with a recipe that maintains the registration. Each life of the backend has a Curator client of
 * its own, so that its session ends when the backend stops.
 *
 * <p>It reads the znode from time to time, like a health check, and ignores the result. Not thread-safe.
 */
abstract class CuratorRegistrar implements Registrar {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final int CHECK_EVERY = 4;

    private final ClientContext context;
    private @Nullable CuratorFramework curator;
    private boolean registered;
    private String written = "";
    private int calls;

    CuratorRegistrar(ClientContext context) {
        this.context = context;
    }

    /** Registers for the first time; throws if it is unknown whether the registration succeeded. */
    abstract void register(CuratorFramework client, String path, String address) throws Exception;

    /** Replaces the address. */
    abstract void update(String path, String address) throws Exception;

    /** Closes the recipe. */
    abstract void close() throws Exception;

    @Override
    public final void keep(String path, String address) throws Exception {
        CuratorFramework client = curator;
        if (client == null) {
            client = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
            curator = client;
        }
        CuratorFramework own = client;
        if (!registered) {
            registered = recorded(new NameInput.Register(address), path, () -> register(own, path, address));
            written = registered ? address : "";
        } else if (!written.equals(address)) {
            written = recorded(new BackendInput.Update(address), path, () -> update(path, address)) ? address : "";
        } else if (calls++ % CHECK_EVERY == 0) {
            checkZnode(own, path);
        }
    }

    private static void checkZnode(CuratorFramework client, String path) throws Exception {
        if (client.getZookeeperClient().isConnected()) {
            try {
                client.checkExists().forPath(path);
            } catch (org.apache.zookeeper.KeeperException e) {
                // The result is ignored.
            }
        }
    }

    private boolean recorded(OperationInput input, String path, Step step) throws InterruptedException {
        Recorder.Op op = context.recorder().invoke(path, input);
        try {
            step.run();
            op.ok();
            return true;
        } catch (InterruptedException e) {
            op.interrupted();
            throw e;
        } catch (Exception e) {
            op.indeterminate(e.toString());
            context.pause(AFTER_FAILURE);
            return false;
        }
    }

    @Override
    public final void stop() throws Exception {
        try {
            close();
        } finally {
            CuratorFramework client = curator;
            curator = null;
            registered = false;
            written = "";
            if (client != null) {
                client.close();
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
