package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.nemesis.process.ChildProcesses;
import dev.stampede.nemesis.process.ChildSpec;
import dev.stampede.workloads.client.host.ClientHost;
import dev.stampede.workloads.client.host.InProcessHost;
import dev.stampede.workloads.client.store.FencedStoreServer;
import dev.stampede.workloads.client.wire.WorkerHost;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The environment of the clients of a run: their JVMs, and the fenced store that the harness serves.
 *
 * <p>Its creator closes it, after the clients.
 */
final class ClientRuntime implements AutoCloseable {
    private final RunConfig config;
    private final Path folder;
    private final Journal journal;
    private final @Nullable FencedStoreServer store;
    private final @Nullable ChildProcesses children;

    /** @param folder the folder for the logs of workers */
    ClientRuntime(RunConfig config, Path folder, Journal journal) throws IOException {
        this.config = config;
        this.folder = folder;
        this.journal = journal;
        this.store = config.variant().store() ? FencedStoreServer.start(journal::accept) : null;
        this.children = config.workers().isEmpty() ? null : ChildProcesses.open();
    }

    /** The address of the store; empty if the variant has none. */
    String storeAddress() {
        return store == null ? "" : store.address();
    }

    /** The seed of a client, forked from the seed of the run. */
    long seedOf(int client) {
        return new Seed(config.seed()).fork("client-" + client).value();
    }

    /** Starts the JVM with this number, from 0: a worker, or the harness itself. */
    ClientHost make(int jvm) {
        ChildProcesses owner = children;
        return owner == null
                ? new InProcessHost()
                : worker("worker-" + (jvm + 1), config.workers().get(jvm), owner);
    }

    private ClientHost worker(String name, WorkerConfig worker, ChildProcesses owner) {
        return WorkerHost.start(
                name,
                worker.settings(),
                command -> owner.start(ChildSpec.piped(name, command, owner.folder(), folder.resolve(name + ".log")))
                        .process(),
                reason -> journal.accept(
                        new Event.WorkerEnded(name, reason, journal.clock().nanos())));
    }

    @Override
    public void close() {
        if (children != null) {
            children.close();
        }
        if (store != null) {
            store.close();
        }
    }
}
