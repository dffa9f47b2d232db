package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The common part of configurations with Curator's recipes: their writes.
 *
 * <p>With the setting {@code writes=handle} the {@code ZooKeeper} handle of the framework sends each write once; such a
 * variant tests only the reads of the recipe. With {@code writes=framework} the framework sends the write, and retries
 * it when the answer is lost. A write without a version may then be applied twice, and even a write with a version if
 * the znode was created again in between.
 */
abstract class CuratorConfiguration implements Configuration {
    private final ViewRecorder view;
    private final boolean retries;
    private final List<ACL> acl;
    final CuratorFramework curator;

    CuratorConfiguration(ClientContext context, ViewRecorder view) {
        this.view = view;
        this.acl = context.acl();
        this.retries = context.spec().setting("writes").equals("framework");
        this.curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
    }

    /** Records the state that the client uses, if it has changed. For any thread. */
    final void recordView(String key) {
        view.record(key, () -> current(key));
    }

    /** Records the states of all keys, because a recipe may change its content without calling its listeners. */
    final void recordAllViews(List<String> keys) {
        keys.forEach(this::recordView);
    }

    /** The state in a cache. */
    static @Nullable ZnodeState stateOf(@Nullable ChildData data) {
        return data == null ? null : ZnodeStates.of(data.getData(), data.getStat());
    }

    @Override
    public void create(String key, String data) throws Exception {
        if (retries) {
            curator.create().forPath(key, bytes(data));
        } else {
            handle().create(key, bytes(data), acl, CreateMode.PERSISTENT);
        }
    }

    private ZooKeeper handle() throws Exception {
        return curator.getZookeeperClient().getZooKeeper();
    }

    @Override
    public int set(String key, String data, int version) throws Exception {
        Stat stat = retries
                ? curator.setData().withVersion(version).forPath(key, bytes(data))
                : handle().setData(key, bytes(data), version);
        return stat.getVersion();
    }

    @Override
    public void delete(String key, int version) throws Exception {
        if (retries) {
            curator.delete().withVersion(version).forPath(key);
        } else {
            handle().delete(key, version);
        }
    }

    @Override
    public final ZnodeState read(String key) throws Exception {
        Stat stat = new Stat();
        byte[] data = curator.getData().storingStatIn(stat).forPath(key);
        return ZnodeStates.of(data, stat);
    }

    static byte[] bytes(String data) {
        return data.getBytes(StandardCharsets.UTF_8);
    }

    /** Closes the recipe, then the session. */
    @Override
    public final void close() {
        stop();
        curator.close();
    }

    /** Closes the recipe. */
    abstract void stop();
}
