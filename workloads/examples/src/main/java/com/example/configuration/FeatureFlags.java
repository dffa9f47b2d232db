package com.example.configuration;

import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;

/** Flags that operators set, and that all clients read from a cache. */
public class FeatureFlags implements AutoCloseable {
    private static final String FOLDER = "/flags";

    private final CuratorFramework curator;
    private final CuratorCache cache;

    public FeatureFlags(CuratorFramework curator) {
        this.curator = curator;
        cache = CuratorCache.build(curator, FOLDER);
        cache.start();
    }

    public void set(String flag, String value) throws Exception {
        byte[] data = value.getBytes(StandardCharsets.UTF_8);
        curator.create().orSetData().creatingParentsIfNeeded().forPath(FOLDER + "/" + flag, data);
    }

    /** The value as this client knows it; null if it knows none. */
    public String get(String flag) {
        return cache.get(FOLDER + "/" + flag)
                .map(node -> new String(node.getData(), StandardCharsets.UTF_8))
                .orElse(null);
    }

    @Override
    public void close() {
        cache.close();
    }
}
