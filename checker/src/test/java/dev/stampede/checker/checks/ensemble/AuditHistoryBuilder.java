package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of clients, followed by an audit of three members that all have the same tree at zxid 9: the root and added
 * znodes. Clients act in the order of the calls, 10 ms each.
 */
final class AuditHistoryBuilder extends AbstractHistoryBuilder<AuditHistoryBuilder> {
    private static final long AUDIT = 10_000;
    private static final long AGAIN = 20_000;

    private record Znode(int member, String path, ZnodeStat stat) {}

    private final List<Znode> znodes = new ArrayList<>();
    private long now = 10;
    private long zxid = 9;
    private boolean again;

    private AuditHistoryBuilder() {
        super("registers");
    }

    static AuditHistoryBuilder of(int clients) {
        return new AuditHistoryBuilder().clients(clients);
    }

    @Override
    protected AuditHistoryBuilder self() {
        return this;
    }

    private AuditHistoryBuilder request(int client, long session, Opcode opcode, String path, Reply reply) {
        now += 10;
        return attempt(client, -1, session, opcode, path, reply, now - 5, now);
    }

    /** The close of a session is acknowledged. */
    AuditHistoryBuilder closed(long session, long atZxid) {
        return request(1, session, Opcode.CLOSE, null, Reply.ok(atZxid));
    }

    /** The close of a session gets no response. */
    AuditHistoryBuilder closing(long session) {
        return request(1, session, Opcode.CLOSE, null, Reply.error(ResultCode.CONNECTIONLOSS));
    }

    AuditHistoryBuilder container(String path) {
        return request(1, session(1), Opcode.CREATE_CONTAINER, path, Reply.ok(1));
    }

    /** A create or a set is acknowledged, or a read shows a state. */
    AuditHistoryBuilder request(Opcode opcode, String path, long atZxid, ZnodeStat stat) {
        return request(1, session(1), opcode, path, Reply.ok(atZxid, stat));
    }

    /** A request without a Stat. */
    AuditHistoryBuilder request(Opcode opcode, String path, Reply reply) {
        return request(1, session(1), opcode, path, reply);
    }

    /** All members have this znode. */
    AuditHistoryBuilder with(String path, ZnodeStat stat) {
        for (int member = 1; member <= 3; member++) {
            znodes.add(new Znode(member, path, stat));
        }
        return this;
    }

    /** One member has this znode. */
    AuditHistoryBuilder onMember(int member, String path, ZnodeStat stat) {
        znodes.add(new Znode(member, path, stat));
        return this;
    }

    /** The zxid at which all members are read. */
    AuditHistoryBuilder audited(long atZxid) {
        zxid = atZxid;
        return this;
    }

    /** Every member is killed and restarted, and has only the root afterwards. */
    AuditHistoryBuilder again() {
        again = true;
        return this;
    }

    CheckResult check() {
        phase(Phase.AUDIT, AUDIT);
        round(AUDIT + 100);
        znodes.forEach(z -> znodeAudited(z.member(), z.path(), z.stat(), "data", "acl", AUDIT + 100));
        if (again) {
            phase(Phase.AUDIT_AGAIN, AGAIN);
            round(AGAIN + 100);
        }
        return check(new AuditCheck());
    }

    private void round(long at) {
        for (int member = 1; member <= 3; member++) {
            memberAudited(member, zxid, 1, at);
            znodeAudited(member, "/", stat(0, 0), "data", "acl", at);
            writeAudited(member, null, at + 10);
        }
        sessionsAudited(List.of(0x1L), at);
        markersAudited(1, List.of(), at);
    }
}
