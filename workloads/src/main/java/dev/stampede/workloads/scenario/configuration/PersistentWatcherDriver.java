package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@link PersistentWatcher} of the znode above the keys in the most common way: it reads the key of
 * each event, and it reads all keys once, when the watch is set for the first time.
 *
 * <p>A persistent watch does not report changes that happen while the client is disconnected. A client that needs such
 * changes must read everything again in the recipe's reset listener, as Curator's cache does. This driver does not, to
 * show that changes are missed.
 */
public final class PersistentWatcherDriver extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new Watched(context, keys, view);
    }

    private static final class Watched extends CuratorConfiguration {
        private final Map<String, ZnodeState> current = new ConcurrentHashMap<>();
        private final PersistentWatcher watcher;
        private volatile boolean watching;

        Watched(ClientContext context, List<String> keys, ViewRecorder view) {
            super(context, view);
            this.watcher = new PersistentWatcher(curator, context.spec().setting("key"), true);
            watcher.getListenable().addListener(event -> {
                String key = event.getPath();
                if (key != null && keys.contains(key)) {
                    context.recorder()
                            .invoke(key, new ZnodeInput.Notified(event.getType().name(), 0))
                            .ok();
                    fetch(key);
                }
            });
            watcher.getResetListenable().addListener(() -> {
                if (!watching) {
                    watching = true;
                    keys.forEach(this::fetch);
                }
            });
            watcher.start();
        }

        private void fetch(String key) {
            BackgroundCallback callback = (client, answer) -> {
                if (answer.getResultCode() == Code.OK.intValue()) {
                    current.put(key, ZnodeStates.of(answer.getData(), answer.getStat()));
                } else if (answer.getResultCode() == Code.NONODE.intValue()) {
                    current.remove(key);
                }
                recordView(key);
            };
            try {
                curator.getData().inBackground(callback).forPath(key);
            } catch (Exception e) {
                throw new IllegalStateException("could not read " + key, e);
            }
        }

        @Override
        public @Nullable ZnodeState current(String key) {
            return current.get(key);
        }

        @Override
        public void await() {
            // The framework itself waits until it is connected.
        }

        @Override
        void stop() {
            watcher.close();
        }
    }
}
