package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.simulation.QueueProgram.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The scenarios that can be simulated, each with the checks of its naive variant. */
public enum SimulatedScenario {
    /** Reads, conditional writes, multis and sequential creates. */
    REGISTERS(
            "registers",
            "naive",
            RegistersProgram.ROOT,
            CheckSpec.of("requirements", "rate.get=30", "rate.setData=10", "rate.multi=6"),
            CheckSpec.of("linearizability", "model=versioned-znode"),
            CheckSpec.of("session-order"),
            CheckSpec.of("transactions"),
            CheckSpec.of("sequences")),
    /** The same, by a library that sends a request again when its answer is lost. */
    RETRIED_REGISTERS(
            "registers",
            "curator-framework",
            RegistersProgram.ROOT,
            CheckSpec.of("requirements", "rate.get=30", "rate.setData=10"),
            CheckSpec.of("retried-writes", "model=versioned-znode"),
            CheckSpec.of("session-order")),
    /** An exclusive lock. */
    LOCK(
            "lock",
            "naive",
            LockProgram.ROOT,
            CheckSpec.of("requirements", "rate.acquire=6"),
            CheckSpec.of("mutual-exclusion", "doubts=true", "raw=true"),
            CheckSpec.of("wake-up"),
            CheckSpec.of("leaks"),
            CheckSpec.of("waiting"),
            CheckSpec.of("herd")),
    /** A fair, reentrant lock. */
    QUEUE(
            "lock",
            "fair-queue",
            QueueProgram.ROOT,
            CheckSpec.of("requirements", "rate.acquire=6"),
            CheckSpec.of("mutual-exclusion", "doubts=true", "raw=true"),
            CheckSpec.of("wake-up"),
            CheckSpec.of("leaks"),
            CheckSpec.of("reentrancy"),
            CheckSpec.of("waiting", "ordered=true"),
            CheckSpec.of("herd")),
    /** A semaphore. */
    SEMAPHORE(
            "lock",
            "fair-semaphore",
            QueueProgram.ROOT,
            CheckSpec.of("requirements", "rate.acquire=6"),
            CheckSpec.of("leases", "leases=" + QueueProgram.LEASES, "doubts=true", "raw=true"),
            CheckSpec.of("wake-up", "leases=" + QueueProgram.LEASES),
            CheckSpec.of("leaks"),
            CheckSpec.of("waiting"),
            CheckSpec.of("herd")),
    /** Two of several locks at a time. */
    MULTI_LOCK(
            "lock",
            "multi-lock",
            QueueProgram.ROOT,
            CheckSpec.of("requirements", "rate.acquire=6"),
            CheckSpec.of("mutual-exclusion", "doubts=true", "raw=true"),
            CheckSpec.of("wake-up"),
            CheckSpec.of("leaks"),
            CheckSpec.of("all-or-none"),
            CheckSpec.of("herd")),
    /** A master for each day. */
    ELECTION(
            "election",
            "naive",
            ElectionProgram.ROOT,
            CheckSpec.of("requirements", "rate.acquire=6"),
            CheckSpec.of("single-master", "doubts=true", "raw=true"),
            CheckSpec.of("epochs"),
            CheckSpec.of("re-election", "dated=true"),
            CheckSpec.of("day-change"),
            CheckSpec.of("wake-up")),
    /** Keys that every client watches. */
    CONFIGURATION(
            "configuration",
            "naive",
            ConfigurationProgram.ROOT,
            CheckSpec.of("requirements", "rate.view=30", "rate.setData=10"),
            CheckSpec.of("linearizability", "model=versioned-znode"),
            CheckSpec.of("propagation", "watches=one-shot")),
    /** Names with owners, and unique ids. */
    NAMING(
            "naming",
            "naive",
            NamingProgram.ROOT,
            CheckSpec.of("requirements", "rate.synced-look-up=30", "rate.next-id=12"),
            CheckSpec.of("naming"),
            CheckSpec.of("unique-ids")),
    /** Backends, and balancers that send them requests. */
    LOAD_BALANCING(
            "load-balancing",
            "naive",
            BalancerProgram.ROOT,
            CheckSpec.of("requirements", "rate.dispatch=60", "rate.list=2"),
            CheckSpec.of("balancing"),
            CheckSpec.of("fair-share", "algorithm=round-robin"));

    private static final int BACKENDS = 3;

    private final String scenario;
    private final String variant;
    private final String root;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of immutable records
    private final List<CheckSpec> checks;

    SimulatedScenario(String scenario, String variant, String root, CheckSpec... checks) {
        this.scenario = scenario;
        this.variant = variant;
        this.root = root;
        this.checks = List.of(checks);
    }

    /** The name of the scenario in histories. */
    String scenario() {
        return scenario;
    }

    /** The name of the variant in histories. */
    String variant() {
        return variant;
    }

    /** The name of this constant for people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The path below which the harness watches. */
    String root() {
        return root;
    }

    /** The checks of the scenario, and those of every run. */
    public List<CheckSpec> checks() {
        List<CheckSpec> all = new ArrayList<>(checks);
        for (String ofEveryRun : List.of("recovery", "guarantees", "audit")) {
            all.add(new CheckSpec(ofEveryRun, Map.of()));
        }
        return List.copyOf(all);
    }

    /** Starts the programs of all clients. */
    void start(List<SimulatedClient> clients) {
        Map<String, Long> store = LockProgram.store();
        Set<String> serving = new HashSet<>();
        for (SimulatedClient client : clients) {
            switch (this) {
                case REGISTERS -> new RegistersProgram(client, false).start();
                case RETRIED_REGISTERS -> new RegistersProgram(client, true).start();
                case LOCK -> new LockProgram(client, store).start();
                case QUEUE -> new QueueProgram(client, Mode.REENTRANT).start();
                case SEMAPHORE -> new QueueProgram(client, Mode.SEMAPHORE).start();
                case MULTI_LOCK -> new QueueProgram(client, Mode.TOGETHER).start();
                case ELECTION -> new ElectionProgram(client).start();
                case CONFIGURATION -> new ConfigurationProgram(client).start();
                case NAMING -> new NamingProgram(client).start();
                case LOAD_BALANCING -> {
                    if (client.number() < BACKENDS) {
                        new BackendProgram(client, serving).start();
                    } else {
                        new BalancerProgram(client, serving).start();
                    }
                }
            }
        }
    }
}
