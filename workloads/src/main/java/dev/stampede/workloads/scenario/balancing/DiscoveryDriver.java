package dev.stampede.workloads.scenario.balancing;

import dev.stampede.workloads.client.ClientContext;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.x.discovery.ServiceCache;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.curator.x.discovery.ServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * Registers backends with Curator's {@link ServiceDiscovery}, one instance per backend.
 *
 * <p>Setting: {@code by}: {@code query} (balancers query before each request), {@code cache} (a {@link ServiceCache})
 * or {@code provider} (a {@link ServiceProvider}, which also picks the instances, in turn).
 */
public final class DiscoveryDriver extends BalancingDriver {
    @Override
    protected Registrar registrar(ClientContext context) {
        return new DiscoveryRegistrar(context, service(context));
    }

    @Override
    protected Balancer balancer(ClientContext context) throws Exception {
        CuratorFramework curator = context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
        ServiceDiscovery<Void> discovery = discovery(curator);
        discovery.start();
        Dispatcher dispatcher = new Dispatcher(context, policy(context));
        String root = context.spec().setting("key");
        String service = service(context);
        return new CuratorBalancer(
                context,
                dispatcher,
                switch (context.spec().setting("by")) {
                    case "query" -> new Querying(discovery, service, root, dispatcher);
                    case "cache" -> {
                        ServiceCache<Void> cache =
                                discovery.serviceCacheBuilder().name(service).build();
                        cache.start();
                        yield new Caching(cache, root, dispatcher);
                    }
                    default -> {
                        ServiceProvider<Void> provider = discovery
                                .serviceProviderBuilder()
                                .serviceName(service)
                                .build();
                        provider.start();
                        yield new Provided(provider, root, dispatcher);
                    }
                });
    }

    private static String service(ClientContext context) {
        return context.spec().setting("key").substring(1);
    }

    private static ServiceDiscovery<Void> discovery(CuratorFramework curator) {
        return ServiceDiscoveryBuilder.builder(Void.class)
                .client(curator)
                .basePath("/")
                .build();
    }

    private static Map<String, String> addresses(Collection<ServiceInstance<Void>> instances, String root) {
        Map<String, String> addresses = new TreeMap<>();
        instances.forEach(i -> addresses.put(root + "/" + i.getId(), i.getAddress()));
        return addresses;
    }

    /** Queries before each request. Without an answer, the balancer keeps its previous list. */
    private record Querying(ServiceDiscovery<Void> discovery, String service, String root, Dispatcher dispatcher)
            implements CuratorBalancer.Source {
        @Override
        public Map<String, String> list() throws Exception {
            try {
                return addresses(discovery.queryForInstances(service), root);
            } catch (org.apache.zookeeper.KeeperException e) {
                return dispatcher.list();
            }
        }

        @Override
        public void dispatch() {
            dispatcher.dispatch();
        }
    }

    private record Caching(ServiceCache<Void> cache, String root, Dispatcher dispatcher)
            implements CuratorBalancer.Source {
        @Override
        public Map<String, String> list() {
            return addresses(cache.getInstances(), root);
        }

        @Override
        public void dispatch() {
            dispatcher.dispatch();
        }
    }

    private record Provided(ServiceProvider<Void> provider, String root, Dispatcher dispatcher)
            implements CuratorBalancer.Source {
        @Override
        public Map<String, String> list() throws Exception {
            return addresses(provider.getAllInstances(), root);
        }

        @Override
        public void dispatch() throws Exception {
            ServiceInstance<Void> picked = provider.getInstance();
            if (picked != null) {
                dispatcher.dispatchTo(() -> Map.entry(root + "/" + picked.getId(), picked.getAddress()));
            }
        }
    }

    private static final class DiscoveryRegistrar extends CuratorRegistrar {
        private final String service;
        private @Nullable ServiceDiscovery<Void> discovery;

        DiscoveryRegistrar(ClientContext context, String service) {
            super(context);
            this.service = service;
        }

        @Override
        void register(CuratorFramework client, String path, String address) throws Exception {
            ServiceDiscovery<Void> made = discovery;
            if (made == null) {
                made = discovery(client);
                made.start();
                discovery = made;
            }
            made.registerService(instance(path, address));
        }

        @Override
        void update(String path, String address) throws Exception {
            ServiceDiscovery<Void> made = discovery;
            if (made != null) {
                made.updateService(instance(path, address));
            }
        }

        @Override
        void close() throws Exception {
            ServiceDiscovery<Void> made = discovery;
            discovery = null;
            if (made != null) {
                made.close();
            }
        }

        private ServiceInstance<Void> instance(String path, String address) throws Exception {
            return ServiceInstance.<Void>builder()
                    .name(service)
                    .id(path.substring(path.lastIndexOf('/') + 1))
                    .address(address)
                    .build();
        }
    }
}
