package dev.stampede.workloads.scenario.membership;

import dev.stampede.workloads.client.ClientContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.jspecify.annotations.Nullable;

/** Groups with Curator's {@link GroupMember}: a client has a view of a group while it is a member. */
final class GroupMemberGroups extends CuratorGroups {
    GroupMemberGroups(ClientContext context) {
        super(context);
    }

    @Override
    public Membership membership(String group, String id) {
        return new Membership() {
            private @Nullable GroupMember member;

            @Override
            public void join(String data) {
                GroupMember made = new GroupMember(curator, group, id, bytes(data));
                member = made;
                made.start();
            }

            @Override
            public void setData(String data) {
                GroupMember made = member;
                if (made != null) {
                    made.setThisData(bytes(data));
                }
            }

            @Override
            public boolean setsDataInBackground() {
                return true;
            }

            @Override
            public void leave() {
                GroupMember made = member;
                member = null;
                if (made != null) {
                    made.close();
                }
            }

            @Override
            public void observe(RecordedView view) {
                GroupMember made = member;
                if (made == null) {
                    view.close();
                    return;
                }
                Map<String, String> members = new TreeMap<>();
                made.getCurrentMembers()
                        .forEach((name, data) -> members.put(name, new String(data, StandardCharsets.UTF_8)));
                view.record(members);
            }
        };
    }

    private static byte[] bytes(String data) {
        return data.getBytes(StandardCharsets.UTF_8);
    }
}
