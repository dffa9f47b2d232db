package dev.stampede.checker.format;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.explanation.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the history of a file came to.
 *
 * @param file as it was given
 * @param model the name of the model
 * @param operations how many operations said something
 * @param algorithm what decided
 * @param millis how long deciding took, without reading
 * @param reason why it is inconclusive, and how far it got; otherwise null
 * @param explanation if it is invalid, and was to be explained; otherwise null
 * @param notes what a reader of the verdict should know: that the file is cut off, that operations were left out
 */
public record FileVerdict(
        String file,
        FileFormat format,
        String model,
        Verdict verdict,
        int operations,
        String algorithm,
        double millis,
        @Nullable String reason,
        @Nullable Explanation explanation,
        List<String> notes) {}
