package com.example.services;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;

/** The addresses of services: an ephemeral znode of each, and a cache of all. */
public class Directory implements AutoCloseable {
    private static final String FOLDER = "/services";

    private final CuratorFramework curator;
    private final CuratorCache cache;
    private PersistentNode own;

    public Directory(CuratorFramework curator) {
        this.curator = curator;
        cache = CuratorCache.build(curator, FOLDER);
        cache.start();
    }

    public void register(String id, String address) throws Exception {
        byte[] data = address.getBytes(StandardCharsets.UTF_8);
        if (own == null) {
            own = new PersistentNode(curator, CreateMode.EPHEMERAL, false, FOLDER + "/" + id, data);
            own.start();
        } else {
            own.setData(data);
        }
        if (!own.waitForInitialCreate(1, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the address is not registered yet");
        }
    }

    public void unregister(String id) throws Exception {
        close(own);
        own = null;
    }

    public Map<String, String> lookUp() {
        Map<String, String> addresses = new HashMap<>();
        cache.stream()
                .filter(node -> node.getPath().length() > FOLDER.length())
                .forEach(node -> addresses.put(
                        node.getPath().substring(FOLDER.length() + 1),
                        new String(node.getData(), StandardCharsets.UTF_8)));
        return addresses;
    }

    @Override
    public void close() throws Exception {
        close(own);
        cache.close();
    }

    private static void close(PersistentNode node) throws Exception {
        if (node != null) {
            node.close();
        }
    }
}
