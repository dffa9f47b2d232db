package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** A request gets no response, and its connection is not lost. */
    AuditHistoryBuilder unanswered(Opcode opcode, String path) {
        sent(1, -1, opcode, path, now += 10);
        return this;
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
        round(AUDIT + 100, znodes);
        if (again) {
            phase(Phase.AUDIT_AGAIN, AGAIN);
            round(AGAIN + 100, List.of());
        }
        return check(new AuditCheck());
    }

    private void round(long at, List<Znode> present) {
        for (int member = 1; member <= 3; member++) {
            memberAudited(member, zxid, 1, at);
            int of = member;
            tree(of, present).forEach((path, stat) -> znodeAudited(of, path, stat, "data", "acl", at));
            writeAudited(member, null, at + 10);
        }
        sessionsAudited(List.of(0x1L), at);
        markersAudited(1, List.of(), at);
    }

    /** The znodes of a member with all parents, which count their children. The parents exist in both rounds. */
    private SortedMap<String, ZnodeStat> tree(int member, List<Znode> present) {
        SortedMap<String, ZnodeStat> tree = new TreeMap<>();
        znodes.forEach(z -> {
            for (String path = z.path(); !path.equals("/"); path = ZnodeTimeline.parent(path)) {
                tree.putIfAbsent(ZnodeTimeline.parent(path), stat(0, 0));
            }
        });
        tree.putIfAbsent("/", stat(0, 0));
        present.stream().filter(z -> z.member() == member).forEach(z -> tree.put(z.path(), z.stat()));
        tree.replaceAll((path, stat) -> {
            List<ZnodeStat> children = tree.entrySet().stream()
                    .filter(e -> !e.getKey().equals("/")
                            && ZnodeTimeline.parent(e.getKey()).equals(path))
                    .map(Map.Entry::getValue)
                    .toList();
            long pzxid = children.stream().mapToLong(ZnodeStat::czxid).reduce(stat.pzxid(), Math::max);
            int count = children.size();
            return new ZnodeStat(
                    stat.czxid(),
                    stat.mzxid(),
                    pzxid,
                    stat.mtime(),
                    stat.version(),
                    count,
                    stat.aversion(),
                    stat.ephemeralOwner(),
                    stat.dataLength(),
                    count);
        });
        return tree;
    }
}
