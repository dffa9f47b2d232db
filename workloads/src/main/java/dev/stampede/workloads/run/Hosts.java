package dev.stampede.workloads.run;

import dev.stampede.nemesis.plan.Seed;
import dev.stampede.workloads.client.ClientHost;
import dev.stampede.workloads.client.FencedStoreServer;
import dev.stampede.workloads.client.InProcessHost;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What clients live in and contend for: the JVMs, and the fenced store that the harness serves.
 *
 * <p>Whoever made it closes it, after the clients.
 */
final class Hosts implements AutoCloseable {
    private final RunSpec spec;
    private final @Nullable FencedStoreServer store;

    Hosts(RunSpec spec, Journal journal) throws IOException {
        this.spec = spec;
        this.store = spec.variant().store() ? FencedStoreServer.start(journal::accept) : null;
    }

    /** Where the store listens, empty if the variant has none. */
    String storeAddress() {
        return store == null ? "" : store.address();
    }

    /** The seed of a client, forked from the run's. */
    long seedOf(int client) {
        return new Seed(spec.seed()).fork("client-" + client).value();
    }

    /** The JVM with this number: the harness' own, or a worker. */
    ClientHost make(int jvm) {
        if (spec.clientJvms() == 0) {
            return new InProcessHost();
        }
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }
}
