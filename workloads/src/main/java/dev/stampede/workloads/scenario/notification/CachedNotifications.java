package dev.stampede.workloads.scenario.notification;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * Notification by the listeners of Curator's {@link CuratorCache}. A worker has a cache of its folder, a coordinator a
 * cache of its job. The listeners only say which znode has changed; its state is read from the cache.
 */
final class CachedNotifications extends CuratorNotifications {
    CachedNotifications(ClientContext context) {
        super(context);
    }

    @Override
    public TaskFeed tasks(String folder) {
        Queue<String> changed = new ConcurrentLinkedQueue<>();
        CuratorCache cache = start(folder, changed);
        return (zk, worker) -> {
            for (String path = changed.poll(); path != null; path = changed.poll()) {
                ZnodeState state = state(cache, path);
                boolean task = path.lastIndexOf('/') == folder.length();
                if (task && state != null && !worker.knows(path)) {
                    worker.receive(path, state);
                }
            }
        };
    }

    @Override
    public StatusFeed statuses(String job) {
        Queue<String> changed = new ConcurrentLinkedQueue<>();
        CuratorCache cache = start(job, changed);
        return new StatusFeed() {
            @Override
            public void add(String status) {
                changed.add(status);
            }

            @Override
            public void remove(String status) {
                // The coordinator ignores it from now on.
            }

            @Override
            public void poll(ZooKeeper zk, Coordinator coordinator) {
                for (String path = changed.poll(); path != null; path = changed.poll()) {
                    if (Coordinator.isStatus(path)) {
                        coordinator.view(path, state(cache, path));
                    }
                }
            }
        };
    }

    private CuratorCache start(String root, Queue<String> changed) {
        CuratorCache cache = CuratorCache.build(curator, root);
        cache.listenable().addListener((type, before, now) -> changed.add((now == null ? before : now).getPath()));
        closeLater(cache);
        cache.start();
        return cache;
    }

    private static @Nullable ZnodeState state(CuratorCache cache, String path) {
        ChildData data = cache.get(path).orElse(null);
        return data == null ? null : ZnodeStates.of(data.getData(), data.getStat());
    }
}
