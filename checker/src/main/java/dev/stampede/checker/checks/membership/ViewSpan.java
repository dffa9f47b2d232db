package dev.stampede.checker.checks.membership;

import dev.stampede.checker.checks.registration.AdoptedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a view showed the same for one group member.
 *
 * @param data the member's data; null if the view did not list the member
 * @param corrected whether the view showed something else immediately afterwards
 * @param list the operation that recorded the first list of this time
 */
record ViewSpan(@Nullable String data, long fromNanos, long toNanos, boolean corrected, int list) {

    /** What the lists show for one id, in chronological order. Times without a list separate spans. */
    static List<ViewSpan> of(List<AdoptedList> lists, String id) {
        List<ViewSpan> spans = new ArrayList<>();
        @Nullable ViewSpan open = null;
        for (AdoptedList list : lists) {
            String data = list.entries().get(id);
            boolean contiguous = open != null && open.toNanos() == list.fromNanos();
            if (open != null && contiguous && Objects.equals(open.data(), data)) {
                open = new ViewSpan(data, open.fromNanos(), list.toNanos(), false, open.list());
                continue;
            }
            if (open != null) {
                spans.add(new ViewSpan(open.data(), open.fromNanos(), open.toNanos(), contiguous, open.list()));
            }
            open = new ViewSpan(
                    data,
                    list.fromNanos(),
                    list.toNanos(),
                    false,
                    list.operation().number());
        }
        if (open != null) {
            spans.add(open);
        }
        return spans;
    }
}
