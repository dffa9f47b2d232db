package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event.StoreWritten;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fenced view: the writes that the fenced store accepted. This store, a part of the harness, remembers the highest
 * token that it has seen.
 *
 * <p>An accepted write without a token is stale if its hold's token is lower than the highest one, or if another client
 * had been granted the key after its hold; the sender is at fault, because it sent no token. The store must refuse a
 * token lower than the highest one; otherwise the harness is broken. A write with a token that is not lower is never
 * stale: fencing guarantees the order of tokens, nothing more.
 */
final class FencedView {
    /** The result of the view. */
    record Result(List<HoldFinding> findings, int writes, int withoutToken, int refused, int unknown) {}

    private final HoldAnalysis analysis;
    private final int[] nextExcluded;

    FencedView(HoldAnalysis analysis) {
        this.analysis = analysis;
        this.nextExcluded = nextExcluded(analysis.holds().all());
    }

    /** For each hold, the index of the next hold of its key that it excludes, -1 if there is none. */
    private static int[] nextExcluded(List<Hold> holds) {
        int[] next = new int[holds.size()];
        Arrays.fill(next, -1);
        Map<String, List<Hold>> byKey = new HashMap<>();
        holds.forEach(
                h -> byKey.computeIfAbsent(h.key(), k -> new ArrayList<>()).add(h));
        for (List<Hold> ofKey : byKey.values()) {
            ofKey.sort(Comparator.comparingLong(Hold::grantedNanos).thenComparingInt(Hold::index));
            for (int i = ofKey.size() - 2; i >= 0; i--) {
                Hold after = ofKey.get(i + 1);
                boolean excludes = after.excludes(ofKey.get(i));
                next[ofKey.get(i).index()] = excludes ? after.index() : next[after.index()];
            }
        }
        return next;
    }

    Result findStaleWrites() {
        List<HoldFinding> findings = new ArrayList<>();
        int writes = 0;
        int withoutToken = 0;
        int refused = 0;
        int unknown = 0;
        for (StoreWritten write : analysis.history().events(StoreWritten.class).toList()) {
            analysis.guard().step();
            writes++;
            withoutToken += write.token() == 0 ? 1 : 0;
            int index = analysis.holds().of(write.operation());
            @Nullable Hold hold = index < 0 ? null : analysis.holds().all().get(index);
            if (!write.accepted()) {
                refused++;
            } else if (write.token() != 0) {
                if (write.token() < write.highestToken()) {
                    findings.add(oldToken(write, hold));
                }
            } else if (hold == null) {
                unknown++;
            } else {
                staleWrite(write, hold, findings);
            }
        }
        return new Result(findings, writes, withoutToken, refused, unknown);
    }

    private void staleWrite(StoreWritten write, Hold hold, List<HoldFinding> findings) {
        int next = nextExcluded[hold.index()];
        Hold younger = next < 0 ? null : analysis.holds().all().get(next);
        boolean youngerGranted = younger != null && younger.grantedNanos() < write.atNanos();
        boolean higherTokenSeen = hold.token() != 0 && hold.token() < write.highestToken();
        if (!youngerGranted && !higherTokenSeen) {
            return;
        }
        List<Hold> holds = younger != null && youngerGranted ? List.of(younger, hold) : List.of(hold);
        String circumstance = younger != null && youngerGranted
                ? analysis.name(younger) + " had been granted " + HoldAnalysis.key(hold) + " at "
                        + seconds(younger.grantedNanos())
                : "the store had seen the token " + hex(write.highestToken());
        findings.add(new HoldFinding(
                ExclusionAnomalies.STALE_WRITE,
                "the store accepted a stale write of " + analysis.name(hold) + ", which sent no token, by its hold of "
                        + HoldAnalysis.key(hold) + " from " + seconds(hold.grantedNanos()),
                List.of("fenced view: the write came at " + seconds(write.atNanos()) + ", when " + circumstance
                        + (hold.token() == 0
                                ? ""
                                : "; with its token " + hex(hold.token()) + " a store can refuse such a write")),
                Blame.USER_CODE,
                holds,
                List.of(),
                younger != null && youngerGranted ? younger.grantedNanos() : write.atNanos(),
                write.atNanos(),
                ExclusionCitations.FENCING,
                null));
    }

    private HoldFinding oldToken(StoreWritten write, @Nullable Hold hold) {
        return new HoldFinding(
                ExclusionAnomalies.STORE_ACCEPTED_OLD_TOKEN,
                "the store of the harness accepted the token " + hex(write.token()) + " of "
                        + analysis.timeline().name(write.client()) + " although it had seen "
                        + hex(write.highestToken()),
                List.of("fenced view: the store had to refuse a token lower than the highest one, but accepted it at "
                        + seconds(write.atNanos())),
                Blame.HARNESS,
                hold == null ? List.of() : List.of(hold),
                hold == null && write.operation() >= 0 ? List.of(write.operation()) : List.of(),
                write.atNanos(),
                write.atNanos(),
                ExclusionCitations.FENCING,
                null);
    }
}
