package com.example.users;

import java.util.Map;
import org.apache.curator.framework.CuratorFramework;

/** As {@link EphemeralRegistry}, but it keeps the first list that is not empty. */
public class EphemeralRegistryThatListsOnce extends EphemeralRegistry {
    private Map<String, String> known = Map.of();

    public EphemeralRegistryThatListsOnce(CuratorFramework curator) {
        super(curator);
    }

    @Override
    public Map<String, String> lookUp() {
        if (known.isEmpty()) {
            known = super.lookUp();
        }
        return known;
    }
}
