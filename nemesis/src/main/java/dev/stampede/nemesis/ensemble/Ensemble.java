package dev.stampede.nemesis.ensemble;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.link.Links;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ensemble that runs, or that can be started. Workloads and faults do not know which kind it is.
 *
 * <p>Safe to use from several threads. Its owner closes it.
 */
public interface Ensemble extends AutoCloseable {

    /** One line for people: kind, members, versions. */
    String describe();

    /** The settings that budgets are derived from; null where they are not known. */
    @Nullable
    EnsembleSettings settings();

    /** What may delay its elections beyond the settings; budgets include it. */
    default List<ElectionDelay> delays() {
        return List.of();
    }

    /** What it supports. */
    Set<Capability> capabilities();

    /** Whether others use it, too; then a run stays below a znode of its own, and removes it at the end. */
    default boolean shared() {
        return false;
    }

    /** The members in ascending order of their numbers. */
    List<Member> members();

    /**
     * The member with this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    default Member member(int number) {
        return members().stream()
                .filter(m -> m.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no member " + number + " among " + members()));
    }

    /** The member that reports that it leads; a standalone member leads. */
    default Optional<Member> leader() {
        return members().stream().filter(m -> m.status().leads()).findFirst();
    }

    /** How its client ports are reached. */
    default ClientAccess access() {
        return ClientAccess.PLAIN;
    }

    /**
     * What a run on it cannot observe, one sentence each, with the remedy where there is one; empty if it observes all that
     * checks ask for.
     */
    default List<String> missingEvidence() {
        return List.of();
    }

    /** The links between members and from clients to members. */
    Links links();

    /** Starts every member that does not run. Does not wait until they serve; see {@link #awaitHealthy}. */
    void start();

    /**
     * Waits until every member serves and one leads.
     *
     * @throws EnsembleException if that has not happened in time; the message describes the state of each member
     */
    void awaitHealthy(Duration atMost) throws InterruptedException;

    /** For the report: versions, flags, {@code zoo.cfg}, in this order. */
    Map<String, String> environment();

    /** Requests that {@link #close} copies data folders and logs into this folder, because the run failed. */
    void keepEvidence(Path folder);

    /** Ends every member and frees processes, ports and folders. Idempotent. */
    @Override
    void close();
}
