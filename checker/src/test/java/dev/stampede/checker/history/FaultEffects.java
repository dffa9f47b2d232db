package dev.stampede.checker.history;

import dev.stampede.checker.history.data.FaultEffect;
import java.util.List;

/** The effects of the faults that tests put into histories. */
public final class FaultEffects {
    private FaultEffects() {}

    /** What the fault of the nemesis with this family and shape declares. */
    public static List<FaultEffect> of(String family, String shape) {
        return switch (family) {
            case "partition" -> List.of(FaultEffect.CUTS_MEMBERS);
            case "kill" -> List.of(FaultEffect.KILLS_MEMBERS);
            case "pause" -> List.of(FaultEffect.PAUSES_MEMBERS);
            case "client-partition" -> List.of(FaultEffect.CUTS_CLIENTS);
            case "client-kill" -> List.of(FaultEffect.KILLS_CLIENT_JVM);
            case "client-pause" -> List.of(FaultEffect.PAUSES_CLIENT_JVM);
            case "session-expiry" -> ofExpiry(shape);
            default -> List.of();
        };
    }

    private static List<FaultEffect> ofExpiry(String shape) {
        return switch (shape) {
            case "close" -> List.of(FaultEffect.CLOSES_CLIENT_SESSION);
            case "faked" -> List.of(FaultEffect.FAKES_SESSION_EXPIRY);
            default -> List.of(FaultEffect.CUTS_CLIENTS, FaultEffect.EXPIRES_CLIENT_SESSION);
        };
    }
}
