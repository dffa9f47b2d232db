package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.zookeeper.ClientCnxn;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // close() may throw InterruptedException, as in ZooKeeper
class DuplicateHandleTest {
    /** Gives access to the connection. */
    private static final class OpenHandle extends ZooKeeper {
        OpenHandle() throws Exception {
            super("127.0.0.1:1", 3_000, event -> {});
        }

        ClientCnxn connection() {
            return cnxn;
        }
    }

    @Test
    void second_handle_uses_xids_that_no_client_reaches() throws Exception {
        try (OpenHandle handle = new OpenHandle()) {
            assertThat(handle.connection().getXid()).isEqualTo(1);

            DuplicateHandle.skipXids(handle);

            assertThat(handle.connection().getXid()).isEqualTo(DuplicateHandle.FIRST_XID + 1);
        }
    }
}
