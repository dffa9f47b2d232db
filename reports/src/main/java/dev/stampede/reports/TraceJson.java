package dev.stampede.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.reports.timeline.Lane;
import dev.stampede.reports.timeline.Lane.Mark;
import dev.stampede.reports.timeline.RunClients;
import dev.stampede.reports.timeline.RunTimeline;
import dev.stampede.reports.timeline.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the timeline in the trace event format that Perfetto and {@code chrome://tracing} read: one process per track,
 * one thread per lane, and the first {@link #MAX_OPERATIONS} operations. Stateless.
 */
final class TraceJson {
    static final int MAX_OPERATIONS = 200_000;

    private TraceJson() {}

    static void write(History history, RunTimeline timeline, OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("displayTimeUnit", "ms");
            json.writeArrayFieldStart("traceEvents");
            Map<String, Integer> groups = new LinkedHashMap<>();
            int thread = 1;
            for (Lane lane : timeline.lanes()) {
                int process = process(json, groups, lane.group());
                name(json, "thread_name", process, thread, lane.name());
                for (Span span : lane.spans()) {
                    complete(json, span.label(), span.style().words(), process, thread, span);
                }
                for (Mark mark : lane.marks()) {
                    instant(json, mark, process, thread);
                }
                thread++;
            }
            operations(json, history, process(json, groups, "Clients"));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void operations(JsonGenerator json, History history, int process) throws IOException {
        RunClients clients = RunClients.of(history);
        Set<Integer> named = new TreeSet<>();
        int written = 0;
        for (Operation o : history.operations()) {
            if (written++ == MAX_OPERATIONS) {
                return;
            }
            int thread = 100_000 + o.client();
            if (named.add(o.client())) {
                name(json, "thread_name", process, thread, clients.name(o.client()));
            }
            long to = o.completed() ? o.completedNanos() : history.endNanos();
            String label = o.function() + (o.key() == null ? "" : " " + o.key());
            complete(
                    json,
                    label,
                    o.outcome().name(),
                    process,
                    thread,
                    Span.of(o.invokedNanos(), to, dev.stampede.reports.timeline.SpanStyle.OK, label));
        }
    }

    private static int process(JsonGenerator json, Map<String, Integer> groups, String group) throws IOException {
        Integer known = groups.get(group);
        if (known != null) {
            return known;
        }
        int process = groups.size() + 1;
        groups.put(group, process);
        name(json, "process_name", process, 0, group);
        return process;
    }

    private static void name(JsonGenerator json, String what, int process, int thread, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "M");
        json.writeStringField("name", what);
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread);
        json.writeObjectFieldStart("args");
        json.writeStringField("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void complete(JsonGenerator json, String name, String category, int process, int thread, Span span)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "X");
        json.writeStringField("name", name.isEmpty() ? category : name);
        json.writeStringField("cat", category);
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread);
        json.writeNumberField("ts", span.fromNanos() / 1000.0);
        json.writeNumberField("dur", Math.max(0, span.toNanos() - span.fromNanos()) / 1000.0);
        json.writeEndObject();
    }

    private static void instant(JsonGenerator json, Mark mark, int process, int thread) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", "i");
        json.writeStringField("s", "t");
        json.writeStringField("name", mark.label());
        json.writeNumberField("pid", process);
        json.writeNumberField("tid", thread);
        json.writeNumberField("ts", mark.atNanos() / 1000.0);
        json.writeEndObject();
    }
}
