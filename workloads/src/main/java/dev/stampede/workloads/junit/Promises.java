package dev.stampede.workloads.junit;

import java.util.Map;

/** The checks that a test can ask for, by what they decide. */
public final class Promises {
    private Promises() {}

    /** A check by its name, with parameters; {@code list checks} names them. */
    public record Promise(String check, Map<String, String> parameters) {}

    /** At most one client holds the lock at a time, in four views. */
    public static Promise mutualExclusion() {
        return new Promise("mutual-exclusion", Map.of());
    }

    /** At most one client is the master at a time, in four views. */
    public static Promise singleMaster() {
        return new Promise("single-master", Map.of());
    }

    /** Every change reaches every connected client in time and in order, and its event before its data. */
    public static Promise propagation() {
        return new Promise("propagation", Map.of());
    }

    /** The reads of a session never go back. */
    public static Promise sessionOrder() {
        return new Promise("session-order", Map.of());
    }

    /** Each multi happens as a whole, and nobody is shown a part of it. */
    public static Promise transactions() {
        return new Promise("transactions", Map.of());
    }

    /** Each name stands for what its one owner gave it last. */
    public static Promise naming() {
        return new Promise("naming", Map.of());
    }

    /** Ids are unique, and increase in real time. */
    public static Promise uniqueIds() {
        return new Promise("unique-ids", Map.of());
    }

    /** Balancers list and use the backends that live, within derived bounds. */
    public static Promise balancing() {
        return new Promise("balancing", Map.of());
    }

    /** Work goes on within the derived budget after each heal. */
    public static Promise recovery() {
        return new Promise("recovery", Map.of());
    }

    /** The ensemble kept its own guarantees. */
    public static Promise guarantees() {
        return new Promise("guarantees", Map.of());
    }

    /** All members hold the same tree, and nothing acknowledged is lost. */
    public static Promise audit() {
        return new Promise("audit", Map.of());
    }
}
