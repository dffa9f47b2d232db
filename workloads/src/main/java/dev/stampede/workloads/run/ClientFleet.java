package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.host.ClientHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The clients of a run and their JVMs: client {@code c} runs in JVM {@code c mod n}.
 *
 * <p>Safe to use from several threads. Its creator closes it.
 */
final class ClientFleet implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

    private final List<ClientSpec> specs;
    private final IntFunction<ClientHost> makeHost;
    private final Journal journal;
    private final List<ClientHost> hosts = new ArrayList<>();
    private final List<ClientHost.Client> clients = new ArrayList<>();

    /**
     * Starts the JVMs and opens every client.
     *
     * @param jvms the number of JVMs, at least 1
     * @param makeHost starts the JVM with this number, from 0
     */
    ClientFleet(List<ClientSpec> specs, int jvms, IntFunction<ClientHost> makeHost, Journal journal) {
        this.specs = new ArrayList<>(specs);
        this.makeHost = makeHost;
        this.journal = journal;
        try {
            for (int jvm = 0; jvm < jvms; jvm++) {
                hosts.add(makeHost.apply(jvm));
            }
            for (ClientSpec spec : specs) {
                clients.add(open(spec));
            }
        } catch (RuntimeException e) {
            hosts.forEach(ClientHost::close);
            throw e;
        }
    }

    private ClientHost.Client open(ClientSpec spec) {
        ClientHost host = hosts.get(spec.number() % hosts.size());
        journal.opened(spec.number(), "", Event.ClientKind.WORKLOAD, host.jvm());
        return host.open(spec, journal::accept);
    }

    synchronized ClientHost.Client client(int number) {
        return clients.get(number);
    }

    synchronized ClientHost host(int client) {
        return hosts.get(client % hosts.size());
    }

    /** Restarts the killed JVM of a client, and opens all clients of this JVM again. */
    synchronized void reopen(int client) {
        int jvm = client % hosts.size();
        if (hosts.get(jvm).process().isEmpty()) {
            throw new UnsupportedOperationException(
                    "client " + client + " runs in the harness; --client-jvms runs it in a worker JVM");
        }
        hosts.get(jvm).close();
        hosts.set(jvm, makeHost.apply(jvm));
        for (int number = jvm; number < specs.size(); number += hosts.size()) {
            ClientSpec restarted = specs.get(number).restarted();
            specs.set(number, restarted);
            clients.set(number, open(restarted));
        }
    }

    /** One line per JVM, with its versions and flags. */
    synchronized List<String> describe() {
        return hosts.stream().map(host -> host.jvm() + ": " + host.describe()).toList();
    }

    /**
     * Requests the stop of all clients, and waits until they have stopped.
     *
     * @return the clients that did not stop in time, with their stacks
     */
    synchronized SortedMap<Integer, String> stop() throws InterruptedException {
        clients.forEach(client -> client.stop(GRACE));
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        SortedMap<Integer, String> hanging = new TreeMap<>();
        for (ClientHost.Client client : clients) {
            if (!client.awaitStopped(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                hanging.put(client.number(), client.probe());
            }
        }
        return hanging;
    }

    @Override
    public synchronized void close() {
        hosts.forEach(ClientHost::close);
    }
}
