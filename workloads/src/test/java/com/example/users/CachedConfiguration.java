package com.example.users;

import dev.stampede.workloads.user.UserConfiguration;
import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;

/** A configuration reader with a cache of its own: Curator's cache of the folder of the keys. */
public class CachedConfiguration implements UserConfiguration {
    private static final String ROOT = "/my-configuration";

    private final CuratorFramework curator;
    private final CuratorCache cache;

    public CachedConfiguration(CuratorFramework curator) {
        this.curator = curator;
        this.cache = CuratorCache.build(curator, ROOT);
        cache.start();
    }

    @Override
    public void set(String key, String value) throws Exception {
        curator.create()
                .orSetData()
                .creatingParentsIfNeeded()
                .forPath(ROOT + "/" + key, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String get(String key) throws Exception {
        return cache.get(ROOT + "/" + key)
                .map(node -> new String(node.getData(), StandardCharsets.UTF_8))
                .orElse(null);
    }

    @Override
    public void close() {
        cache.close();
    }
}
