package dev.stampede.workloads.cli;

import dev.stampede.checker.format.KeyDetection;
import dev.stampede.checker.model.ReadingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for facts that a history does not contain, if they differ from the conventions of its format. */
final class ConventionOptions {
    @Option(
            names = "--initial",
            paramLabel = "V",
            description = "The value before the first operation; default: nil, in knossos-edn 0.")
    private @Nullable String initial;

    @Option(
            names = "--failed-cas",
            description = "Whether a failed compare-and-set is an observation or dropped; default: observation, in"
                    + " knossos-edn dropped.")
    private @Nullable FailedCas failedCas;

    @Option(
            names = "--read-of-nil",
            description = "Whether a read of nil is an observation or means nothing; default: observation, in"
                    + " knossos-edn nothing.")
    private @Nullable ReadOfNil readOfNil;

    @Option(
            names = "--owners",
            description = "Whether only the holder may release a lock (clients) or every client (anybody); default:"
                    + " anybody, in stampede clients.")
    private @Nullable Owners owners;

    @Option(names = "--permits", paramLabel = "N", description = "The number of permits of a semaphore; default: 1.")
    private @Nullable Integer permits;

    @Option(
            names = "--keys",
            paramLabel = "K",
            description = "Whether values are vectors that begin with a key: first, none, or detected from the first"
                    + " operation (the default).")
    private KeyDetection keys = KeyDetection.DETECTED;

    /** The meaning of a failed compare-and-set; the constants are values on the command line. */
    enum FailedCas {
        OBSERVATION,
        DROPPED
    }

    /** The meaning of a read of nil; the constants are values on the command line. */
    enum ReadOfNil {
        OBSERVATION,
        NOTHING
    }

    /** The owners of locks; the constants are values on the command line. */
    enum Owners {
        CLIENTS,
        ANYBODY
    }

    KeyDetection keys() {
        return keys;
    }

    /** Throws {@link UsageException} if an option is invalid. */
    void check() {
        if (permits != null && permits < 1) {
            throw new UsageException("expected --permits of at least 1, found " + permits);
        }
    }

    /** The conventions of a format, overridden by these options. */
    ReadingOptions applyTo(ReadingOptions usual) {
        ReadingOptions conventions = usual;
        if (initial != null) {
            conventions = conventions.startingAt(initial);
        }
        if (failedCas != null) {
            conventions = conventions.reading(
                    failedCas == FailedCas.DROPPED
                            ? ReadingOptions.FailedCas.DROPPED
                            : ReadingOptions.FailedCas.OBSERVED);
        }
        if (readOfNil != null) {
            conventions = conventions.reading(
                    readOfNil == ReadOfNil.NOTHING
                            ? ReadingOptions.ReadOfNil.IGNORED
                            : ReadingOptions.ReadOfNil.OBSERVED);
        }
        if (owners != null) {
            conventions = conventions.ownedBy(
                    owners == Owners.CLIENTS ? ReadingOptions.Owners.CLIENTS : ReadingOptions.Owners.ANYBODY);
        }
        return permits == null ? conventions : conventions.permitting(permits);
    }

    /**
     * The assumptions about a history of a model, with the options that change them, for people; empty if there are
     * none.
     */
    static String describe(String model, ReadingOptions conventions) {
        String initial = "the initial value is " + (conventions.initial() == null ? "none" : conventions.initial())
                + " (--initial)";
        String owners = "a lock belongs to "
                + (conventions.owners() == ReadingOptions.Owners.CLIENTS ? "its client" : "anybody")
                + " (--owners)";
        String nil = "a read of nil " + describe(conventions.readOfNil() == ReadingOptions.ReadOfNil.OBSERVED)
                + " (--read-of-nil)";
        return switch (model) {
            case "register", "multi-register" -> initial + ", " + nil;
            case "cas-register" ->
                initial + ", " + nil + ", a failed compare-and-set "
                        + describe(conventions.failedCas() == ReadingOptions.FailedCas.OBSERVED) + " (--failed-cas)";
            case "mutex", "reentrant-mutex", "read-write-lock" -> owners;
            case "semaphore" -> "there are " + conventions.permits() + " permits (--permits), " + owners;
            case "versioned-znode", "counter" -> initial;
            default -> "";
        };
    }

    private static String describe(boolean observed) {
        return observed ? "is an observation" : "means nothing";
    }
}
