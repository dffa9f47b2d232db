package dev.stampede.nemesis.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes plans as JSON, for {@code --plan} and for the header of a history. */
public final class PlanFile {
    private static final long MOST_BYTES = 4 << 20;

    private PlanFile() {}

    /** The plan as indented JSON, with a line feed at the end. */
    public static String write(Plan plan) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter()
                    .withArrayIndenter(new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeNumberField("version", Plan.VERSION);
            json.writeNumberField("seed", plan.seed());
            json.writeNumberField("chaosMillis", plan.chaos().toMillis());
            json.writeArrayFieldStart("steps");
            for (PlanStep step : plan.steps()) {
                write(json, step);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("healOrder");
            for (String id : plan.healOrder()) {
                json.writeString(id);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out + "\n";
    }

    private static void write(JsonGenerator json, PlanStep step) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", step.id());
        json.writeStringField("fault", step.type().fullName());
        json.writeStringField("target", step.target().toString());
        json.writeObjectFieldStart("when");
        json.writeStringField("kind", "time");
        json.writeNumberField("atMillis", step.offset().toMillis());
        json.writeEndObject();
        json.writeObjectFieldStart("until");
        json.writeStringField("kind", "duration");
        json.writeNumberField("millis", step.lasting().toMillis());
        json.writeEndObject();
        json.writeEndObject();
    }

    /**
     * Reads a plan.
     *
     * @param file the name of the file in messages
     * @throws InvalidPlanException with all errors, each with file, line, column and what was expected
     */
    public static Plan read(String text, String file) {
        return new PlanReader(file).read(text);
    }

    /**
     * Reads a plan that is part of another file.
     *
     * @throws InvalidPlanException as {@link #read(String, String)}
     */
    public static Plan read(LocatedJson plan, String file) {
        return new PlanReader(file).read(plan);
    }

    /**
     * Reads a plan from a file of at most 4 MB.
     *
     * @throws InvalidPlanException if the file cannot be read, or as {@link #read(String, String)}
     */
    public static Plan read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InvalidPlanException(List.of("%s: expected a plan of at most %d bytes, found %d"
                        .formatted(file, MOST_BYTES, Files.size(file))));
            }
            return read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InvalidPlanException(List.of(file + ": the plan file cannot be read: " + e));
        }
    }
}
