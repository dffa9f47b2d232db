package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The places of a recording at which a perturbation applies, each with the change to make there. */
interface Places {
    /** A change at two places that belong together. */
    interface PairChange<T> {
        void make(HistoryEdit edit, T first, T second);
    }

    /** The changes that apply to a recording; none if the perturbation does not apply. */
    List<Consumer<HistoryEdit>> in(Recording recording);

    /** The same places, in recordings of these scenarios only. */
    default Places of(String... scenarios) {
        return recording -> recording.isOf(scenarios) ? in(recording) : List.of();
    }

    /** The same places, in recordings that satisfy a condition. */
    default Places when(Predicate<Recording> condition) {
        return recording -> condition.test(recording) ? in(recording) : List.of();
    }

    /** Every recording as a whole. */
    static Places whole(Consumer<HistoryEdit> change) {
        return recording -> List.of(change);
    }

    /** Each request that satisfies a condition. */
    static Places requests(Predicate<RecordedRequest> condition, BiConsumer<HistoryEdit, RecordedRequest> change) {
        return recording -> each(recording.requests(), condition, change);
    }

    /** Each operation that satisfies a condition. */
    static Places operations(
            Predicate<RecordedOperation> condition, BiConsumer<HistoryEdit, RecordedOperation> change) {
        return recording -> each(recording.operations(), condition, change);
    }

    /** Each event of a kind that satisfies a condition. */
    static <E extends Event> Places events(Class<E> kind, Predicate<E> condition, BiConsumer<HistoryEdit, E> change) {
        return recording -> each(recording.events(kind), condition, change);
    }

    /** Each request with the first later one that forms a pair with it. */
    static Places requestPairs(
            Predicate<RecordedRequest> first,
            BiPredicate<RecordedRequest, RecordedRequest> second,
            PairChange<RecordedRequest> change) {
        return recording -> pairs(recording.requests(), first, second, change);
    }

    /** Each operation with the first later one that forms a pair with it. */
    static Places operationPairs(
            Predicate<RecordedOperation> first,
            BiPredicate<RecordedOperation, RecordedOperation> second,
            PairChange<RecordedOperation> change) {
        return recording -> pairs(recording.operations(), first, second, change);
    }

    /** Each element that satisfies a condition. */
    static <T> List<Consumer<HistoryEdit>> each(
            List<T> all, Predicate<T> condition, BiConsumer<HistoryEdit, T> change) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        all.stream().filter(condition).forEach(t -> places.add(edit -> change.accept(edit, t)));
        return places;
    }

    /** Each element that satisfies a condition, with the first later one that forms a pair with it. */
    static <T> List<Consumer<HistoryEdit>> pairs(
            List<T> all, Predicate<T> first, BiPredicate<T, T> second, PairChange<T> change) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            T one = all.get(i);
            if (!first.test(one)) {
                continue;
            }
            for (int j = i + 1; j < all.size(); j++) {
                T two = all.get(j);
                if (second.test(one, two)) {
                    places.add(edit -> change.make(edit, one, two));
                    break;
                }
            }
        }
        return places;
    }
}
