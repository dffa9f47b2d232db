package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.DURABILITY;
import static dev.stampede.checker.tamper.Guarantee.EPHEMERALS;
import static dev.stampede.checker.tamper.Guarantee.STATS;
import static dev.stampede.checker.tamper.Guarantee.VALUES;
import static dev.stampede.checker.tamper.Perturbation.impossible;
import static dev.stampede.checker.tamper.RecordCopy.with;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Impossible trees in the audit: of one member, of all members, and of the second audit. */
final class AuditPerturbations {
    private static final List<String> CHECKS =
            List.of("audit", "guarantees", "transactions", "leaks", "deliveries/lost");

    private AuditPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                audit("a member lacks a znode", DURABILITY, onOne(z -> leaf(z), (edit, z) -> edit.remove(z))),
                audit(
                        "a member has other data",
                        DURABILITY,
                        onOne(z -> true, (edit, z) -> edit.set(z, "data", "0123456789abcdef"))),
                audit(
                        "a member has another ACL",
                        DURABILITY,
                        onOne(z -> true, (edit, z) -> edit.set(z, "acl", "0123456789abcdef"))),
                audit(
                        "a member has another version",
                        DURABILITY,
                        onOne(z -> true, (edit, z) -> edit.set(z, "stat", with(z.stat(), "version", 99)))),
                audit(
                        "a member was read below an acknowledged zxid",
                        DURABILITY,
                        Places.events(
                                        Event.MemberAudited.class,
                                        m -> m.zxid() > 0,
                                        (edit, m) -> edit.set(m, "zxid", newestWrite(edit.recording()) - 1))
                                .when(r -> newestWrite(r) > 0)),
                audit(
                        "the second audit lacks a znode on all members",
                        DURABILITY,
                        inRound(2, (edit, all) -> all.forEach(edit::remove))),
                audit(
                        "no audit shows an acknowledged create",
                        DURABILITY,
                        created((edit, all) -> all.forEach(edit::remove))),
                audit(
                        "no audit shows an acknowledged create, and the parent does not count it",
                        DURABILITY,
                        created((edit, all) -> {
                            all.forEach(edit::remove);
                            parents(
                                    edit,
                                    all,
                                    s -> with(with(s, "children", s.children() - 1), "cversion", s.cversion() + 1));
                        })),
                audit(
                        "the audits show the state before an acknowledged setData",
                        DURABILITY,
                        set((edit, all) -> all.forEach(z -> edit.set(
                                z,
                                "stat",
                                with(
                                        with(z.stat(), "mzxid", z.stat().mzxid() - 1),
                                        "version",
                                        z.stat().version() - 1))))),
                audit(
                        "the audits show other data than the last write",
                        VALUES,
                        set((edit, all) -> all.forEach(z -> edit.set(z, "data", "0123456789abcdef")))
                                .of("registers", "configuration")
                                .when(r -> r.header().userClass() == null)),
                audit(
                        "the audits show another length of the data than the last write",
                        VALUES,
                        set((edit, all) -> all.forEach(z -> edit.set(z, "stat", with(z.stat(), "dataLength", 777))))),
                audit("the audits show a deleted znode", DURABILITY, AuditPerturbations::deletedAgain),
                audit(
                        "the audits lack a znode that its parent counts",
                        STATS,
                        inRound(0, (edit, all) -> all.forEach(edit::remove))),
                audit(
                        "the parent of an audited znode is missing",
                        STATS,
                        inRound(0, (edit, all) -> all.forEach(z -> edit.set(z, "path", z.path() + "/below")))),
                audit(
                        "the audits count a child of a childless znode",
                        STATS,
                        stats(z -> leaf(z), s -> with(with(s, "children", 1), "cversion", s.cversion() + 1))),
                audit(
                        "the cversion in the audits is odd",
                        STATS,
                        stats(z -> true, s -> with(s, "cversion", s.cversion() + 1))),
                audit(
                        "an audited znode is younger than its tree",
                        STATS,
                        stats(z -> leaf(z), s -> with(s, "mzxid", s.mzxid() + (1L << 40)))),
                audit(
                        "an audited znode is older than its parent",
                        STATS,
                        stats(z -> z.path().lastIndexOf('/') > 0, s -> with(s, "czxid", 1L))),
                audit(
                        "an audited parent has a smaller pzxid than its youngest child",
                        STATS,
                        stats(z -> z.stat().children() > 0 && z.stat().pzxid() > 1, s -> with(s, "pzxid", s.czxid()))),
                audit(
                        "the version in the audits jumps",
                        STATS,
                        stats(z -> client(z), s -> with(s, "version", s.version() + 3))
                                .of("registers", "naming", "configuration")),
                audit(
                        "the aversion in the audits rises",
                        STATS,
                        written(
                                w -> true,
                                (edit, all) -> all.forEach(z -> edit.set(
                                        z,
                                        "stat",
                                        with(z.stat(), "aversion", z.stat().aversion() + 1))))),
                audit(
                        "an audited znode belongs to a session that has ended",
                        EPHEMERALS,
                        stats(z -> leaf(z), s -> with(s, "ephemeralOwner", 0x123456789L))
                                .when(r ->
                                        !r.events(Event.SessionsAudited.class).isEmpty())),
                audit("an ephemeral of a closed session is in the audits", EPHEMERALS, AuditPerturbations::outlived),
                audit(
                        "an acknowledged write of the durability probe is missing",
                        DURABILITY,
                        Places.events(
                                Event.MarkersAudited.class,
                                m -> m.acknowledged() > 1,
                                (edit, m) -> edit.set(m, "missing", List.of("/stampede-markers/m-1")))),
                audit(
                        "a znode changes between the audits",
                        DURABILITY,
                        inRound(
                                2,
                                (edit, all) -> all.forEach(z -> edit.set(
                                        z,
                                        "stat",
                                        with(z.stat(), "mtime", z.stat().mtime() + 1))))));
    }

    private static Perturbation audit(String name, Guarantee promise, Places places) {
        return impossible(name, promise, Blame.ZOOKEEPER, CHECKS, places);
    }

    private static boolean client(ZnodeAudited z) {
        return !z.path().startsWith("/zookeeper")
                && !z.path().startsWith("/stampede")
                && !z.path().equals("/");
    }

    private static boolean leaf(ZnodeAudited z) {
        return client(z) && z.stat().children() == 0;
    }

    /** One znode of one member in one audit. */
    private static Places onOne(Predicate<ZnodeAudited> which, BiConsumer<HistoryEdit, ZnodeAudited> change) {
        return Places.events(ZnodeAudited.class, z -> client(z) && which.test(z), change);
    }

    /** All audited states of one path that clients can see: in the first (1) or second (2) audit, or in both (0). */
    private static Places inRound(int round, BiConsumer<HistoryEdit, List<ZnodeAudited>> change) {
        return paths(AuditPerturbations::leaf, round, change);
    }

    private static Places stats(Predicate<ZnodeAudited> which, UnaryOperator<ZnodeStat> change) {
        return paths(
                z -> client(z) && which.test(z),
                0,
                (edit, all) -> all.forEach(z -> edit.set(z, "stat", change.apply(z.stat()))));
    }

    private static Places paths(
            Predicate<ZnodeAudited> which, int round, BiConsumer<HistoryEdit, List<ZnodeAudited>> change) {
        return recording -> {
            TreeSet<String> paths = new TreeSet<>();
            recording.events(ZnodeAudited.class).stream().filter(which).forEach(z -> paths.add(z.path()));
            return Places.each(
                    List.copyOf(paths),
                    path -> !audited(recording, path, round).isEmpty(),
                    (edit, path) -> change.accept(edit, audited(recording, path, round)));
        };
    }

    private static List<ZnodeAudited> audited(Recording recording, String path, int round) {
        long again = recording.phaseNanos(Event.Phase.AUDIT_AGAIN);
        return recording.events(ZnodeAudited.class).stream()
                .filter(z -> z.path().equals(path))
                .filter(z -> round == 0 || (round == 1 ? z.atNanos() < again : z.atNanos() >= again))
                .toList();
    }

    /** A persistent znode that a client created and that no client tried to delete. */
    private static Places created(BiConsumer<HistoryEdit, List<ZnodeAudited>> change) {
        return written(w -> w.opcode() == Opcode.CREATE && w.stat().ephemeralOwner() == 0, change);
    }

    private static Places set(BiConsumer<HistoryEdit, List<ZnodeAudited>> change) {
        return written(w -> w.opcode() == Opcode.SET_DATA, change);
    }

    private static Places written(
            Predicate<RecordedRequest> which, BiConsumer<HistoryEdit, List<ZnodeAudited>> change) {
        return recording -> Places.each(
                recording.requests(),
                w -> w.acknowledgedWrite()
                        && which.test(w)
                        && !audited(recording, w.path(), 0).isEmpty()
                        && audited(recording, w.path(), 0).stream()
                                .allMatch(z ->
                                        leaf(z) && z.stat().mzxid() == w.stat().mzxid())
                        && recording.requests().stream()
                                .noneMatch(d ->
                                        d.opcode() == Opcode.DELETE && d.path().equals(w.path()))
                        && recording.requests().stream()
                                .noneMatch(m ->
                                        m.opcode() == Opcode.MULTI && m.path().contains("delete " + w.path())),
                (edit, w) -> change.accept(edit, audited(recording, w.path(), 0)));
    }

    private static void parents(HistoryEdit edit, List<ZnodeAudited> children, UnaryOperator<ZnodeStat> change) {
        String path = children.get(0).path();
        String parent = path.substring(0, Math.max(1, path.lastIndexOf('/')));
        audited(edit.recording(), parent, 0).forEach(z -> edit.set(z, "stat", change.apply(z.stat())));
    }

    private static long newestWrite(Recording recording) {
        return recording.requests().stream()
                .filter(w -> w.acknowledgedWrite() && !w.path().startsWith("/zookeeper"))
                .mapToLong(RecordedRequest::zxid)
                .max()
                .orElse(0);
    }

    /** A znode whose delete was acknowledged, and which no client created again. */
    private static List<Consumer<HistoryEdit>> deletedAgain(Recording recording) {
        return Places.pairs(
                recording.requests(),
                RecordedRequest::acknowledgedWrite,
                (w, d) -> d.ok()
                        && d.opcode() == Opcode.DELETE
                        && d.path().equals(w.path())
                        && w.precedes(d)
                        && recording.events(ZnodeAudited.class).stream()
                                .noneMatch(z -> z.path().equals(w.path())),
                (edit, w, d) -> everywhere(edit, w));
    }

    /** Adds the znode of a write to each audited tree, beside the first znode. */
    private static void everywhere(HistoryEdit edit, RecordedRequest write) {
        edit.recording().events(ZnodeAudited.class).stream()
                .filter(z -> z.path().equals("/"))
                .forEach(root -> edit.insertAfter(
                        root,
                        new ZnodeAudited(
                                root.member(),
                                write.path(),
                                write.stat(),
                                "0123456789abcdef",
                                root.acl(),
                                root.atNanos())));
    }

    private static List<Consumer<HistoryEdit>> outlived(Recording recording) {
        return Places.pairs(
                recording.requests(),
                w -> w.acknowledgedWrite() && w.stat().ephemeralOwner() != 0,
                (w, close) -> close.ok()
                        && close.opcode() == Opcode.CLOSE
                        && close.session() == w.stat().ephemeralOwner()
                        && !recording.events(Event.SessionsAudited.class).isEmpty(),
                (edit, w, close) -> everywhere(edit, w));
    }
}
