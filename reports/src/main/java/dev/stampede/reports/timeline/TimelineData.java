package dev.stampede.reports.timeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.reports.timeline.Lane.Mark;
import dev.stampede.reports.timeline.LoadHistogram.Quantiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page's script draws: a packed JSON document and the packed columns of operations.
 *
 * <p>The JSON contains no {@code <}, so that it is safe in an HTML page even without packing.
 *
 * @param document packed JSON
 * @param columns packed columns of the operations
 */
public record TimelineData(String document, String columns, OperationSample sample) {
    /** The maximum number of characters of the document and the columns together. */
    public static final int MAX_CHARS = 6_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Packs a run with as many operations as {@link #MAX_CHARS} allows. */
    public static TimelineData of(History history, RunVerdict verdict, RunTimeline timeline, List<LogLine> logs) {
        Set<Integer> named = RunTimeline.operationsIn(verdict);
        int limit = OperationSample.MAX_OPERATIONS;
        TimelineData data = pack(history, verdict, timeline, logs, named, limit);
        for (int halvings = 0; halvings < 12 && data.size() > MAX_CHARS; halvings++) {
            limit = Math.min(limit, data.sample().size()) / 2;
            data = pack(history, verdict, timeline, logs, named, limit);
        }
        return data;
    }

    private int size() {
        return document.length() + columns.length();
    }

    private static TimelineData pack(
            History history,
            RunVerdict verdict,
            RunTimeline timeline,
            List<LogLine> logs,
            Set<Integer> named,
            int limit) {
        OperationSample sample =
                OperationSample.choose(history.operations(), limit, named, OpeningWindow.of(history, verdict));
        OperationColumns columns = new OperationColumns(history, sample);
        ObjectNode root = document(history, verdict, timeline);
        root.put("operations", sample.size());
        ArrayNode texts = root.putArray("texts");
        columns.texts().forEach(texts::add);
        logs(root.putObject("logs"), logs);
        return new TimelineData(ColumnEncoder.pack(write(root)), ColumnEncoder.pack(columns.bytes()), sample);
    }

    private static byte[] write(ObjectNode root) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.setCharacterEscapes(new LessThanEscaped());
            generator.writeTree(root);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static ObjectNode document(History history, RunVerdict verdict, RunTimeline timeline) {
        ObjectNode root = JSON.createObjectNode();
        root.put("end", micros(timeline.endNanos()));
        root.putArray("focus")
                .add(micros(timeline.focus().fromNanos()))
                .add(micros(timeline.focus().toNanos()));
        ArrayNode styles = root.putArray("styles");
        Stream.of(SpanStyle.values()).forEach(p -> styles.add(p.words()));
        ArrayNode anomalies = root.putArray("anomalies");
        Stream.concat(verdict.violations().stream(), verdict.caveats().stream())
                .limit(200)
                .forEach(a -> anomaly(anomalies.addObject(), a, history));
        spans(root.putObject("faults"), timeline.faults());
        root.put("lanesAbove", Math.min(timeline.lanesAbove(), timeline.drawn().size()));
        ArrayNode lanes = root.putArray("lanes");
        for (Lane lane : timeline.drawn()) {
            ObjectNode node = lanes.addObject();
            node.put("group", lane.group()).put("name", lane.name());
            spans(node.putObject("spans"), lane.spans());
            marks(node.putArray("marks"), lane.marks());
        }
        ArrayNode load = root.putArray("load");
        timeline.load().forEach(l -> load(load.addObject(), l));
        ArrayNode axes = root.putArray("axes");
        timeline.axes().forEach(a -> axis(axes.addObject(), a));
        clients(root.putObject("clients"), history);
        return root;
    }

    private static void anomaly(ObjectNode node, Anomaly a, History history) {
        OpeningWindow window = OpeningWindow.around(history, a);
        node.putArray("window").add(micros(window.fromNanos())).add(micros(window.toNanos()));
        node.put("from", micros(a.fromNanos())).put("to", micros(a.toNanos()));
        node.put("what", a.headline()).put("caveat", a.caveat());
    }

    private static void clients(ObjectNode node, History history) {
        RunClients clients = RunClients.of(history);
        Set<Integer> all = new TreeSet<>();
        history.operations().forEach(o -> all.add(o.client()));
        all.forEach(c -> node.put(String.valueOf(c), clients.name(c)));
    }

    private static void spans(ObjectNode node, List<Span> spans) {
        ArrayNode from = node.putArray("from");
        ArrayNode lasted = node.putArray("lasted");
        ArrayNode style = node.putArray("style");
        ArrayNode label = node.putArray("label");
        ArrayNode operation = node.putArray("operation");
        ArrayNode hatch = node.putArray("hatch");
        ArrayNode open = node.putArray("open");
        long last = 0;
        for (Span span : spans) {
            long at = micros(span.fromNanos());
            from.add(at - last);
            last = at;
            lasted.add(micros(span.toNanos()) - at);
            style.add(span.style().code());
            label.add(span.label());
            operation.add(span.operation());
            hatch.add(span.hatch());
            open.add(span.open() ? 1 : 0);
        }
    }

    private static void marks(ArrayNode node, List<Mark> marks) {
        for (Mark mark : marks) {
            ArrayNode one =
                    node.addArray().add(micros(mark.atNanos())).add(mark.style().code());
            one.add(mark.label());
            if (mark.value() != null && Double.isFinite(mark.value())) {
                one.add(mark.value());
            }
        }
    }

    private static void load(ObjectNode node, LoadHistogram load) {
        node.put("width", load.widthNanos() / 1000.0);
        ArrayNode counts = node.putArray("counts");
        ArrayNode ok = counts.addArray();
        ArrayNode failed = counts.addArray();
        ArrayNode unsure = counts.addArray();
        ArrayNode p50 = node.putArray("p50");
        ArrayNode p99 = node.putArray("p99");
        ArrayNode max = node.putArray("max");
        for (LoadHistogram.Bucket bucket : load.buckets()) {
            ok.add(bucket.ok());
            failed.add(bucket.failed());
            unsure.add(bucket.indeterminate());
            Quantiles q = bucket.latency();
            p50.add(q.count() == 0 ? -1 : micros(q.p50()));
            p99.add(q.count() == 0 ? -1 : micros(q.p99()));
            max.add(q.count() == 0 ? -1 : micros(q.max()));
        }
    }

    private static void axis(ObjectNode node, TimeAxis axis) {
        node.put("name", axis.name());
        ArrayNode at = node.putArray("at");
        ArrayNode place = node.putArray("place");
        ArrayNode labels = node.putArray("labels");
        for (TimeAxis.Knot knot : axis.knots()) {
            at.add(micros(knot.nanos()));
            place.add(knot.place());
            labels.add(knot.label());
        }
    }

    private static void logs(ObjectNode node, List<LogLine> lines) {
        ArrayNode at = node.putArray("at");
        ArrayNode who = node.putArray("who");
        ArrayNode text = node.putArray("text");
        for (LogLine line : lines) {
            at.add(micros(line.atNanos()));
            who.add(line.source());
            text.add(line.text());
        }
    }

    private static long micros(long nanos) {
        return nanos / 1000;
    }

    /** Writes {@code <} as an escape sequence, so that the JSON is safe in an HTML page. */
    private static final class LessThanEscaped extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final int[] ESCAPES = escapes();

        private static int[] escapes() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes['<'] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ESCAPES.clone();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
