package dev.stampede.checker.format;

import dev.stampede.checker.model.ReadingOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of histories. */
public enum FileFormat {
    /** Our own JSONL. */
    STAMPEDE("cas-register"),
    /** Maps as Jepsen and Knossos write them. */
    KNOSSOS_EDN("cas-register"),
    /** Lines that Jepsen logs. */
    JEPSEN_LOG("cas-register"),
    /** Maps with a key, as Porcupine's tests have them. */
    PORCUPINE_KV("key-value");

    private final String model;

    FileFormat(String model) {
        this.model = model;
    }

    /** What its histories leave unsaid. */
    public ReadingOptions conventions() {
        return switch (this) {
            case STAMPEDE, PORCUPINE_KV -> ReadingOptions.STRICT;
            case KNOSSOS_EDN -> ReadingOptions.KNOSSOS;
            case JEPSEN_LOG -> ReadingOptions.JEPSEN_LOG;
        };
    }

    /** The name of the model that its histories are about, if neither they nor anybody else say. */
    public String usualModel() {
        return model;
    }

    /** What it is called on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of all formats. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(FileFormat::label).toList();
    }

    /**
     * The format of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static FileFormat labelled(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected one of the formats " + String.join(", ", labels()) + ", found \"" + label + "\""));
    }
}
