package dev.stampede.checker.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * What one process measured on one history; a JSON object a line between processes.
 *
 * @param file the file, or the name of the row
 * @param firstMillis how long the first decision in that process took
 * @param millis the median of all
 * @param peakMiB the most heap that was in use while it was decided, 0 if nobody looked
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

    /** Reads a line; fields that it does not know are ignored. */
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
