package dev.stampede.workloads.scenario.naming;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.util.HashSet;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceType;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Registers and looks up names with Curator's {@link ServiceDiscovery}: an instance a name, of the permanent type, whose
 * address is the URI.
 *
 * <p>Ids of instances must be unique, and a registration replaces what is there, so each client has names of its own and
 * looks up everybody's. Setting beside those of {@link NamingDriver}: {@code clients}, among whose names it looks.
 */
public final class DiscoveryNamingDriver extends NamingDriver {
    @Override
    protected Names open(ClientContext context) throws Exception {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        ServiceDiscovery<Void> discovery = ServiceDiscoveryBuilder.builder(Void.class)
                .client(curator)
                .basePath(context.spec().setting("key"))
                .build();
        discovery.start();
        return new Discovered(context, curator, discovery);
    }

    private static final class Discovered implements Names {
        private final ClientContext context;
        private final CuratorFramework curator;
        private final ServiceDiscovery<Void> discovery;
        private final Set<String> registered = new HashSet<>();
        private int uris;

        Discovered(ClientContext context, CuratorFramework curator, ServiceDiscovery<Void> discovery) {
            this.context = context;
            this.curator = curator;
            this.discovery = discovery;
        }

        @Override
        public void perform(String operation, int number) throws Exception {
            int clients = Integer.parseInt(context.spec().setting("clients"));
            String own = name(context.spec().number(), number);
            switch (operation) {
                case "look-up", "synced-look-up" ->
                    lookUp(operation, name(context.random().nextInt(clients), number));
                case "unregister" -> {
                    if (registered.contains(own)) {
                        record("unregister", own, null, () -> discovery.unregisterService(instance(own, "")));
                        registered.remove(own);
                    }
                }
                default -> {
                    String uri = uri();
                    if (registered.add(own)) {
                        record("put", own, uri, () -> discovery.registerService(instance(own, uri)));
                    } else {
                        record("change", own, uri, () -> discovery.updateService(instance(own, uri)));
                    }
                }
            }
        }

        private static String name(int client, int number) {
            return "service-" + client + "-" + number;
        }

        private String path(String name) {
            return context.spec().setting("key") + "/" + name + "/" + name;
        }

        private String uri() throws Exception {
            long session = curator.getZookeeperClient().getZooKeeper().getSessionId();
            return "http://client-" + context.spec().number() + "/" + Long.toHexString(session) + "." + uris++;
        }

        private static ServiceInstance<Void> instance(String name, String uri) throws Exception {
            return ServiceInstance.<Void>builder()
                    .name(name)
                    .id(name)
                    .address(uri)
                    .serviceType(ServiceType.PERMANENT)
                    .build();
        }

        private void lookUp(String function, String name) throws Exception {
            Recorder.Op op = context.recorder().invoke(function, path(name), null);
            try {
                if (function.startsWith("synced")) {
                    curator.sync().forPath(path(name));
                }
                @Nullable ServiceInstance<Void> found = discovery.queryForInstance(name, name);
                op.ok(found == null ? null : found.getAddress());
            } catch (KeeperException e) {
                op.threw(e);
                throw e;
            }
        }

        private void record(String function, String name, @Nullable String uri, Step step) throws Exception {
            Recorder.Op op = context.recorder().invoke(function, path(name), uri);
            try {
                step.run();
                op.ok(null);
            } catch (InterruptedException e) {
                op.indeterminate("interrupted");
                throw e;
            } catch (Exception e) {
                op.threw(e);
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
