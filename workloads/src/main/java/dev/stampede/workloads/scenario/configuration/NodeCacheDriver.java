package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@code NodeCache}, one per key. The recipe checks whether the znode exists and then reads it, each
 * with a watch, whenever one of the watches fires and after every reconnect.
 */
@SuppressWarnings("deprecation") // superseded by CuratorCache, but widely used
public final class NodeCacheDriver extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) throws Exception {
        return new Cached(context, keys, view);
    }

    private static final class Cached extends CuratorConfiguration {
        private final Map<String, org.apache.curator.framework.recipes.cache.NodeCache> caches = new LinkedHashMap<>();

        Cached(ClientContext context, List<String> keys, ViewRecorder view) throws Exception {
            super(context, view);
            for (String key : keys) {
                caches.put(key, new org.apache.curator.framework.recipes.cache.NodeCache(curator, key));
            }
            for (var entry : caches.entrySet()) {
                entry.getValue().getListenable().addListener(() -> recordView(entry.getKey()));
                entry.getValue().start();
            }
        }

        @Override
        public @Nullable ZnodeState current(String key) {
            var cache = caches.get(key);
            return cache == null ? null : stateOf(cache.getCurrentData());
        }

        @Override
        public void await() {
            caches.keySet().forEach(this::recordView);
        }

        @Override
        void stop() {
            for (var cache : caches.values()) {
                try {
                    cache.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
