package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shrinks a small history while a predicate holds: it removes calls, then moves times closer together. */
public final class HistoryShrinker {
    private HistoryShrinker() {}

    /**
     * The smallest history that was found. The predicate must hold for the given calls; it may be called any number of
     * times.
     */
    public static <I, O> List<ObservedCall<I, O>> shrink(
            List<ObservedCall<I, O>> calls, Predicate<List<ObservedCall<I, O>>> holds) {
        List<ObservedCall<I, O>> kept = numbered(calls);
        for (int i = kept.size() - 1; i >= 0; i--) {
            List<ObservedCall<I, O>> fewer = new ArrayList<>(kept);
            fewer.remove(i);
            fewer = numbered(fewer);
            if (holds.test(fewer)) {
                kept = fewer;
                i = kept.size();
            }
        }
        List<ObservedCall<I, O>> dense = dense(kept);
        return holds.test(dense) ? dense : kept;
    }

    private static <I, O> List<ObservedCall<I, O>> numbered(List<ObservedCall<I, O>> calls) {
        List<ObservedCall<I, O>> numbered = new ArrayList<>();
        for (ObservedCall<I, O> call : calls) {
            numbered.add(at(call, numbered.size(), call.called(), call.returned()));
        }
        return numbered;
    }

    /** The same order of events at the times 0, 1, 2 and so on. */
    private static <I, O> List<ObservedCall<I, O>> dense(List<ObservedCall<I, O>> calls) {
        List<Long> times = calls.stream()
                .flatMap(call -> Stream.of(call.called(), call.returned()))
                .filter(time -> time != ObservedCall.NEVER)
                .distinct()
                .sorted()
                .toList();
        return calls.stream()
                .map(call -> at(
                        call,
                        call.number(),
                        times.indexOf(call.called()),
                        call.returned() == ObservedCall.NEVER ? ObservedCall.NEVER : times.indexOf(call.returned())))
                .toList();
    }

    private static <I, O> ObservedCall<I, O> at(ObservedCall<I, O> call, int number, long called, long returned) {
        return new ObservedCall<>(
                number,
                call.client(),
                call.key(),
                call.input(),
                call.output(),
                call.effect(),
                called,
                returned,
                call.zxid());
    }
}
