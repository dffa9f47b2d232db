package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.settings.ClientConnection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.curator.RetryPolicy;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.listen.StandardListenerManager;
import org.apache.curator.framework.listen.UnaryListenerManager;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateErrorPolicy;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.data.ACL;

/**
 * Builds Curator clients whose handles and connection states are recorded.
 *
 * <p>Curator calls its listeners in no particular order, because its listener manager is a hash map. The listener
 * manager of this class records the state before it calls the listeners.
 *
 * <p>The ensemble tracker is off: it would replace the connect string by the members' own addresses, so that the client
 * would bypass its links.
 */
public final class RecordedCurator {

    private RecordedCurator() {}

    public static CuratorFramework build(
            ClientSpec spec,
            ClientConnection connection,
            ClientRecorder recorder,
            RetryPolicy retries,
            ConnectionStateErrorPolicy policy) {
        return CuratorFrameworkFactory.builder()
                .connectString(spec.connectString())
                .sessionTimeoutMs(spec.sessionTimeoutMillis())
                .connectionTimeoutMs(spec.sessionTimeoutMillis())
                .zookeeperFactory(new RecordingZookeeperFactory(recorder, connection))
                .aclProvider(new OneAcl(connection.acl()))
                .retryPolicy(retries)
                .connectionStateErrorPolicy(policy)
                .connectionStateListenerManagerFactory(client -> new RecordedFirst(recorder))
                .ensembleTracker(false)
                .build();
    }

    private static void record(ClientRecorder recorder, ConnectionState state) {
        switch (state) {
            case CONNECTED -> recorder.curatorChanged(SessionState.CONNECTED);
            case SUSPENDED -> recorder.curatorChanged(SessionState.SUSPENDED);
            case RECONNECTED -> recorder.curatorChanged(SessionState.RECONNECTED);
            case LOST -> recorder.curatorChanged(SessionState.LOST);
            case READ_ONLY -> recorder.note("Curator is connected read-only");
        }
    }

    /** The same ACL for every znode. */
    private static final class OneAcl implements ACLProvider {
        private final List<ACL> acl;

        OneAcl(List<ACL> acl) {
            this.acl = acl;
        }

        @Override
        public List<ACL> getDefaultAcl() {
            return acl;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return acl;
        }
    }

    /** Records a state, then calls the listeners. */
    private static final class RecordedFirst implements UnaryListenerManager<ConnectionStateListener> {

        private final UnaryListenerManager<ConnectionStateListener> others = StandardListenerManager.standard();
        private final ConnectionStateListener recording;

        RecordedFirst(ClientRecorder recorder) {
            recording = (client, state) -> record(recorder, state);
        }

        @Override
        public void forEach(Consumer<ConnectionStateListener> action) {
            action.accept(recording);
            others.forEach(action);
        }

        @Override
        public void addListener(ConnectionStateListener listener) {
            others.addListener(listener);
        }

        @Override
        public void addListener(ConnectionStateListener listener, Executor executor) {
            others.addListener(listener, executor);
        }

        @Override
        public void removeListener(ConnectionStateListener listener) {
            others.removeListener(listener);
        }

        @Override
        public void clear() {
            others.clear();
        }

        @Override
        public int size() {
            return others.size();
        }
    }
}
