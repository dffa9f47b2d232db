package com.example.membership;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;

/** Who is on duty in which crew: an ephemeral znode of each member, and a cache of each crew. */
public class Crew implements AutoCloseable {
    private final CuratorFramework curator;
    private final Map<String, PersistentNode> joined = new HashMap<>();
    private final Map<String, CuratorCache> caches = new HashMap<>();

    public Crew(CuratorFramework curator) {
        this.curator = curator;
    }

    public void join(String crew, String member, String duty) {
        byte[] data = duty.getBytes(StandardCharsets.UTF_8);
        PersistentNode own = new PersistentNode(curator, CreateMode.EPHEMERAL, false, crew + "/" + member, data);
        joined.put(crew, own);
        own.start();
    }

    public void leave(String crew) throws Exception {
        PersistentNode own = joined.remove(crew);
        if (own != null) {
            own.close();
        }
    }

    /** The duties of the members by name. */
    public Map<String, String> members(String crew) {
        Map<String, String> duties = new TreeMap<>();
        caches.computeIfAbsent(crew, this::open).stream()
                .filter(node -> node.getPath().length() > crew.length())
                .forEach(node -> duties.put(
                        node.getPath().substring(crew.length() + 1),
                        new String(node.getData(), StandardCharsets.UTF_8)));
        return duties;
    }

    private CuratorCache open(String crew) {
        CuratorCache cache = CuratorCache.build(curator, crew);
        cache.start();
        return cache;
    }

    @Override
    public void close() {
        caches.values().forEach(CuratorCache::close);
    }
}
