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
 * An ensemble that runs, or that can be started. Workloads and faults do not depend on its kind.
 *
 * <p>Safe to use from several threads. Its owner closes it.
 */
public interface Ensemble extends AutoCloseable {

    /** One line for people: kind, members, versions. */
    String describe();

    /** The settings that budgets are derived from; null if they are not known. */
    @Nullable
    EnsembleSettings settings();

    /** The delays of its elections that do not follow from the settings; budgets include them. */
    default List<ElectionDelay> delays() {
        return List.of();
    }

    /** The operations that this ensemble supports. */
    Set<Capability> capabilities();

    /**
     * Whether other applications use this ensemble. A run on a shared ensemble creates all znodes below a root of its
     * own and deletes that root at its end.
     */
    default boolean shared() {
        return false;
    }

    /** The members in ascending order of their numbers. */
    List<Member> members();

    /**
     * The member with this number.
     *
     * @throws IllegalArgumentException if there is no such member
     */
    default Member member(int number) {
        return members().stream()
                .filter(m -> m.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no member " + number + " among " + members()));
    }

    /** A member that reports that it is the leader or a standalone server; empty if there is none. */
    default Optional<Member> leader() {
        return members().stream().filter(m -> m.status().leads()).findFirst();
    }

    /** The access to the client ports. */
    default ClientAccess access() {
        return ClientAccess.PLAIN;
    }

    /**
     * What a run on this ensemble cannot observe: one sentence for each gap, with the remedy if there is one; empty if
     * the ensemble provides all evidence that checks use.
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
     * @throws EnsembleException if a member does not serve or none leads when {@code atMost} has passed; the message
     *     describes the state of each member
     */
    void awaitHealthy(Duration atMost) throws InterruptedException;

    /** The versions, JVM flags and {@code zoo.cfg} of the members, in this order, for the report. */
    Map<String, String> environment();

    /** Makes {@link #close} copy data folders and logs into this folder. A failed run calls this method. */
    void keepEvidence(Path folder);

    /** Stops every member and releases processes, ports and folders. Idempotent. */
    @Override
    void close();
}
