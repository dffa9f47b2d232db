package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.VersionedZnode;
import dev.stampede.checker.model.VersionedZnode.Code;
import dev.stampede.checker.model.VersionedZnode.Create;
import dev.stampede.checker.model.VersionedZnode.Data;
import dev.stampede.checker.model.VersionedZnode.Delete;
import dev.stampede.checker.model.VersionedZnode.SetData;
import dev.stampede.checker.model.VersionedZnode.Version;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls on a znode that is never deleted, as columns. State 0 is the initial one, and each change leads to the next
 * state; if the znode is initially absent, version v is state v + 1.
 *
 * @param role the role of each operation: one of the constants below
 * @param state the state that it led to, may have led to, or observed
 * @param data the number of the data that it wrote or read, {@link #NO_DATA} for none
 * @param initialData the data of state 0
 */
@SuppressWarnings("ArrayRecordComponent")
record ZnodeColumns(Intervals when, byte[] role, int[] state, int[] data, int initialData) {
    /** It observed nothing and need not take effect. */
    static final byte NONE = 0;

    /** It led to its state. */
    static final byte CHANGE = 1;

    /** It may have led to its state. */
    static final byte MAYBE = 2;

    /** It may have led to any state. */
    static final byte MAYBE_ANY = 3;

    /** It observed its state. */
    static final byte SAW = 4;

    /** It observed its state or a later one. */
    static final byte SAW_FROM = 5;

    /** It failed with BadVersion: the version of its state was not the current one, and possibly did not exist yet. */
    static final byte BAD_VERSION = 6;

    /** Its output is impossible in every state. */
    static final byte IMPOSSIBLE = 7;

    static final int NO_DATA = -1;

    static ZnodeColumns of(Problem problem) {
        return new Reader(problem).read();
    }

    /** Whether some operation has this role. */
    boolean has(byte wanted) {
        for (byte each : role) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    private static final class Reader {
        private final Problem problem;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final byte[] role;
        private final int[] state;
        private final int[] data;
        private final int initialVersion;
        private final int initialData;

        Reader(Problem problem) {
            this.problem = problem;
            this.role = new byte[problem.size()];
            this.state = new int[problem.size()];
            this.data = new int[problem.size()];
            VersionedZnode.State initial = ((VersionedZnode) problem.model()).initial();
            this.initialVersion = Math.max(-1, initial.version());
            this.initialData = initial.version() < 0 ? NO_DATA : number(initial.data());
        }

        ZnodeColumns read() {
            for (int i = 0; i < role.length; i++) {
                ObservedCall<?, ?> call = problem.call(i);
                data[i] = NO_DATA;
                if (call.certain()) {
                    certain(i, call.input(), call.output());
                } else {
                    possible(i, call.input(), call.output());
                }
            }
            return new ZnodeColumns(problem.when(), role, state, data, initialData);
        }

        private void possible(int i, Object input, @Nullable Object output) {
            if (output instanceof Version version && input instanceof SetData set) {
                set(i, set, version);
                role[i] = role[i] == CHANGE ? MAYBE : NONE;
            } else if (output != null) {
                throw Refusal.unmet(
                        "an indeterminate operation must not have a response, except the version that it wrote");
            } else if (input instanceof Delete) {
                throw deleted();
            } else if (input instanceof Create create) {
                if (initialVersion < 0) {
                    changes(i, MAYBE, 0, create.data());
                }
            } else if (input instanceof SetData set) {
                if (set.version() < 0) {
                    changes(i, MAYBE_ANY, 0, set.data());
                } else if (set.version() >= initialVersion && set.version() < Integer.MAX_VALUE) {
                    changes(i, MAYBE, set.version() + 1, set.data());
                }
            }
        }

        private void certain(int i, Object input, @Nullable Object output) {
            if (output == null) {
                throw Refusal.unmet("every completed operation must have a response of its own type");
            } else if (output == Code.DELETED) {
                throw deleted();
            } else if (output == Code.NO_NODE) {
                saw(i, initialVersion < 0 && !(input instanceof Create) ? SAW : IMPOSSIBLE, -1);
            } else if (output == Code.NODE_EXISTS) {
                saw(i, input instanceof Create ? SAW_FROM : IMPOSSIBLE, 0);
            } else if (output == Code.BAD_VERSION) {
                badVersion(i, input);
            } else if (input instanceof Create create) {
                changes(i, output == Code.CREATED && initialVersion < 0 ? CHANGE : IMPOSSIBLE, 0, create.data());
            } else if (input instanceof SetData set) {
                set(i, set, output);
            } else {
                boolean fits = output instanceof Data seen && seen.version() >= Math.max(0, initialVersion);
                saw(i, fits ? SAW : IMPOSSIBLE, output instanceof Data seen ? seen.version() : 0);
                data[i] = output instanceof Data seen ? number(seen.data()) : NO_DATA;
            }
        }

        private void set(int i, SetData set, Object output) {
            int version = output instanceof Version after ? after.version() : 0;
            boolean fits = version > Math.max(0, initialVersion) && (set.version() < 0 || set.version() == version - 1);
            changes(i, fits ? CHANGE : IMPOSSIBLE, version, set.data());
        }

        private void badVersion(int i, Object input) {
            int asked = input instanceof SetData set
                    ? set.version()
                    : input instanceof Delete delete ? delete.version() : -1;
            if (asked < 0) {
                saw(i, IMPOSSIBLE, 0);
            } else if (asked < initialVersion) {
                saw(i, SAW_FROM, initialVersion);
            } else if (asked == Integer.MAX_VALUE) {
                throw Refusal.unmet("versions are below " + Integer.MAX_VALUE);
            } else {
                saw(i, BAD_VERSION, asked);
            }
        }

        private void changes(int i, byte as, int version, String text) {
            saw(i, as, version);
            data[i] = number(text);
        }

        private void saw(int i, byte as, int version) {
            role[i] = as;
            state[i] = Math.max(0, version - initialVersion);
        }

        private int number(String text) {
            Integer known = numbers.putIfAbsent(text, numbers.size());
            return known == null ? numbers.size() - 1 : known;
        }

        private static Refusal deleted() {
            return Refusal.unmet("the znode is never deleted");
        }
    }
}
