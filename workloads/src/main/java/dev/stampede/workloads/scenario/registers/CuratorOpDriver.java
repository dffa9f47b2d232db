package dev.stampede.workloads.scenario.registers;

import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's framework, which retries requests whose answers were lost. Transactions consist of
 * {@link CuratorOp}s. Sequential creates are protected, so that the framework finds an earlier create by its name.
 */
public final class CuratorOpDriver extends RegistersDriver {
    @Override
    protected Registers open(ClientContext context) {
        return new Framework(context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy()));
    }

    private static final class Framework implements Registers {
        private final CuratorFramework curator;

        Framework(CuratorFramework curator) {
            this.curator = curator;
        }

        @Override
        public void create(String key, String data) throws Exception {
            curator.create().forPath(key, bytes(data));
        }

        @Override
        public int set(String key, String data, int version) throws Exception {
            return curator.setData()
                    .withVersion(version)
                    .forPath(key, bytes(data))
                    .getVersion();
        }

        @Override
        public void delete(String key, int version) throws Exception {
            curator.delete().withVersion(version).forPath(key);
        }

        @Override
        public ZnodeState get(String key) throws Exception {
            Stat stat = new Stat();
            byte[] data = curator.getData().storingStatIn(stat).forPath(key);
            return ZnodeStates.of(data, stat);
        }

        @Override
        public ZnodeState syncGet(String key) throws Exception {
            curator.sync().forPath(key);
            return get(key);
        }

        @Override
        public @Nullable ZnodeState exists(String key) throws Exception {
            Stat stat = curator.checkExists().forPath(key);
            return stat == null ? null : ZnodeStates.of("-".getBytes(StandardCharsets.UTF_8), stat);
        }

        @Override
        public int children(String key) throws Exception {
            return curator.getChildren().forPath(key).size();
        }

        @Override
        public void multi(String guard, int version, List<String> keys, String data) throws Exception {
            List<CuratorOp> ops = new ArrayList<>();
            ops.add(curator.transactionOp().check().withVersion(version).forPath(guard));
            for (String key : keys) {
                ops.add(curator.transactionOp().setData().forPath(key, bytes(data)));
            }
            var unused = curator.transaction().forOperations(ops);
        }

        /** Curator has no read transactions, but its {@code ZooKeeper} handle has. */
        @Override
        public List<ZnodeState> snapshot(List<String> keys) throws Exception {
            List<OpResult> results = curator.getZookeeperClient()
                    .getZooKeeper()
                    .multi(keys.stream().map(Op::getData).toList());
            List<ZnodeState> seen = new ArrayList<>();
            for (OpResult result : results) {
                if (!(result instanceof OpResult.GetDataResult data)) {
                    throw KeeperException.create(KeeperException.Code.RUNTIMEINCONSISTENCY);
                }
                seen.add(ZnodeStates.of(data.getData(), data.getStat()));
            }
            return seen;
        }

        @Override
        public String createSequential(String parent, String tag) throws Exception {
            return curator.create()
                    .withProtection()
                    .withMode(CreateMode.PERSISTENT_SEQUENTIAL)
                    .forPath(parent + "/" + tag + "-", new byte[0]);
        }

        @Override
        public void await() {
            // The framework itself waits until it is connected.
        }

        private static byte[] bytes(String data) {
            return data.getBytes(StandardCharsets.UTF_8);
        }
    }
}
