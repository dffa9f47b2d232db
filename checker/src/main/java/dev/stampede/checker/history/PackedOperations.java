package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The operations of a history, packed: about 40 bytes each and their texts. Not thread-safe; its views are. */
final class PackedOperations {
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final Pairs places = new Pairs();

    void invoked(Event.Invoked e, ByteBufferStore arena) {
        History.require(e.operation() == places.size(), "operation " + places.size(), e.operation());
        places.begin(arena.place());
        arena.number(e.client());
        arena.name(e.function());
        arena.name(e.key());
        arena.text(e.argument());
        arena.number(e.atNanos());
    }

    @SuppressWarnings("EnumOrdinal") // in memory only, never on disk
    void completed(Event.Completed e, ByteBufferStore arena) {
        History.require(
                e.operation() >= 0 && e.operation() < places.size(), "an operation that was invoked", e.operation());
        places.end(e.operation(), arena.place());
        arena.number(e.outcome().ordinal());
        arena.text(e.result());
        arena.name(e.error());
        arena.session(e.session());
        arena.number(e.token());
        arena.number(e.zxid());
        arena.number(e.atNanos());
    }

    List<Operation> freeze(ByteBufferStore.Frozen arena) {
        return new View(places.freeze(), arena);
    }

    private static final class View extends AbstractList<Operation> implements RandomAccess {
        private final Pairs.Frozen places;
        private final ByteBufferStore.Frozen arena;

        View(Pairs.Frozen places, ByteBufferStore.Frozen arena) {
            this.places = places;
            this.arena = arena;
        }

        @Override
        public int size() {
            return places.size();
        }

        @Override
        public Operation get(int number) {
            ByteBufferStore.Cursor invoked = arena.at(places.begins()[number]);
            int client = invoked.small();
            String function = invoked.someName();
            String key = invoked.name();
            String argument = invoked.text();
            long from = invoked.number();
            if (!places.ended(number)) {
                return open(number, client, function, key, argument, from);
            }
            ByteBufferStore.Cursor completed = arena.at(places.ends()[number]);
            Outcome outcome = OUTCOMES[completed.small()];
            String result = completed.text();
            String error = completed.name();
            long session = completed.session();
            long token = completed.number();
            long zxid = completed.number();
            long to = completed.number();
            return new Operation(
                    number, client, function, key, argument, result, error, outcome, from, to, session, token, zxid);
        }

        private static Operation open(
                int number, int client, String function, @Nullable String key, @Nullable String argument, long from) {
            return new Operation(
                    number,
                    client,
                    function,
                    key,
                    argument,
                    null,
                    null,
                    Outcome.INDETERMINATE,
                    from,
                    Operation.OPEN,
                    0,
                    0,
                    0);
        }
    }
}
