package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lanes of phases and faults. Stateless. */
final class FaultLanes {
    static final String GROUP = "Faults";

    private FaultLanes() {}

    static List<Lane> of(History history) {
        List<Lane> lanes = new ArrayList<>();
        List<Span> phases = phases(history);
        if (!phases.isEmpty()) {
            lanes.add(Lane.ofSpans("Run", "phase", phases));
        }
        List<List<Span>> rows = RowLayout.split(faults(history));
        for (int i = 0; i < rows.size(); i++) {
            lanes.add(Lane.ofSpans(GROUP, rows.size() == 1 ? "faults" : "faults " + (i + 1), rows.get(i)));
        }
        return lanes;
    }

    /**
     * All fault windows; a window without a heal lasts to the end of the run. Families get hatches in the order of
     * their first fault.
     */
    static List<Span> faults(History history) {
        Set<String> families = new LinkedHashSet<>();
        history.faults().forEach(f -> families.add(f.family()));
        List<String> order = List.copyOf(families);
        return history.faults().stream()
                .map(f -> span(f, order.indexOf(f.family()), history.endNanos()))
                .sorted(Comparator.comparingLong(Span::fromNanos))
                .toList();
    }

    private static Span span(FaultWindow fault, int hatch, long end) {
        boolean open = fault.healedNanos() > end;
        return new Span(
                fault.injectingNanos(),
                Math.min(fault.healedNanos(), end),
                open,
                SpanStyle.FAULT,
                label(fault),
                -1,
                hatch);
    }

    private static String label(FaultWindow fault) {
        StringBuilder label = new StringBuilder(fault.tookEffect() ? "" : "effect not proven: ").append(fault.kind());
        if (!fault.members().isEmpty()) {
            label.append(" member ").append(join(fault.members()));
        }
        if (!fault.clients().isEmpty()) {
            label.append(" client ").append(join(fault.clients()));
        }
        return label.toString();
    }

    private static String join(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    private static List<Span> phases(History history) {
        List<Event.PhaseBegan> began = history.events(Event.PhaseBegan.class)
                .sorted(Comparator.comparingLong(Event.PhaseBegan::atNanos))
                .toList();
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < began.size(); i++) {
            long to = i + 1 < began.size() ? began.get(i + 1).atNanos() : history.endNanos();
            String name = began.get(i)
                    .phase()
                    .name()
                    .toLowerCase(java.util.Locale.ROOT)
                    .replace('_', ' ');
            spans.add(Span.of(began.get(i).atNanos(), to, SpanStyle.PHASE, name));
        }
        return spans;
    }
}
