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
 * An ensemble that runs, or that is ready to be started. Workloads and faults do not know which kind it is.
 *
 * <p>Safe to use from several threads. Whoever made it closes it.
 */
public interface Ensemble extends AutoCloseable {

    /** One line for people: kind, members, versions. */
    String describe();

    /** The settings that budgets derive from; null where they are not known. */
    @Nullable
    EnsembleSettings settings();

    /** What may hold up its elections beside what the settings say; budgets give it that much longer. */
    default List<ElectionDelay> delays() {
        return List.of();
    }

    /** What can be done to it. */
    Set<Capability> capabilities();

    /** Whether others use it too, so that a run keeps to a part of the tree of its own, and tidies it up. */
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

    /** The member that leads now, as it says itself; a standalone member leads. */
    default Optional<Member> leader() {
        return members().stream().filter(m -> m.status().leads()).findFirst();
    }

    /** The links between members and from clients to members. */
    Links links();

    /** Starts every member that does not run. Returns at once; see {@link #awaitHealthy}. */
    void start();

    /**
     * Waits until every member serves and one leads.
     *
     * @throws EnsembleException if that has not happened in time; the message says what each member looked like
     */
    void awaitHealthy(Duration atMost) throws InterruptedException;

    /** Everything that a reader of the report may want (versions, flags, {@code zoo.cfg}), in order. */
    Map<String, String> environment();

    /** Copies data folders and logs into this folder when it is closed, because the run failed. */
    void keepEvidence(Path folder);

    /** Stops every member and frees all that it holds: processes, ports, folders. Idempotent. */
    @Override
    void close();
}
