package com.example.users;

import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;

/** As {@link EphemeralMembership}, but it keeps the first members of a group that it knows. */
public class EphemeralMembershipThatListsOnce extends EphemeralMembership {
    private final Map<String, Map<String, String>> known = new HashMap<>();

    public EphemeralMembershipThatListsOnce(CuratorFramework curator) {
        super(curator);
    }

    @Override
    public Map<String, String> members(String group) {
        Map<String, String> members = known.getOrDefault(group, Map.of());
        if (members.isEmpty()) {
            members = super.members(group);
            known.put(group, members);
        }
        return members;
    }
}
