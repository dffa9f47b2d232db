package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.Event;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes events to the consumer, one at a time and in the order of their times. If the consumer throws, for example
 * because the disk of the history is full, the sink keeps the first exception and execution continues, so that all
 * faults are healed.
 */
final class FaultEventSink {
    private final Consumer<Event> events;
    private final LongSupplier nanos;
    private @Nullable RuntimeException failure;

    FaultEventSink(Consumer<Event> events, LongSupplier nanos) {
        this.events = events;
        this.nanos = nanos;
    }

    synchronized void add(LongFunction<Event> event) {
        try {
            events.accept(event.apply(nanos.getAsLong()));
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
            }
        }
    }

    synchronized @Nullable RuntimeException failure() {
        return failure;
    }
}
