package dev.stampede.workloads.scenario.configuration;

import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientCompatibility;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.ViewRecorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.shared.SharedValue;
import org.apache.curator.framework.recipes.shared.SharedValueListener;
import org.apache.curator.framework.recipes.shared.SharedValueReader;
import org.apache.curator.framework.recipes.shared.VersionedValue;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Drives Curator's {@link SharedValue}, one per key. A write with a version is the recipe's compare-and-set. If the
 * framework retries such a write after it took effect, the retry is refused, because the version has changed. The
 * recipe cannot delete, and it requires that its znode exists. Therefore {@code delete.percent} is 0 in its variant,
 * and each key is created first.
 */
public final class SharedValueDriver extends ConfigurationDriver {
    private static final String SEED = "seed";

    @Override
    protected Configuration open(ClientContext context, List<String> keys, ViewRecorder view) throws Exception {
        return new Shared(context, keys, view);
    }

    private static final class Shared extends CuratorConfiguration {
        private final ClientContext context;
        private final Map<String, SharedValue> values = new LinkedHashMap<>();

        Shared(ClientContext context, List<String> keys, ViewRecorder view) throws Exception {
            super(context, view);
            this.context = context;
            for (String key : keys) {
                createKey(key);
                values.put(key, new SharedValue(curator, key, bytes(SEED)));
            }
            for (var entry : values.entrySet()) {
                entry.getValue().getListenable().addListener(listener(entry.getKey()));
                entry.getValue().start();
                recordView(entry.getKey());
            }
        }

        /**
         * Creates the key and records the create. The recipe's own create, which is not recorded, then finds an
         * existing znode.
         */
        private void createKey(String key) throws InterruptedException {
            while (context.running()) {
                var op = context.recorder().invoke(key, new ZnodeInput.Create(SEED));
                try {
                    create(key, SEED);
                    op.ok();
                    return;
                } catch (InterruptedException e) {
                    op.interrupted();
                    throw e;
                } catch (Exception e) {
                    op.threw(e);
                    if (e instanceof KeeperException.NodeExistsException) {
                        return;
                    }
                }
            }
        }

        private SharedValueListener listener(String key) {
            return new SharedValueListener() {
                @Override
                public void valueHasChanged(SharedValueReader value, byte[] now) {
                    recordView(key);
                }

                @Override
                public void stateChanged(CuratorFramework client, ConnectionState state) {
                    // The recipe reads again after a reconnect.
                }
            };
        }

        @Override
        public @Nullable ZnodeState current(String key) {
            SharedValue value = values.get(key);
            if (value == null) {
                return null;
            }
            VersionedValue<byte[]> now = value.getVersionedValue();
            long zxid = ClientCompatibility.zxidOf(now);
            return zxid <= 0
                    ? null
                    : new ZnodeState(new String(now.getValue(), StandardCharsets.UTF_8), now.getVersion(), 0, zxid);
        }

        @Override
        public int set(String key, String data, int version) throws Exception {
            SharedValue value = values.get(key);
            if (version < 0 || value == null) {
                return super.set(key, data, version);
            }
            VersionedValue<byte[]> known = value.getVersionedValue();
            if (known.getVersion() != version) {
                // The recipe can only replace its own current value. No request was sent.
                throw new KeeperException.BadArgumentsException(key);
            }
            boolean done = value.trySetValue(known, bytes(data));
            recordView(key);
            if (!done) {
                // The server refused the write, or the recipe has read a newer value.
                throw new KeeperException.BadVersionException(key);
            }
            return version + 1;
        }

        @Override
        public void await() {
            values.keySet().forEach(this::recordView);
        }

        @Override
        void stop() {
            for (SharedValue value : values.values()) {
                try {
                    value.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
