package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
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
 * What the forms with Curator's recipes share: their writes.
 *
 * <p>With the setting {@code writes=handle} a write is sent once, by the handle below the framework: what is under test is
 * how changes reach those who follow. With {@code writes=framework} it is sent as people do it, and the framework sends it
 * again when the answer was lost, so that one without a version may be applied twice, and one with a version twice, too, if
 * the znode was created anew in between.
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

    /** Records what the client acts on, if it has changed. For any thread. */
    final void look(String key) {
        view.look(key, () -> current(key));
    }

    /** Looks at all keys: what a recipe holds may change without a word to its listeners. */
    final void lookAtAll(List<String> keys) {
        keys.forEach(this::look);
    }

    /** What a cache holds. */
    static @Nullable ZnodeState seen(@Nullable ChildData data) {
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

    /** Ends the recipe, then the session. */
    @Override
    public final void close() {
        stop();
        curator.close();
    }

    /** Ends the recipe. */
    abstract void stop();
}
