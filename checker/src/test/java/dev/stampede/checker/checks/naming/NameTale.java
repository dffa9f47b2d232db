package dev.stampede.checker.checks.naming;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.registry.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells a history of one name tersely. Times are in milliseconds; client c uses the session 0xc0 + c. */
final class NameTale {
    static final String NAME = "/naming/a";

    private static final EnsembleSettings SETTINGS = new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000);

    private final List<Event> events = new ArrayList<>();
    private int operations;
    private int attempts;

    NameTale add(Event event) {
        events.add(event);
        return this;
    }

    private int invoked(int client, String function, String argument, long at) {
        add(new Event.Invoked(operations, client, function, NAME, argument, nanos(at)));
        return operations++;
    }

    private NameTale completed(int op, Outcome outcome, String result, String error, int client, long zxid, long at) {
        return add(new Event.Completed(op, outcome, result, error, 0xc0 + client, 0, zxid, nanos(at)));
    }

    private void attempt(int client, int op, String opcode, ZnodeStat stat, long zxid, long at) {
        add(new Event.AttemptSent(
                attempts, client, op, 0xc0 + client, attempts, Opcode.named(opcode), NAME, nanos(at - 1)));
        add(new Event.AttemptAnswered(attempts++, ResultCode.OK, 0xc0 + client, zxid, null, stat, nanos(at)));
    }

    private static ZnodeStat stat(long mzxid, long czxid) {
        return new ZnodeStat(czxid, mzxid, czxid, 0, (int) (mzxid - czxid), 0, 0, 0, 0, 0);
    }

    /** A write that succeeded and left the state {@code mzxid} on the znode {@code czxid}. */
    NameTale wrote(int client, String function, String argument, long mzxid, long czxid, long from, long to) {
        int op = invoked(client, function, argument, from);
        String opcode = mzxid == czxid ? "create" : "setData";
        attempt(client, op, opcode, stat(mzxid, czxid), mzxid, to);
        return completed(op, Outcome.OK, null, null, client, mzxid, to);
    }

    NameTale registered(int client, String uri, long zxid, long from, long to) {
        return wrote(client, "register", uri, zxid, zxid, from, to);
    }

    NameTale changed(int client, String uri, long after, long mzxid, long czxid, long from, long to) {
        return wrote(client, "change", uri + " after 0x" + Long.toHexString(after), mzxid, czxid, from, to);
    }

    NameTale unregistered(int client, long after, long zxid, long from, long to) {
        int op = invoked(client, "unregister", "after 0x" + Long.toHexString(after), from);
        return completed(op, Outcome.OK, null, null, client, zxid, to);
    }

    NameTale refused(int client, String function, String code, long from, long to) {
        int op = invoked(client, function, "u-refused", from);
        return completed(op, Outcome.FAILED, null, code + " " + NAME, client, 0, to);
    }

    NameTale lost(int client, String function, String argument, long from, long to) {
        int op = invoked(client, function, argument, from);
        return completed(op, Outcome.INDETERMINATE, null, "CONNECTIONLOSS", client, 0, to);
    }

    NameTale saw(int client, String function, String uri, long mzxid, long czxid, long from, long to) {
        int op = invoked(client, function, null, from);
        attempt(client, op, "getData", stat(mzxid, czxid), mzxid, to);
        return completed(op, Outcome.OK, uri, null, client, mzxid, to);
    }

    NameTale sawNone(int client, String function, long from, long to) {
        int op = invoked(client, function, null, from);
        return completed(op, Outcome.OK, null, null, client, 0, to);
    }

    NameTale believes(int client, long at) {
        return add(new Event.Believed(client, NAME, 1, nanos(at)));
    }

    NameTale doubts(int client, long at) {
        return add(new Event.Doubted(client, NAME, "unregisters", nanos(at)));
    }

    NameTale leads(int member, long at) {
        return add(new Event.RoleChanged(member, Event.MemberRole.LEADING, 2, nanos(at)));
    }

    static long nanos(long millis) {
        return millis * 1_000_000L;
    }

    History history() {
        RunHeader header = new RunHeader(
                "r1",
                "naming",
                "naive",
                1,
                "2026-11-24T00:00:00Z",
                "3 members",
                List.of(1, 2, 3),
                SETTINGS,
                List.of(),
                null,
                List.of(),
                "replay",
                "recheck",
                Map.of());
        History.Builder builder = History.builder(header);
        events.forEach(builder::add);
        return builder.build();
    }

    CheckResult check() {
        return Checks.of("naming").check(history(), CheckBudget.of(Duration.ofSeconds(60), 1 << 26));
    }

    /** The kinds of anomalies, caveats with a question mark. */
    List<String> kinds() {
        return check().anomalies().stream()
                .map(a -> a.kind() + (a.caveat() ? "?" : "!"))
                .toList();
    }
}
