package com.example.users;

import dev.stampede.workloads.user.UserMembership;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;

/** Members are ephemeral znodes that are created again after the end of a session; a cache of each group shows them. */
public class EphemeralMembership implements UserMembership {
    private final CuratorFramework curator;
    private final Map<String, PersistentNode> joined = new HashMap<>();
    private final Map<String, CuratorCache> caches = new HashMap<>();

    public EphemeralMembership(CuratorFramework curator) {
        this.curator = curator;
    }

    @Override
    public void join(String group, String member, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        PersistentNode node = new PersistentNode(curator, mode(), false, group + "/" + member, bytes);
        joined.put(group, node);
        node.start();
    }

    /** Of the znodes of members. */
    CreateMode mode() {
        return CreateMode.EPHEMERAL;
    }

    @Override
    public void leave(String group) throws Exception {
        PersistentNode node = joined.remove(group);
        if (node != null) {
            node.close();
        }
    }

    @Override
    public Map<String, String> members(String group) {
        Map<String, String> members = new HashMap<>();
        cache(group).stream()
                .filter(entry -> !entry.getPath().equals(group))
                .forEach(entry -> members.put(
                        entry.getPath().substring(group.length() + 1),
                        new String(entry.getData(), StandardCharsets.UTF_8)));
        return members;
    }

    private CuratorCache cache(String group) {
        return caches.computeIfAbsent(group, path -> {
            CuratorCache cache = CuratorCache.build(curator, path);
            cache.start();
            return cache;
        });
    }

    @Override
    public void close() {
        caches.values().forEach(CuratorCache::close);
    }
}
