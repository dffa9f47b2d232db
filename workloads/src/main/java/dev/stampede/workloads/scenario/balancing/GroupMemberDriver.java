package dev.stampede.workloads.scenario.balancing;

import dev.stampede.workloads.client.ClientContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/** Makes backends and balancers members of one group of Curator's {@link GroupMember}. */
public final class GroupMemberDriver extends BalancingDriver {
    private static final String BACKEND = "backend-";

    @Override
    protected Registrar registrar(ClientContext context) {
        return new GroupMemberRegistrar(context);
    }

    @Override
    protected Balancer balancer(ClientContext context) {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        String root = context.spec().setting("key");
        GroupMember member =
                new GroupMember(curator, root, "balancer-" + context.spec().number(), new byte[0]);
        member.start();
        Dispatcher dispatcher = new Dispatcher(context, policy(context));
        return new CuratorBalancer(context, dispatcher, new CuratorBalancer.Source() {
            @Override
            public Map<String, String> list() {
                Map<String, String> addresses = new TreeMap<>();
                member.getCurrentMembers().forEach((id, data) -> {
                    if (id.startsWith(BACKEND)) {
                        addresses.put(root + "/" + id, new String(data, StandardCharsets.UTF_8));
                    }
                });
                return addresses;
            }

            @Override
            public void dispatch() {
                dispatcher.dispatch();
            }
        });
    }

    private static final class GroupMemberRegistrar extends CuratorRegistrar {
        private @Nullable GroupMember member;

        GroupMemberRegistrar(ClientContext context) {
            super(context);
        }

        @Override
        void register(CuratorFramework client, String path, String address) throws Exception {
            GroupMember made = member;
            if (made == null) {
                int slash = path.lastIndexOf('/');
                made = new GroupMember(client, path.substring(0, slash), path.substring(slash + 1), bytes(address));
                made.start();
                member = made;
            }
            made.setThisData(bytes(address));
            if (client.checkExists().forPath(path) == null) {
                throw new IllegalStateException("the backend has not joined the group");
            }
        }

        @Override
        void update(String path, String address) {
            GroupMember made = member;
            if (made != null) {
                made.setThisData(bytes(address));
            }
        }

        @Override
        void close() {
            GroupMember made = member;
            member = null;
            if (made != null) {
                made.close();
            }
        }

        private static byte[] bytes(String address) {
            return address.getBytes(StandardCharsets.UTF_8);
        }
    }
}
