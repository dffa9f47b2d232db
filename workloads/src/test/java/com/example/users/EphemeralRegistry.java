package com.example.users;

import dev.stampede.workloads.user.UserRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;

/** A registry of ephemeral znodes that are created again after the end of a session, and a cache of all of them. */
public class EphemeralRegistry implements UserRegistry {
    private static final String ROOT = "/my-services";

    private final CuratorFramework curator;
    private final CuratorCache cache;
    private PersistentNode node;

    public EphemeralRegistry(CuratorFramework curator) {
        this.curator = curator;
        this.cache = CuratorCache.build(curator, ROOT);
        cache.start();
    }

    @Override
    public void register(String id, String address) throws Exception {
        byte[] data = address.getBytes(StandardCharsets.UTF_8);
        if (node == null) {
            node = new PersistentNode(curator, CreateMode.EPHEMERAL, false, ROOT + "/" + id, data);
            node.start();
        } else {
            node.setData(data);
        }
        if (!node.waitForInitialCreate(1, java.util.concurrent.TimeUnit.SECONDS)) {
            throw new IllegalStateException("the address is not registered yet");
        }
    }

    @Override
    public void unregister(String id) throws Exception {
        if (node != null) {
            node.close();
            node = null;
        }
    }

    @Override
    public Map<String, String> lookUp() {
        Map<String, String> addresses = new HashMap<>();
        cache.stream().filter(entry -> !entry.getPath().equals(ROOT)).forEach(entry -> addresses.put(
                entry.getPath().substring(ROOT.length() + 1), new String(entry.getData(), StandardCharsets.UTF_8)));
        return addresses;
    }

    @Override
    public void close() throws Exception {
        unregister("");
        cache.close();
    }
}
