package dev.stampede.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the harness before a history existed. Immutable.
 *
 * @param activity the activity of the harness, to be read after "while" ({@code starting the ensemble}); empty if
 *     unknown
 * @param message the failure; the first line becomes the headline, all lines are shown
 * @param began the start of the activity, null if unknown
 * @param failed the time of the failure, null if unknown
 * @param advice what the reader can do about this failure, one step each; the report adds general steps
 */
public record HarnessFailure(
        String activity, String message, @Nullable Instant began, @Nullable Instant failed, List<String> advice) {
    public HarnessFailure {
        advice = List.copyOf(advice);
        message = message.isBlank() ? "the harness failed without a message" : message.strip();
    }

    /** A failure of which only the message is known. */
    public static HarnessFailure of(String message) {
        return new HarnessFailure("", message, null, null, List.of());
    }

    /** The first line of the message. */
    String headline() {
        return message.lines().findFirst().orElse(message);
    }

    /** The whole message if it has more than one line, else empty. */
    String details() {
        return message.lines().count() > 1 ? message : "";
    }

    /** What to do: the advice for this failure, then general advice. */
    List<String> steps() {
        List<String> steps = new ArrayList<>(advice);
        steps.add("Read the last lines of the members' logs; the member that failed first is the likely cause.");
        steps.add("Check that the machine has free memory and disk, and that no other process uses the ports.");
        steps.add("Run it again. A failure that occurs with every seed is caused by the set-up, not by ZooKeeper.");
        return steps;
    }

    /** One sentence: when the harness failed, during which activity, and since when; empty if all is unknown. */
    String when() {
        if (activity.isEmpty() && began == null && failed == null) {
            return "";
        }
        StringBuilder when = new StringBuilder("The harness failed");
        if (failed != null) {
            when.append(" at ").append(DisplayFormat.dateTime(failed.toString()));
        }
        if (!activity.isEmpty()) {
            when.append(" while ").append(activity);
        }
        if (began != null && failed != null) {
            when.append(", ")
                    .append(DisplayFormat.duration(
                            Duration.between(began, failed).toNanos()))
                    .append(" after this activity began");
        } else if (began != null) {
            when.append("; this activity began at ").append(DisplayFormat.dateTime(began.toString()));
        }
        return when.append('.').toString();
    }
}
