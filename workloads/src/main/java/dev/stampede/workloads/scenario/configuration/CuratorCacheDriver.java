package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import java.util.List;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@link CuratorCache} of the znode above the keys: the recipe sets one persistent recursive watch,
 * reads the znode of each event, and reads everything again after it had to set the watch again.
 */
public final class CuratorCacheDriver extends ConfigurationDriver {
    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) {
        return new Cached(context, keys, view);
    }

    private static final class Cached extends CuratorConfiguration {
        private final List<String> keys;
        private final CuratorCache cache;

        Cached(ClientContext context, List<String> keys, ViewRecorder view) {
            super(context, view);
            this.keys = keys;
            this.cache = CuratorCache.build(curator, context.spec().setting("key"));
            cache.listenable().addListener((type, before, now) -> {
                ChildData changed = now == null ? before : now;
                if (keys.contains(changed.getPath())) {
                    recordView(changed.getPath());
                }
            });
            cache.start();
        }

        @Override
        public @Nullable ZnodeState current(String key) {
            return stateOf(cache.get(key).orElse(null));
        }

        @Override
        public void await() {
            recordAllViews(keys);
        }

        @Override
        void stop() {
            cache.close();
        }
    }
}
