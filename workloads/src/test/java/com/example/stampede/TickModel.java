package com.example.stampede;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ModelProvider;
import dev.stampede.checker.model.ObjectKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A user's model: each tick returns the successor of the previous tick's number. */
public final class TickModel implements Model<Long, String, Long>, ModelProvider {
    @Override
    public ObjectKind<?, ?, ?> model() {
        return new ObjectKind<Long, String, Long>(
                "tick-counter",
                "a number, at first 0 (tick)",
                Set.of("tick"),
                options -> this,
                (call, options) -> Optional.of(new ObjectKind.Reading<>(
                        "tick",
                        call.result().isNil()
                                ? null
                                : Long.valueOf(call.result().text()))));
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public List<Long> step(Long state, String tick, Long number) {
        return number == null || number == state + 1 ? List.of(state + 1) : List.of();
    }
}
