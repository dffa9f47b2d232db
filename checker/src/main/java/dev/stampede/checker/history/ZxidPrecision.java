package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZxidKind;
import org.jspecify.annotations.Nullable;

/**
 * How many zxids of replies are exact, and what the tap on the links of the clients saw. Immutable.
 *
 * @param answered the number of attempts that a server answered for certain ({@link ResultCode#onlyFromServers},
 *     {@link Opcode#successMayBeMadeUp})
 * @param exact the number of those attempts whose zxid is {@link ZxidKind#EXACT}
 * @param tapped what the tap saw; null if there was no tap
 */
public record ZxidPrecision(long answered, long exact, Event.@Nullable FramesTapped tapped) {

    /** The precision in a history; O(n) in attempts. */
    public static ZxidPrecision of(History history) {
        long answered = 0;
        long exact = 0;
        for (Attempt attempt : history.attempts()) {
            ResultCode code = attempt.code();
            if (code != null && code.onlyFromServers() && !attempt.opcode().successMayBeMadeUp()) {
                answered++;
                exact += attempt.zxidKind() == ZxidKind.EXACT ? 1 : 0;
            }
        }
        return new ZxidPrecision(
                answered,
                exact,
                history.events(Event.FramesTapped.class).findFirst().orElse(null));
    }

    /** The share of exact zxids, from 0 to 1; 1 if no attempt was answered. */
    public double share() {
        return answered == 0 ? 1 : (double) exact / answered;
    }
}
