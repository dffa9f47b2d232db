package com.example.users;

import dev.stampede.workloads.user.UserConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.CuratorFramework;

/** A broken twin of {@link CachedConfiguration}: it reads each key once, and only its own writes change the cache. */
public class CachedConfigurationWithoutWatch implements UserConfiguration {
    private static final String ROOT = "/my-configuration";

    private final CuratorFramework curator;
    private final Map<String, String> cache = new ConcurrentHashMap<>();

    public CachedConfigurationWithoutWatch(CuratorFramework curator) {
        this.curator = curator;
    }

    @Override
    public void set(String key, String value) throws Exception {
        curator.create()
                .orSetData()
                .creatingParentsIfNeeded()
                .forPath(ROOT + "/" + key, value.getBytes(StandardCharsets.UTF_8));
        cache.put(key, value);
    }

    @Override
    public String get(String key) throws Exception {
        String known = cache.get(key);
        if (known == null && curator.checkExists().forPath(ROOT + "/" + key) != null) {
            known = new String(curator.getData().forPath(ROOT + "/" + key), StandardCharsets.UTF_8);
            cache.put(key, known);
        }
        return known;
    }
}
