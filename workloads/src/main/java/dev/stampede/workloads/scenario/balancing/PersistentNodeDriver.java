package dev.stampede.workloads.scenario.balancing;

import dev.stampede.workloads.client.ClientContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.zookeeper.CreateMode;
import org.jspecify.annotations.Nullable;

/** Registers backends with Curator's {@link PersistentNode}. The balancers are the naive ones. */
public final class PersistentNodeDriver extends BalancingDriver {
    @Override
    protected Registrar registrar(ClientContext context) {
        return new PersistentNodeRegistrar(context);
    }

    private static final class PersistentNodeRegistrar extends CuratorRegistrar {
        private @Nullable PersistentNode node;

        PersistentNodeRegistrar(ClientContext context) {
            super(context);
        }

        @Override
        void register(CuratorFramework client, String path, String address) throws Exception {
            PersistentNode made = node;
            if (made == null) {
                made = new PersistentNode(client, CreateMode.EPHEMERAL, false, path, bytes(address));
                made.start();
                node = made;
            }
            if (!made.waitForInitialCreate(2, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not created within 2 s");
            }
            if (!new String(made.getData(), StandardCharsets.UTF_8).equals(address)) {
                made.setData(bytes(address));
            }
        }

        @Override
        void update(String path, String address) throws Exception {
            PersistentNode made = node;
            if (made != null) {
                made.setData(bytes(address));
            }
        }

        @Override
        void close() throws Exception {
            PersistentNode made = node;
            node = null;
            if (made != null) {
                made.close();
            }
        }

        private static byte[] bytes(String address) {
            return address.getBytes(StandardCharsets.UTF_8);
        }
    }
}
