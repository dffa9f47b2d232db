package dev.stampede.checker.format;

import dev.stampede.checker.model.ReadingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of history files. */
public enum FileFormat {
    /** Stampede's own JSONL format. */
    STAMPEDE("cas-register"),
    /** Maps as written by Jepsen and Knossos. */
    KNOSSOS_EDN("cas-register"),
    /** Log lines of Jepsen. */
    JEPSEN_LOG("cas-register"),
    /** Maps with a key, as in the tests of Porcupine. */
    PORCUPINE_KV("key-value");

    private final String model;

    FileFormat(String model) {
        this.model = model;
    }

    /** The reading options of the format, unless the user chooses others. */
    public ReadingOptions readingOptions() {
        return switch (this) {
            case STAMPEDE, PORCUPINE_KV -> ReadingOptions.STRICT;
            case KNOSSOS_EDN -> ReadingOptions.KNOSSOS;
            case JEPSEN_LOG -> ReadingOptions.JEPSEN_LOG;
        };
    }

    /** The name of the model to use if neither the history nor the user selects one. */
    public String defaultModel() {
        return model;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of all formats. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(FileFormat::label).toList();
    }

    /**
     * The format with this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static FileFormat ofLabel(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected one of the formats " + String.join(", ", labels()) + ", found \"" + label + "\""));
    }
}
