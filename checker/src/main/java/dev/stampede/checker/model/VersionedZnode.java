package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * One znode with its data and its version. Each {@code setData} increments the version; a new create resets it to 0.
 *
 * <p>A version of -1 in an input matches any version. See ZooKeeper's {@code DataTree} and {@code
 * PrepRequestProcessor.checkAndIncVersion}.
 *
 * @param initial the state before the first operation
 */
public record VersionedZnode(VersionedZnode.State initial)
        implements DeterministicModel<VersionedZnode.State, VersionedZnode.Input, VersionedZnode.Output> {

    /** The initial state of a znode that does not exist. */
    public static final State ABSENT = new State("", -1);

    /** The data and version; version -1 if the znode does not exist. */
    public record State(String data, int version) {
        boolean exists() {
            return version >= 0;
        }

        @Override
        public String toString() {
            return exists() ? data + " v" + version : "no node";
        }
    }

    /** An operation on a znode. */
    public sealed interface Input {}

    /** Creates the znode. */
    public record Create(String data) implements Input {
        @Override
        public String toString() {
            return "create " + data;
        }
    }

    /** Deletes the znode if it has this version. */
    public record Delete(int version) implements Input {
        @Override
        public String toString() {
            return "delete" + (version < 0 ? "" : " if v" + version);
        }
    }

    /** Sets the data if the znode has this version. */
    public record SetData(String data, int version) implements Input {
        @Override
        public String toString() {
            return "set " + data + (version < 0 ? "" : " if v" + version);
        }
    }

    /** Reads the data and version. */
    public record GetData() implements Input {
        @Override
        public String toString() {
            return "get";
        }
    }

    /** The result of an operation. */
    public sealed interface Output {}

    /** The version after a {@code setData}. */
    public record Version(int version) implements Output {
        @Override
        public String toString() {
            return "v" + version;
        }
    }

    /** The result of {@code getData}. */
    public record Data(String data, int version) implements Output {
        @Override
        public String toString() {
            return data + " v" + version;
        }
    }

    /** The results without a value. */
    public enum Code implements Output {
        CREATED,
        DELETED,
        NO_NODE,
        NODE_EXISTS,
        BAD_VERSION
    }

    @Override
    public Answer<State, Output> answer(State state, Input input) {
        if (input instanceof Create create) {
            return state.exists()
                    ? new Answer<>(state, Code.NODE_EXISTS)
                    : new Answer<>(new State(create.data(), 0), Code.CREATED);
        }
        if (!state.exists()) {
            return new Answer<>(state, Code.NO_NODE);
        }
        if (input instanceof Delete delete) {
            return matches(state, delete.version())
                    ? new Answer<>(ABSENT, Code.DELETED)
                    : new Answer<>(state, Code.BAD_VERSION);
        }
        if (input instanceof SetData set) {
            int next = state.version() + 1;
            return matches(state, set.version())
                    ? new Answer<>(new State(set.data(), next), new Version(next))
                    : new Answer<>(state, Code.BAD_VERSION);
        }
        return new Answer<>(state, new Data(state.data(), state.version()));
    }

    @Override
    public Shape<State> shape(Input input, @Nullable Output output) {
        if (input instanceof Create create) {
            return output == Code.NODE_EXISTS
                    ? new Shape.Excludes<>(ABSENT)
                    : new Shape.Moves<>(ABSENT, new State(create.data(), 0));
        }
        if (output == Code.NO_NODE) {
            return new Shape.Reads<>(ABSENT);
        }
        if (output == Code.BAD_VERSION) {
            return new Shape.Observes<>();
        }
        if (input instanceof Delete) {
            return new Shape.Yields<>(ABSENT);
        }
        if (input instanceof SetData set) {
            return changed(set, output);
        }
        return output instanceof Data found
                ? new Shape.Reads<>(new State(found.data(), found.version()))
                : new Shape.Changes<>();
    }

    private static Shape<State> changed(SetData set, @Nullable Output output) {
        if (output instanceof Version version) {
            return new Shape.Yields<>(new State(set.data(), version.version()));
        }
        return set.version() < 0 ? new Shape.Changes<>() : new Shape.Yields<>(new State(set.data(), set.version() + 1));
    }

    private static boolean matches(State state, int asked) {
        return asked < 0 || asked == state.version();
    }
}
