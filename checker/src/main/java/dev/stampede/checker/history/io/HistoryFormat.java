package dev.stampede.checker.history.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines of a history file. The first line is {@code {"format":"stampede-history","version":3,"header":{…}}}. Each
 * other line is an event, {@code {"event":"invoked","operation":0,…}}; its fields are named after the components of the
 * record.
 *
 * <p>The version increases with each change that an older reader would misinterpret: a new kind of event, a new field,
 * a new meaning. Stateless.
 *
 * <p>A reader accepts the versions from {@value #OLDEST_VERSION} to {@value #VERSION}; check other histories with the
 * release that wrote them. Version 3 added the field {@code replyZxid} of {@code attemptAnswered} and the events {@code
 * framesTapped}, {@code transactionLogged} and {@code transactionLogRead}.
 */
public final class HistoryFormat {
    /** The name of the format in the first line. */
    static final String NAME = "stampede-history";

    /** The version that this release writes. */
    static final int VERSION = 3;

    /** The oldest version that this release reads. */
    static final int OLDEST_VERSION = 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final RecordCodec HEADER = RecordCodec.of(RunHeader.class);
    private static final Map<String, RecordCodec> BY_NAME = new TreeMap<>();
    private static final Map<Class<?>, String> NAMES = new HashMap<>();

    static {
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            String simple = kind.getSimpleName();
            String name = Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
            BY_NAME.put(name, RecordCodec.of(kind));
            NAMES.put(kind, name);
        }
    }

    private HistoryFormat() {}

    /** The first line, including its line feed. */
    static byte[] line(RunHeader header) {
        return line(out -> {
            out.writeStringField("format", NAME);
            out.writeNumberField("version", VERSION);
            out.writeObjectFieldStart("header");
            HEADER.writeFields(out, header);
            out.writeEndObject();
        });
    }

    /** The line of an event, including its line feed. */
    static byte[] line(Event event) {
        String name = NAMES.get(event.getClass());
        RecordCodec codec = name == null ? null : BY_NAME.get(name);
        if (codec == null) {
            throw new LinkageError("no event of this format: " + event);
        }
        return line(out -> {
            out.writeStringField("event", name);
            codec.writeFields(out, event);
        });
    }

    private interface Fields {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static byte[] line(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            fields.writeTo(out);
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Reads the first line. */
    static RunHeader header(byte[] line, int length) throws IOException {
        return parsed(line, length, in -> {
            field(in, "format", "a history of Stampede, whose first line begins {\"format\":\"" + NAME + "\"");
            ValueCodec.expect(
                    in,
                    in.nextToken() == JsonToken.VALUE_STRING && in.getText().equals(NAME),
                    "\"" + NAME + "\" as the format");
            field(in, "version", "the field \"version\"");
            in.nextToken();
            int version = (Integer) new ValueCodec.Ints().read(in, "\"version\"");
            if (version < OLDEST_VERSION || version > VERSION) {
                throw HistoryFormatException.at(
                        in,
                        "expected a history of format version " + OLDEST_VERSION + " to " + VERSION + ", found version "
                                + version
                                + ": it was written by "
                                + (version < VERSION ? "an older" : "a newer")
                                + " release of Stampede; check it with the release that wrote it");
            }
            field(in, "header", "the field \"header\"");
            ValueCodec.expect(in, in.nextToken() == JsonToken.START_OBJECT, "an object for \"header\"");
            RunHeader header = (RunHeader) HEADER.readFields(in);
            ValueCodec.expect(in, in.nextToken() == JsonToken.END_OBJECT, "the end of the first line's object");
            return header;
        });
    }

    /** Reads the line of an event. */
    static Event event(byte[] line, int length) throws IOException {
        return parsed(line, length, in -> {
            field(in, "event", "the field \"event\"");
            ValueCodec.expect(in, in.nextToken() == JsonToken.VALUE_STRING, "the name of an event");
            RecordCodec codec = BY_NAME.get(in.getText());
            if (codec == null) {
                throw HistoryFormatException.at(
                        in, "expected an event " + BY_NAME.keySet() + ", found \"" + in.getText() + "\"");
            }
            return (Event) codec.readFields(in);
        });
    }

    private interface Body<T> {
        T read(JsonParser in) throws IOException;
    }

    private static <T> T parsed(byte[] line, int length, Body<T> body) throws IOException {
        try (JsonParser in = JSON.createParser(line, 0, length)) {
            ValueCodec.expect(in, in.nextToken() == JsonToken.START_OBJECT, "a JSON object");
            T value = body.read(in);
            ValueCodec.expect(in, in.nextToken() == null, "nothing after the object");
            return value;
        } catch (JsonProcessingException e) {
            long column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new HistoryFormatException.Unplaced(column, "expected JSON: " + e.getOriginalMessage());
        }
    }

    private static void field(JsonParser in, String name, String expected) throws IOException {
        boolean matches = in.nextToken() == JsonToken.FIELD_NAME && name.equals(in.currentName());
        ValueCodec.expect(in, matches, expected);
    }
}
