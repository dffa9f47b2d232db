package dev.stampede.workloads.sweep;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public operation of a recipe. A sweep creates one object for each case, calls its methods in the order of their
 * declaration, all on one thread (locks belong to threads), and loses a request of {@link #operate} only.
 */
public abstract class SweepOperation {

    /** The recipe, such as {@code InterProcessMutex}. */
    public abstract String recipe();

    /** The operation, such as {@code acquire}. */
    public abstract String method();

    /** The name in tables and files. */
    public final String name() {
        return recipe() + "." + method();
    }

    /** Whether the operation can also be swept with a second client, which {@link #contend} makes use the recipe. */
    public boolean contends() {
        return false;
    }

    /**
     * The known findings that a lost reply can show: the id of an entry of the catalogue for each outcome. They are
     * names for the reader; the outcome stays bad.
     */
    public Map<CellOutcome, String> knownFindings() {
        return Map.of();
    }

    /** Creates the objects of the recipe, and the state that the operation needs. Its requests do not count. */
    public abstract void prepare(CaseContext context) throws Exception;

    /** Makes a second client use the recipe. Called after {@link #prepare}, if the case is contended. */
    public void contend(CaseContext context) throws Exception {}

    /**
     * The operation itself.
     *
     * @return its answer
     * @throws Exception what the recipe throws
     */
    public abstract @Nullable Object operate(CaseContext context) throws Exception;

    /**
     * Whether the documentation allows this exception of {@link #operate} after a lost connection. If so, the case is a
     * caveat, provided that the postconditions are true.
     */
    public boolean allows(Exception thrown, CaseContext context) {
        return context.connectionTrouble(thrown);
    }

    /**
     * Compares the postconditions with what is true, with {@link CaseContext#require}. Called also after an exception.
     */
    public abstract void verify(CaseContext context, OperationAnswer answer) throws Exception;

    /** Closes the objects of the recipe. Afterwards no ephemeral znode of the client may be left. */
    public void close(CaseContext context) throws Exception {}
}
