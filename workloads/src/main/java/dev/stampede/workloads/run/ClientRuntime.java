package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.nemesis.process.ChildProcesses;
import dev.stampede.nemesis.process.ChildSpec;
import dev.stampede.workloads.client.ClientHost;
import dev.stampede.workloads.client.FencedStoreServer;
import dev.stampede.workloads.client.InProcessHost;
import dev.stampede.workloads.client.WorkerHost;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What clients live in and contend for: the JVMs, and the fenced store that the harness serves.
 *
 * <p>Whoever made it closes it, after the clients.
 */
final class ClientRuntime implements AutoCloseable {
    private final RunConfig config;
    private final Path folder;
    private final Journal journal;
    private final @Nullable FencedStoreServer store;
    private final @Nullable ChildProcesses children;

    /** @param folder where workers log */
    ClientRuntime(RunConfig config, Path folder, Journal journal) throws IOException {
        this.config = config;
        this.folder = folder;
        this.journal = journal;
        this.store = config.variant().store() ? FencedStoreServer.start(journal::accept) : null;
        this.children = config.workers().isEmpty() ? null : ChildProcesses.open();
    }

    /** Where the store listens, empty if the variant has none. */
    String storeAddress() {
        return store == null ? "" : store.address();
    }

    /** The seed of a client, forked from the run's. */
    long seedOf(int client) {
        return new Seed(config.seed()).fork("client-" + client).value();
    }

    /** The JVM with this number, from 0: the harness' own, or a worker. */
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
                died -> journal.note(Event.Severity.NOTICE, name + " is gone: " + died));
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
