package dev.stampede.checker.format;

import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.explanation.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on the history of one file.
 *
 * @param file the path as given by the user
 * @param model the name of the model
 * @param operations the number of operations with an observation
 * @param algorithm the algorithm that decided
 * @param millis the duration of the decision in milliseconds, without reading the file
 * @param reason if inconclusive, the reason and the progress so far; otherwise null
 * @param explanation if invalid and an explanation was requested, the explanation; otherwise null
 * @param notes messages for the reader of the verdict, such as a truncated file or omitted operations
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
