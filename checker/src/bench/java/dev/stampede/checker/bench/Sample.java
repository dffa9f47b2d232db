package dev.stampede.checker.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The measurement of one process on one history; one JSON object per line between processes.
 *
 * @param file the file, or the name of the row
 * @param firstMillis the duration of the first decision in that process, in milliseconds
 * @param millis the median duration of all decisions, in milliseconds
 * @param peakMiB the maximum heap usage during the decision in MiB, 0 if not measured
 */
record Sample(String file, String verdict, int operations, double firstMillis, double millis, long peakMiB) {
    private static final JsonFactory JSON = new JsonFactory();

    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("file", file);
            out.writeStringField("verdict", verdict);
            out.writeNumberField("operations", operations);
            out.writeNumberField("firstMillis", firstMillis);
            out.writeNumberField("millis", millis);
            out.writeNumberField("peakMiB", peakMiB);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Parses a line; unknown fields are ignored. */
    static Sample fromJson(String line) {
        String file = "";
        String verdict = "";
        double operations = 0;
        double first = 0;
        double millis = 0;
        double peak = 0;
        try (JsonParser in = JSON.createParser(line)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "file" -> file = in.getText();
                    case "verdict" -> verdict = in.getText();
                    case "operations" -> operations = in.getDoubleValue();
                    case "firstMillis" -> first = in.getDoubleValue();
                    case "millis" -> millis = in.getDoubleValue();
                    case "peakMiB" -> peak = in.getDoubleValue();
                    default -> in.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected a sample as a JSON object, found: " + line, e);
        }
        return new Sample(file, verdict, (int) operations, first, millis, (long) peak);
    }
}
