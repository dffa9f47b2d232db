package dev.stampede.workloads.scenario.naming;

import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.NameInput.LookUpKind;
import dev.stampede.checker.history.data.OperationOutput;
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
 * Registers and looks up names with Curator's {@link ServiceDiscovery}: one permanent instance per name, whose address
 * is the URI.
 *
 * <p>The ids of instances must be unique, and a registration replaces an existing one. Therefore each client has names
 * of its own, and looks up the names of all clients. Settings: those of {@link NamingDriver}, and {@code clients} (the
 * number of clients).
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
                case "look-up" -> lookUp(LookUpKind.PLAIN, name(context.random().nextInt(clients), number));
                case "synced-look-up" ->
                    lookUp(LookUpKind.SYNCED, name(context.random().nextInt(clients), number));
                case "unregister" -> {
                    if (registered.contains(own)) {
                        record(new NameInput.Unregister(0), own, () -> discovery.unregisterService(instance(own, "")));
                        registered.remove(own);
                    }
                }
                default -> {
                    String uri = uri();
                    if (registered.add(own)) {
                        record(new NameInput.Put(uri), own, () -> discovery.registerService(instance(own, uri)));
                    } else {
                        record(new NameInput.Change(uri, 0), own, () -> discovery.updateService(instance(own, uri)));
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

        private void lookUp(LookUpKind kind, String name) throws Exception {
            Recorder.Op op = context.recorder().invoke(path(name), new NameInput.LookUp(kind));
            try {
                if (kind == LookUpKind.SYNCED) {
                    curator.sync().forPath(path(name));
                }
                @Nullable ServiceInstance<Void> found = discovery.queryForInstance(name, name);
                op.ok(new OperationOutput.Found(found == null ? null : found.getAddress()));
            } catch (KeeperException e) {
                op.threw(e);
                throw e;
            }
        }

        private void record(NameInput input, String name, Step step) throws Exception {
            Recorder.Op op = context.recorder().invoke(path(name), input);
            try {
                step.run();
                op.ok();
            } catch (InterruptedException e) {
                op.interrupted();
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
