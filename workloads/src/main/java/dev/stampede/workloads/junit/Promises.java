package dev.stampede.workloads.junit;

import java.util.Map;

/** The checks, by what they decide; for static import. */
public final class Promises {
    private Promises() {}

    /** A check by its name, with its parameters. The command {@code list checks} lists both. */
    public record Promise(String check, Map<String, String> parameters) {}

    /** At most one client holds the lock at a time, in four views. */
    public static Promise mutualExclusion() {
        return new Promise("mutual-exclusion", Map.of());
    }

    /** At most one client is the leader at a time, in four views. */
    public static Promise singleMaster() {
        return new Promise("single-master", Map.of());
    }

    /** Every change reaches every connected client in time and in order, and its event before its data. */
    public static Promise propagation() {
        return new Promise("propagation", Map.of());
    }

    /** The reads of a session never return an older state than an earlier one. */
    public static Promise sessionOrder() {
        return new Promise("session-order", Map.of());
    }

    /** Each multi happens as a whole, and no read shows a part of it. */
    public static Promise transactions() {
        return new Promise("transactions", Map.of());
    }

    /** Each name has the value that its owner set last. */
    public static Promise naming() {
        return new Promise("naming", Map.of());
    }

    /** Ids are unique, and increase in real time. */
    public static Promise uniqueIds() {
        return new Promise("unique-ids", Map.of());
    }

    /** Balancers list and use the live backends, within derived bounds. */
    public static Promise balancing() {
        return new Promise("balancing", Map.of());
    }

    /** Operations succeed again within the derived budget after each heal. */
    public static Promise recovery() {
        return new Promise("recovery", Map.of());
    }

    /** The ensemble kept its own guarantees. */
    public static Promise guarantees() {
        return new Promise("guarantees", Map.of());
    }

    /** All members have the same tree, and no acknowledged write is lost. */
    public static Promise audit() {
        return new Promise("audit", Map.of());
    }
}
