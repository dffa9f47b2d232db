package dev.stampede.checker.checks.registers;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.ZnodeStat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a history tersely: one operation after another, each takes 10 ms and begins 10 ms after the one before ended.
 * Client c is in session 0xc0 + c. Every znode is created at zxid 1.
 */
final class Ledger {
    private static final long STEP = 10_000_000L;

    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Long> sessions = new HashMap<>();
    private int operations;
    private int attempts;
    private long now = STEP;

    static Ledger of(int clients) {
        Ledger ledger = new Ledger();
        for (int c = 1; c <= clients; c++) {
            ledger.session(c, 0xc0L + c);
        }
        return ledger;
    }

    /** The client is told that it is connected in a session now. */
    Ledger session(int client, long session) {
        sessions.put(client, session);
        events.add(new Event.SessionChanged(client, SessionState.CONNECTED, session, null, 1, 3000, now));
        now += STEP;
        return this;
    }

    /** A set that was acknowledged. */
    Ledger set(int client, String key, int version, long mzxid) {
        return operation(
                client,
                "setData",
                key,
                null,
                "OK",
                Integer.toString(version),
                () -> attempt(client, "setData", key, "OK", stat(version, mzxid)));
    }

    Ledger get(int client, String key, int version, long mzxid) {
        return read(client, "get", key, "d" + mzxid, version, mzxid);
    }

    Ledger syncGet(int client, String key, int version, long mzxid) {
        return read(client, "syncGet", key, "d" + mzxid, version, mzxid);
    }

    /** A read of a member of a group, whose data is the tag of a multi. */
    Ledger member(int client, String key, String tag, long mzxid) {
        return read(client, "get", key, tag, 1, mzxid);
    }

    private Ledger read(int client, String function, String key, String data, int version, long mzxid) {
        return operation(
                client,
                function,
                key,
                null,
                "OK",
                text(data, version, mzxid),
                () -> attempt(client, "getData", key, "OK", stat(version, mzxid)));
    }

    /** A read of several members in one request: tags and zxids by turns. */
    Ledger snapshot(int client, String group, String tag, long mzxid, String other, long otherZxid) {
        String result = text(tag, 1, mzxid) + " | " + text(other, 1, otherZxid);
        return operation(client, "snapshot", group, null, "OK", result, () -> {});
    }

    /** A multi, sent so often. */
    Ledger multi(int client, String group, String tag, int version, Outcome outcome, int sent) {
        return operation(client, "multi", group, tag + " " + version, outcome.name(), null, () -> {
            for (int i = 0; i < sent; i++) {
                attempt(client, "multi", "check " + group, i == sent - 1 ? "OK" : "CONNECTIONLOSS", null);
            }
        });
    }

    Ledger sequential(int client, String parent, String tag, String path, long czxid) {
        return operation(
                client,
                "createSequential",
                parent,
                tag,
                "OK",
                path,
                () -> attempt(client, "create", path, "OK", new ZnodeStat(czxid, czxid, czxid, 0, 0, 0, 0, 0, 0, 0)));
    }

    /** A watcher session sees that a znode is created. */
    Ledger seen(String path, long czxid) {
        events.add(new Event.ZnodeObserved(1, ZnodeChange.CREATED, path, czxid, 0, null, now));
        return this;
    }

    Ledger leads(int member) {
        events.add(new Event.RoleChanged(member, Event.MemberRole.LEADING, 2, now));
        return this;
    }

    Ledger phase(Event.Phase phase) {
        events.add(new Event.PhaseBegan(phase, now));
        now += STEP;
        return this;
    }

    private Ledger operation(
            int client, String function, String key, String argument, String outcome, String result, Runnable beneath) {
        events.add(new Event.Invoked(operations, client, function, key, argument, now));
        now += STEP;
        beneath.run();
        events.add(new Event.Completed(
                operations++,
                Outcome.valueOf(outcome),
                result,
                outcome.equals("OK") ? null : "BADVERSION",
                sessions.get(client),
                0,
                0,
                now));
        now += STEP;
        return this;
    }

    private void attempt(int client, String opcode, String path, String code, ZnodeStat stat) {
        long session = sessions.get(client);
        events.add(new Event.AttemptSent(
                attempts, client, operations, session, attempts, Opcode.named(opcode), path, now - 2));
        events.add(new Event.AttemptAnswered(attempts++, ResultCode.valueOf(code), session, 0, null, stat, now - 1));
    }

    private static ZnodeStat stat(int version, long mzxid) {
        return new ZnodeStat(1, mzxid, 1, 0, version, 0, 0, 0, 0, 0);
    }

    private static String text(String data, int version, long mzxid) {
        return data + " " + version + " 1 " + Long.toHexString(mzxid);
    }

    History history() {
        RunHeader header = new RunHeader(
                "r1",
                "registers",
                "naive",
                1,
                "2026-11-25T00:00:00Z",
                "3 members",
                List.of(1, 2, 3),
                new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000),
                List.of(),
                null,
                List.of(),
                "replay",
                "recheck",
                Map.of());
        History.Builder builder = History.builder(header);
        events.forEach(builder::add);
        return builder.add(new Event.RunEnded(null, now)).build();
    }

    CheckResult check(Check check) {
        return check.check(history(), CheckBudget.of(Duration.ofSeconds(60), 1 << 26));
    }

    /** The kinds in order of time: those of violations with an exclamation mark, those of caveats with a question mark. */
    static List<String> kinds(CheckResult result) {
        return result.anomalies().stream()
                .map(a -> a.kind() + (a.caveat() ? "?" : "!"))
                .toList();
    }
}
