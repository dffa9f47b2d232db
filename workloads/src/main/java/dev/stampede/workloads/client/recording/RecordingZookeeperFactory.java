package dev.stampede.workloads.client.recording;

import dev.stampede.workloads.client.settings.ClientConnection;
import java.io.IOException;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * Creates the handles for Curator. Both overloads are overridden: Curator calls the longer overload, whose default
 * creates an ordinary handle.
 */
final class RecordingZookeeperFactory implements ZookeeperFactory {

    private final ClientRecorder recorder;
    private final ClientConnection connection;

    RecordingZookeeperFactory(ClientRecorder recorder, ClientConnection connection) {
        this.recorder = recorder;
        this.connection = connection;
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int sessionTimeout, @Nullable Watcher watcher, boolean canBeReadOnly)
            throws IOException {
        return newZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly, null);
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString,
            int sessionTimeout,
            @Nullable Watcher watcher,
            boolean canBeReadOnly,
            @Nullable ZKClientConfig config)
            throws IOException {
        SessionWatcher recording = new SessionWatcher(recorder, SessionWatcher.States.FROM_CURATOR, watcher);
        return RecordingZooKeeper.open(
                recorder,
                recording,
                connection,
                connectString,
                sessionTimeout,
                canBeReadOnly ? RecordedHandle.ReadOnly.ALLOWED : RecordedHandle.ReadOnly.REFUSED,
                config);
    }
}
