package dev.stampede.workloads.scenario.balancing;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.recording.Outcomes;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Drives a user's registry, for backends and balancers. Records each call of {@link UserRegistry#lookUp} as
 * {@code look-up-all}. Setting: {@code class} (the name of the class).
 */
public final class UserRegistryDriver extends BalancingDriver {
    /** The suitable classes. */
    public static final UserClassContract<UserRegistry> KIND = UserClassContract.of(UserRegistry.class);

    @Override
    protected Registrar registrar(ClientContext context) throws Exception {
        return new UserRegistrar(context, KIND.objects(context));
    }

    @Override
    protected Balancer balancer(ClientContext context) throws Exception {
        UserObjects<UserRegistry> objects = KIND.objects(context);
        UserRegistry registry = objects.open();
        Dispatcher dispatcher = new Dispatcher(context, policy(context));
        CuratorBalancer balancer = new CuratorBalancer(context, dispatcher, new Lookups(context, registry, dispatcher));
        return () -> {
            try {
                balancer.run();
            } finally {
                objects.close(registry);
            }
        };
    }

    /** The list of a user's registry, by path. After an exception, the previous list remains. */
    private static final class Lookups implements CuratorBalancer.Source {
        private final ClientContext context;
        private final String root;
        private final UserRegistry registry;
        private final Dispatcher dispatcher;
        private Map<String, String> last = Map.of();

        Lookups(ClientContext context, UserRegistry registry, Dispatcher dispatcher) {
            this.context = context;
            this.root = context.spec().setting("key") + "/";
            this.registry = registry;
            this.dispatcher = dispatcher;
        }

        @Override
        public void dispatch() {
            dispatcher.dispatch();
        }

        @Override
        public Map<String, String> list() throws InterruptedException {
            Recorder.Op call =
                    context.recorder().invoke("look-up-all", context.spec().setting("key"), null);
            try {
                Map<String, String> paths = new HashMap<>();
                registry.lookUp().forEach((id, address) -> paths.put(root + id, address));
                last = paths;
                call.ok();
            } catch (InterruptedException e) {
                call.interrupted();
                throw e;
            } catch (Exception e) {
                call.failed(Outcomes.describe(e)); // The registry knows no addresses now.
            }
            return last;
        }
    }
}
