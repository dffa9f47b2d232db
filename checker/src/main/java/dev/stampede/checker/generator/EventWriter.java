package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.format.FileFormat;
import dev.stampede.checker.history.data.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes events in the lines of a format: one map, or one log line, per event. Not thread-safe. */
final class EventWriter implements EventSink {
    private final FileFormat format;
    private final BufferedWriter out;

    EventWriter(FileFormat format, BufferedWriter out) {
        if (format == FileFormat.STAMPEDE) {
            throw new IllegalArgumentException("expected one of the formats knossos-edn, jepsen-log, porcupine-kv to"
                    + " write histories in, found stampede");
        }
        this.format = format;
        this.out = out;
    }

    @Override
    public void invoked(int process, SimulatedRequest request) {
        write(process, ":invoke", request, request.argument(), EdnValue.Atom.NIL);
    }

    @Override
    public void completed(int process, SimulatedRequest request, Outcome outcome, EdnValue answer) {
        switch (outcome) {
            case OK -> write(process, ":ok", request, answer.isNil() ? request.argument() : answer, EdnValue.Atom.NIL);
            case FAILED -> write(process, ":fail", request, request.argument(), answer);
            case INDETERMINATE -> write(process, ":info", request, request.argument(), new EdnValue.Atom(":timed-out"));
        }
    }

    private void write(int process, String type, SimulatedRequest request, EdnValue value, EdnValue error) {
        try {
            if (format == FileFormat.JEPSEN_LOG) {
                out.write("INFO  jepsen.util - " + process + "\t" + type + "\t:" + request.function() + "\t"
                        + (error.isNil() ? value.text() : error.text()));
            } else {
                out.write("{:process " + process + ", :type " + type + ", :f :" + request.function());
                if (!request.key().isEmpty()) {
                    out.write(", :key \"" + request.key() + "\"");
                }
                out.write(", :value " + value.text() + (error.isNil() ? "" : ", :error " + error.text()) + "}");
            }
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
