package dev.stampede.checker.tamper;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.registry.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The header of a history and its events in the order of its lines, as recorded or changed. Immutable. */
record RecordedEvents(RunHeader header, List<Event> events) {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final long BYTES = 1L << 26;

    RecordedEvents {
        events = List.copyOf(events);
    }

    /** Runs all checks of the recorded run. */
    RunVerdict judge() {
        History.Builder builder = History.builder(header);
        events.forEach(builder::add);
        List<Check> checks = new ArrayList<>();
        header.checks().forEach(spec -> checks.add(Checks.of(spec)));
        return CheckRunner.judge(builder.build(), Checks.ofRun(checks), TIME, BYTES);
    }
}
