package dev.stampede.workloads.cli;

import dev.stampede.checker.format.KeyDetection;
import dev.stampede.checker.model.ReadingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a history leaves unsaid, where it differs from what its format usually means. */
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
            description = "Whether a read of nil is an observation or says nothing; default: observation, in"
                    + " knossos-edn nothing.")
    private @Nullable ReadOfNil readOfNil;

    @Option(
            names = "--owners",
            description = "Whether locks belong to clients or to anybody; default: anybody, in stampede clients.")
    private @Nullable Owners owners;

    @Option(names = "--permits", paramLabel = "N", description = "How many may hold a semaphore; default: 1.")
    private @Nullable Integer permits;

    @Option(
            names = "--keys",
            paramLabel = "K",
            description = "Whether values are vectors that begin with a key: first, none, or detected from the first"
                    + " operation (the default).")
    private KeyDetection keys = KeyDetection.DETECTED;

    /** What a failed compare-and-set says, in the words of the command line. */
    enum FailedCas {
        OBSERVATION,
        DROPPED
    }

    /** What a read of nil says, in the words of the command line. */
    enum ReadOfNil {
        OBSERVATION,
        NOTHING
    }

    /** Whose a lock is, in the words of the command line. */
    enum Owners {
        CLIENTS,
        ANYBODY
    }

    KeyDetection keys() {
        return keys;
    }

    /** Throws if an option makes no sense. */
    void check() {
        if (permits != null && permits < 1) {
            throw new UsageException("expected --permits of at least 1, found " + permits);
        }
    }

    /** The conventions of a format with what was asked for. */
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

    /** In words what a history of a model leaves unsaid, and the options that change it; empty if it is nothing. */
    static String told(String model, ReadingOptions conventions) {
        String initial = "the value at first is " + (conventions.initial() == null ? "none" : conventions.initial())
                + " (--initial)";
        String owners = "a lock belongs to "
                + (conventions.owners() == ReadingOptions.Owners.CLIENTS ? "its client" : "anybody")
                + " (--owners)";
        String nil = "a read of nil " + told(conventions.readOfNil() == ReadingOptions.ReadOfNil.OBSERVED)
                + " (--read-of-nil)";
        return switch (model) {
            case "register", "multi-register" -> initial + ", " + nil;
            case "cas-register" ->
                initial + ", " + nil + ", a failed compare-and-set "
                        + told(conventions.failedCas() == ReadingOptions.FailedCas.OBSERVED) + " (--failed-cas)";
            case "mutex", "reentrant-mutex", "read-write-lock" -> owners;
            case "semaphore" -> "there are " + conventions.permits() + " permits (--permits), " + owners;
            case "versioned-znode", "counter" -> initial;
            default -> "";
        };
    }

    private static String told(boolean observed) {
        return observed ? "is an observation" : "says nothing";
    }
}
