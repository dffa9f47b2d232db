package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.elections.SingleMasterCheck;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.LockInput.SampleLeadership;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.OperationOutput.Leadership;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import org.jspecify.annotations.Nullable;

/** Methods for locks and elections; the slack of the settings is 800 ms (T = 3000, tickTime 200, syncLimit 5). */
public final class LockHistoryBuilder extends AbstractHistoryBuilder<LockHistoryBuilder> {
    public static final String KEY = "/locks/a";

    private String path = "";
    private String chroot = "";
    private boolean persistent;

    private LockHistoryBuilder() {
        super("lock");
    }

    public static LockHistoryBuilder of(int clients) {
        return new LockHistoryBuilder().clients(clients);
    }

    @Override
    protected LockHistoryBuilder self() {
        return this;
    }

    /** All znodes of later grants have one path; otherwise each has its own path. */
    public LockHistoryBuilder at(String fixed) {
        path = fixed;
        return this;
    }

    /** The chroot of the clients, as watchers report it. */
    public LockHistoryBuilder under(String prefix) {
        chroot = prefix;
        return this;
    }

    /** The znodes of later grants are not ephemeral. */
    public LockHistoryBuilder persistent() {
        persistent = true;
        return this;
    }

    public String path(long token) {
        return path.isEmpty() ? KEY + "/" + Long.toHexString(token) : path;
    }

    /** A grant by a create at {@code token}, and a read of the children if {@code zxid} is later. */
    public int grant(int client, long token, long zxid, long at) {
        return grantAs(client, null, token, zxid, at);
    }

    public int grantAs(int client, @Nullable String mode, long token, long zxid, long at) {
        return grant(client, mode, sessionOf(client), sessionOf(client), token, zxid, at);
    }

    public int grantIn(int client, long owner, long reader, long token, long zxid, long at) {
        return grant(client, null, owner, reader, token, zxid, at);
    }

    private int grant(int client, @Nullable String mode, long owner, long reader, long token, long zxid, long at) {
        int op = invoked(client, KEY, new Acquire(mode), at - 5);
        Reply created = Reply.ok(token, stat(token, persistent ? 0 : owner));
        attempt(client, op, owner, Opcode.CREATE, path(token), created, at - 4, at - 3);
        if (zxid > token) {
            attempt(client, op, reader, Opcode.GET_CHILDREN, KEY, Reply.ok(zxid), at - 2, at - 1);
        }
        completed(op, Outcome.OK, null, null, reader, token, zxid, at);
        return op;
    }

    /** A release that deletes the znode at {@code zxid}, which the watchers observe at once. */
    public int release(int client, long token, long zxid, long at) {
        int op = releaseUnseen(client, token, zxid, at);
        gone(token, zxid, at + 2);
        return op;
    }

    public int releaseUnseen(int client, long token, long zxid, long at) {
        int op = invoked(client, KEY, Release.EXCLUSIVE, at);
        attempt(client, op, Opcode.DELETE, path(token), Reply.ok(zxid), at + 1, at + 2);
        completed(op, Custom.DONE, zxid, at + 3);
        return op;
    }

    public int sample(int client, boolean leads, long token, long zxid, long from, long at) {
        int op = invoked(client, KEY, new SampleLeadership(), from);
        completed(op, new Leadership(leads), leads ? token : 0, zxid, at);
        return op;
    }

    /** The watchers observe that a znode was deleted. */
    public LockHistoryBuilder gone(long token, long zxid, long at) {
        return observed(ZnodeChange.DELETED, chroot + path(token), zxid, 0, null, at);
    }

    public LockHistoryBuilder seen(long token, long owner, long at) {
        return observed(ZnodeChange.CREATED, chroot + path(token), token, 0, stat(token, owner), at);
    }

    /** A watcher finds a znode absent: deleted in (after, zxid]. */
    public LockHistoryBuilder absent(long token, long after, long zxid, long at) {
        return observed(ZnodeChange.ABSENT, chroot + path(token), zxid, after, null, at);
    }

    public LockHistoryBuilder doubts(int client, long at) {
        return doubts(client, null, "SUSPENDED", at);
    }

    public LockHistoryBuilder believes(int client, long token, long at) {
        return believes(client, KEY, token, at);
    }

    public LockHistoryBuilder writes(int client, int operation, long token, boolean accepted, long highest, long at) {
        return storeWritten(client, operation, KEY, token, accepted, highest, at);
    }

    /** A point on the track on which clients publish the start of a day. */
    public LockHistoryBuilder day(int client, String day, long at) {
        return add(new Event.TrackPoint("Days", "client " + client, day, Event.Severity.QUIET, null, nanos(at)));
    }

    public CheckResult check(String... parameters) {
        return checkNamed(MutualExclusionCheck.NAME, parameters);
    }

    public CheckResult checkElection(String... parameters) {
        return checkNamed(SingleMasterCheck.NAME, parameters);
    }

    /** All views, with default parameters. */
    public HoldAnalysis analysis() {
        HoldCheckParameters rules = HoldCheckParameters.of(LockOrElectionTerms.LOCK, spec(MutualExclusionCheck.NAME));
        return HoldAnalysis.of(history(), rules, new BudgetGuard(budget()));
    }
}
