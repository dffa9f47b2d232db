package dev.stampede.nemesis.ensemble;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.Member.Status;
import dev.stampede.nemesis.link.FourLetterWord;
import dev.stampede.nemesis.link.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Queries the status of a member with the four-letter word {@code srvr}. */
public final class StatusQuery {
    private static final Pattern MODE = Pattern.compile("(?m)^Mode: (.+)$");
    private static final Pattern ZXID = Pattern.compile("(?m)^Zxid: 0x([0-9a-fA-F]+)$");
    private static final int EPOCH_SHIFT = 32;

    private StatusQuery() {}

    /** Queries on a new connection. A failure is also a status: DOWN if the connection is refused, else UNKNOWN. */
    public static Status ask(String address, Duration atMost) {
        return ask(Transport.PLAIN, address, atMost);
    }

    /** Like {@link #ask(String, Duration)}, through a transport. */
    public static Status ask(Transport transport, String address, Duration atMost) {
        try {
            return parse(FourLetterWord.ask(transport, address, "srvr", atMost));
        } catch (ConnectException e) {
            return new Status(MemberRole.DOWN, 0, 0, address + " refuses: " + e.getMessage());
        } catch (IOException e) {
            return new Status(
                    MemberRole.UNKNOWN,
                    0,
                    0,
                    "%s gave no answer to \"srvr\" in %d ms: %s".formatted(address, atMost.toMillis(), e.getMessage()));
        }
    }

    static Status parse(String answer) {
        Matcher mode = MODE.matcher(answer);
        if (!mode.find()) {
            boolean looking = answer.contains("not currently serving");
            return new Status(
                    looking ? MemberRole.LOOKING : MemberRole.UNKNOWN,
                    0,
                    0,
                    answer.isBlank() ? "no answer" : answer.trim());
        }
        Matcher zxid = ZXID.matcher(answer);
        long last = zxid.find() ? Long.parseUnsignedLong(zxid.group(1), 16) : 0;
        String role = mode.group(1).trim();
        return new Status(role(role), last >>> EPOCH_SHIFT, last, role);
    }

    private static MemberRole role(String mode) {
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "leader" -> MemberRole.LEADING;
            case "follower" -> MemberRole.FOLLOWING;
            case "observer" -> MemberRole.OBSERVING;
            case "standalone" -> MemberRole.STANDALONE;
            case "read-only" -> MemberRole.LOOKING;
            default -> MemberRole.UNKNOWN;
        };
    }
}
