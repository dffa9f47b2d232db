package dev.stampede.workloads.sweep.operations;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.nodes.GroupMember;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.ServiceInstance;
import org.apache.zookeeper.CreateMode;

/** The recipes that keep an ephemeral znode as long as they are open. */
enum KeptNodeForm {
    PERSISTENT_NODE("PersistentNode", "start", "close") {
        @Override
        Handle make(CuratorFramework client, String path) {
            PersistentNode node = new PersistentNode(client, CreateMode.EPHEMERAL, false, path + "/node", DATA);
            return new Handle() {
                @Override
                public void begin() throws Exception {
                    node.start();
                    node.waitForInitialCreate(WAIT_SECONDS, TimeUnit.SECONDS);
                }

                @Override
                public void end() throws Exception {
                    node.close();
                }
            };
        }
    },
    GROUP_MEMBER("GroupMember", "start", "close") {
        @Override
        Handle make(CuratorFramework client, String path) {
            GroupMember member = new GroupMember(client, path, "node", DATA);
            return new Handle() {
                @Override
                public void begin() {
                    member.start();
                }

                @Override
                public void end() {
                    member.close();
                }
            };
        }
    },
    SERVICE("ServiceDiscovery", "registerService", "unregisterService") {
        @Override
        Handle make(CuratorFramework client, String path) throws Exception {
            ServiceDiscovery<Void> discovery = ServiceDiscoveryBuilder.builder(Void.class)
                    .client(client)
                    .basePath(path.substring(0, path.lastIndexOf('/')))
                    .build();
            ServiceInstance<Void> instance = ServiceInstance.<Void>builder()
                    .name(path.substring(path.lastIndexOf('/') + 1))
                    .id("node")
                    .address("127.0.0.1")
                    .port(1)
                    .build();
            discovery.start();
            return new Handle() {
                @Override
                public void begin() throws Exception {
                    discovery.registerService(instance);
                }

                @Override
                public void end() throws Exception {
                    discovery.unregisterService(instance);
                }

                @Override
                public void close() throws Exception {
                    discovery.close();
                }
            };
        }
    };

    static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

    private static final long WAIT_SECONDS = 8;

    private final String recipe;
    private final String beginning;
    private final String ending;

    KeptNodeForm(String recipe, String beginning, String ending) {
        this.recipe = recipe;
        this.beginning = beginning;
        this.ending = ending;
    }

    String recipe() {
        return recipe;
    }

    String beginning() {
        return beginning;
    }

    String ending() {
        return ending;
    }

    /** @param path the parent of the znode */
    abstract Handle make(CuratorFramework client, String path) throws Exception;

    /** Begins and ends to keep the znode {@code node}. */
    interface Handle {
        void begin() throws Exception;

        void end() throws Exception;

        default void close() throws Exception {}
    }
}
