package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.link.FourLetterWord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * The audit at the end of a run. It reads the whole tree of each member in a separate session, repeats this until all
 * trees have one zxid, and then writes through each member. It records its observations; the check {@code audit} judges
 * them.
 */
final class Auditor {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /**
     * The maximum number of attempts to read all trees at one zxid. After the last attempt, the trees are recorded as
     * they are.
     */
    static final int MAX_READS = 20;

    private static final int MAX_ZNODES = 100_000;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration DUMP_TIMEOUT = Duration.ofSeconds(2);

    /** Matches a session in the leader's answer to {@code dump}. */
    private static final Pattern SESSION = Pattern.compile("0x([0-9a-fA-F]{1,16})");

    /**
     * A member to audit.
     *
     * @param address the address of the member itself, on a path that no fault affects
     * @param status the status that the member reports, for messages
     */
    record Subject(int member, String address, Supplier<String> status) {}

    private final List<Subject> subjects;
    private final String chroot;
    private final HarnessSession.Opener opener;
    private final Supplier<Optional<String>> dump;
    private final Duration answerTime;
    private final int maxZnodes;
    private final Journal journal;

    private Auditor(
            List<Subject> subjects,
            String chroot,
            HarnessSession.Opener opener,
            Supplier<Optional<String>> dump,
            Duration answerTime,
            int maxZnodes,
            Journal journal) {
        this.subjects = List.copyOf(subjects);
        this.chroot = chroot;
        this.opener = opener;
        this.dump = dump;
        this.answerTime = answerTime;
        this.maxZnodes = maxZnodes;
        this.journal = journal;
    }

    /**
     * @param chroot the part of the tree to audit; empty for the whole tree
     * @param answerTime how long requests to a member are retried while it does not answer
     */
    static Auditor of(
            Ensemble ensemble, String chroot, HarnessSession.Opener opener, Duration answerTime, Journal journal) {
        List<Subject> subjects = ensemble.members().stream()
                .map(m -> new Subject(
                        m.number(), m.directAddress(), () -> m.status().toString()))
                .toList();
        return new Auditor(subjects, chroot, opener, () -> dump(ensemble, journal), answerTime, MAX_ZNODES, journal);
    }

    /**
     * An auditor for tests.
     *
     * @param dump the leader's answer to {@code dump}; empty if there is none
     * @param answerTime how long requests to a member are retried while it does not answer
     */
    static Auditor of(
            List<Subject> subjects,
            HarnessSession.Opener opener,
            Supplier<Optional<String>> dump,
            Duration answerTime,
            int maxZnodes,
            Journal journal) {
        return new Auditor(subjects, "", opener, dump, answerTime, maxZnodes, journal);
    }

    /**
     * Waits until the sessions of killed clients have expired, so that no ephemeral znode is left below the chroot.
     * Also returns when the time is over; the check then finds the remaining ephemeral znodes.
     */
    void awaitSessionsEnd(Duration atMost) throws InterruptedException {
        String anyMember = subjects.stream().map(Subject::address).collect(Collectors.joining(",")) + chroot;
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                HarnessSession session = opener.open(anyMember, event -> {});
                try {
                    while (System.nanoTime() - deadline < 0 && AuditedTree.anyEphemeral(session, maxZnodes)) {
                        Thread.sleep(PAUSE.toMillis());
                    }
                    return;
                } finally {
                    session.close(1_000);
                }
            } catch (IOException | KeeperException | TimeoutException e) {
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /**
     * Reads the trees, writes through the members, and records the results. The clients of the run must be closed, and
     * their sessions must have ended.
     *
     * @param acknowledged the paths of the znodes whose create was acknowledged to the durability probe
     */
    void audit(Collection<String> acknowledged) throws InterruptedException {
        Map<Integer, HarnessSession> sessions = new TreeMap<>();
        try {
            openAll(sessions);
            Map<Integer, AuditedTree> trees = readAll(sessions);
            trees.forEach(this::record);
            recordSessions(trees.values());
            recordProbes(acknowledged, trees.values());
            for (Subject subject : subjects) {
                if (trees.containsKey(subject.member())) {
                    write(subject, sessions);
                }
            }
        } finally {
            for (HarnessSession session : sessions.values()) {
                session.close(1_000);
            }
        }
    }

    private void openAll(Map<Integer, HarnessSession> sessions) throws InterruptedException {
        for (Subject subject : subjects) {
            long deadline = System.nanoTime() + answerTime.toNanos();
            @Nullable IOException problem;
            do {
                problem = tryOpen(subject, sessions);
            } while (problem != null && System.nanoTime() - deadline < 0);
            if (problem != null) {
                recordUnreached(
                        subject.member(),
                        problem.getMessage() + "; its status: "
                                + subject.status().get());
            }
        }
    }

    private @Nullable IOException tryOpen(Subject subject, Map<Integer, HarnessSession> sessions)
            throws InterruptedException {
        try {
            sessions.put(subject.member(), open(subject));
            return null;
        } catch (IOException e) {
            Thread.sleep(PAUSE.toMillis());
            return e;
        }
    }

    private HarnessSession open(Subject subject) throws IOException, InterruptedException {
        return opener.open(subject.address() + chroot, event -> {});
    }

    private void recordUnreached(int member, String problem) {
        journal.accept(
                new Event.MemberAudited(member, 0, 0, problem, journal.clock().nanos()));
    }

    /**
     * Reads the trees of all members, at one zxid if they stop changing. If a tree cannot be read, retries until the
     * time for an answer is over, if necessary in a new session.
     */
    private Map<Integer, AuditedTree> readAll(Map<Integer, HarnessSession> sessions) throws InterruptedException {
        Map<Integer, AuditedTree> trees = new TreeMap<>();
        Map<Integer, Exception> problems = new TreeMap<>();
        Set<Integer> reached = Set.copyOf(sessions.keySet());
        long deadline = System.nanoTime() + answerTime.toNanos();
        for (int read = 0; read < MAX_READS; ) {
            trees.clear();
            problems.clear();
            for (Subject subject : subjects) {
                if (reached.contains(subject.member())) {
                    tryRead(subject, sessions, trees, problems);
                }
            }
            boolean steady = trees.values().stream().allMatch(AuditedTree::steady);
            long zxids = trees.values().stream()
                    .mapToLong(AuditedTree::toZxid)
                    .distinct()
                    .count();
            if (problems.isEmpty()) {
                read = steady && zxids <= 1 ? MAX_READS : read + 1;
            } else if (System.nanoTime() - deadline < 0) {
                Thread.sleep(PAUSE.toMillis()); // the session needs time to reconnect
            } else {
                read = MAX_READS;
            }
        }
        problems.forEach((member, problem) -> recordUnreached(member, "its tree could not be read: " + problem));
        return trees;
    }

    private void tryRead(
            Subject subject,
            Map<Integer, HarnessSession> sessions,
            Map<Integer, AuditedTree> trees,
            Map<Integer, Exception> problems)
            throws InterruptedException {
        try {
            trees.put(subject.member(), AuditedTree.read(session(subject, sessions), maxZnodes));
        } catch (KeeperException.SessionExpiredException e) {
            dropExpired(subject, sessions);
            problems.put(subject.member(), e);
        } catch (KeeperException | TimeoutException | IOException e) {
            problems.put(subject.member(), e);
        }
    }

    /** The session at a member; a new one if the previous one has expired. */
    private HarnessSession session(Subject subject, Map<Integer, HarnessSession> sessions)
            throws IOException, InterruptedException {
        HarnessSession session = sessions.get(subject.member());
        if (session == null) {
            session = open(subject);
            sessions.put(subject.member(), session);
        }
        return session;
    }

    private static void dropExpired(Subject subject, Map<Integer, HarnessSession> sessions)
            throws InterruptedException {
        HarnessSession expired = sessions.remove(subject.member());
        if (expired != null) {
            expired.close(0);
        }
    }

    private void record(int member, AuditedTree tree) {
        long at = journal.clock().nanos();
        journal.accept(
                new Event.MemberAudited(member, tree.toZxid(), tree.znodes().size(), null, at));
        tree.znodes()
                .forEach((path, znode) -> journal.accept(
                        new Event.ZnodeAudited(member, path, znode.stat(), znode.data(), znode.acl(), at)));
        if (!tree.complete()) {
            journal.limitReached(HarnessLimit.AUDITED_ZNODES, member, maxZnodes);
        }
        if (!tree.steady()) {
            journal.limitReached(HarnessLimit.AUDIT_READS, member, MAX_READS);
        }
    }

    /**
     * Records the live sessions that the leader reports; records nothing if it does not answer. On a shared ensemble
     * there are sessions of other applications, so only the owners of the run's ephemeral znodes are recorded.
     */
    private void recordSessions(Collection<AuditedTree> trees) {
        Set<Long> owners = trees.stream()
                .flatMap(tree -> tree.znodes().values().stream())
                .map(znode -> znode.stat().ephemeralOwner())
                .collect(Collectors.toSet());
        dump.get()
                .filter(answer -> answer.contains("SessionTracker dump"))
                .ifPresent(answer -> journal.accept(new Event.SessionsAudited(
                        sessions(answer).stream()
                                .filter(id -> chroot.isEmpty() || owners.contains(id))
                                .toList(),
                        journal.clock().nanos())));
    }

    private static Optional<String> dump(Ensemble ensemble, Journal journal) {
        return ensemble.leader().flatMap(leader -> {
            try {
                return Optional.of(FourLetterWord.ask(
                        ensemble.access().transport(), leader.directAddress(), "dump", DUMP_TIMEOUT));
            } catch (IOException e) {
                journal.note(Event.Severity.NOTICE, "the leader did not list the live sessions: " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    private static List<Long> sessions(String dump) {
        List<Long> sessions = new ArrayList<>();
        int ephemerals = dump.indexOf("ephemeral nodes dump");
        Matcher matcher = SESSION.matcher(ephemerals < 0 ? dump : dump.substring(0, ephemerals));
        while (matcher.find()) {
            sessions.add(Long.parseUnsignedLong(matcher.group(1), 16));
        }
        return sessions;
    }

    private void recordProbes(Collection<String> acknowledged, Collection<AuditedTree> trees) {
        List<String> missing = acknowledged.stream()
                .filter(path -> trees.stream().anyMatch(tree -> !tree.znodes().containsKey(path)))
                .toList();
        journal.accept(new Event.MarkersAudited(
                acknowledged.size(), missing, journal.clock().nanos()));
    }

    /**
     * Writes through a member: creates a znode and deletes it. After a connection loss, the write is retried until the
     * time for an answer is over, if necessary in a new session, because the loss says nothing about the member. Any
     * other error is the member's answer.
     */
    private void write(Subject subject, Map<Integer, HarnessSession> sessions) throws InterruptedException {
        String path = "/stampede-audit-" + subject.member();
        long deadline = System.nanoTime() + answerTime.toNanos();
        @Nullable Exception problem;
        do {
            problem = tryWrite(subject, sessions, path);
            if (problem != null) {
                Thread.sleep(PAUSE.toMillis());
            }
        } while (problem != null && unanswered(problem) && System.nanoTime() - deadline < 0);
        journal.accept(new Event.WriteAudited(
                subject.member(),
                problem == null ? null : problem.getMessage(),
                journal.clock().nanos()));
    }

    private @Nullable Exception tryWrite(Subject subject, Map<Integer, HarnessSession> sessions, String path)
            throws InterruptedException {
        try {
            createAndDelete(session(subject, sessions), path);
            return null;
        } catch (KeeperException.SessionExpiredException e) {
            dropExpired(subject, sessions);
            return e;
        } catch (KeeperException | IOException e) {
            return e;
        }
    }

    /**
     * Creates and deletes the znode. NodeExists and NoNode mean that the member applied an earlier attempt whose answer
     * was lost.
     */
    private static void createAndDelete(HarnessSession session, String path)
            throws KeeperException, InterruptedException {
        try {
            session.create(path, new byte[0], CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // The delete below proves the write.
        }
        try {
            session.delete(path, -1);
        } catch (KeeperException.NoNodeException e) {
            // The member applied an earlier delete.
        }
    }

    /** Whether the write failed without an answer from the member. */
    private static boolean unanswered(Exception problem) {
        if (problem instanceof KeeperException e) {
            return switch (e.code()) {
                case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED -> true;
                default -> false;
            };
        }
        return true;
    }
}
