package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.TransactionLogRead;
import dev.stampede.checker.history.data.Event.TransactionLogged;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transaction logs of all members, and what they prove together. Immutable; O(n log n) in transactions.
 *
 * <p><b>Committed.</b> The leader of an epoch proposes transactions in the order of their zxids, and commits them in
 * this order. So all transactions of an epoch up to a committed one are committed. A transaction is committed if the
 * logs of a quorum hold it, or if a znode has its zxid in the audit. One that only fewer members hold may be a
 * <em>ghost</em>: a proposal that was never committed, which a SNAP sync left in a log.
 *
 * <p><b>Gaps.</b> A zxid is an epoch and a counter. The leader numbers the transactions of an epoch from 1 without
 * gaps; also a refused write has a transaction. So a missing number is a missing transaction. A single log may lack
 * transactions, because a SNAP sync applies without logging, but each committed transaction was proposed, and is in the
 * log of a member that accepted the proposal. So the logs of all voting members hold all committed transactions, unless
 * a part of a log is missing: a purge deletes its beginning, and the harness may read it in part.
 */
public final class TransactionLogs {
    private static final int EPOCH_SHIFT = 32;

    /** Zxids that no log holds although their epoch has later ones; both ends are inclusive. */
    private record Gap(long from, long to) {}

    private final List<LogReading> readings;
    private final List<TransactionLogged> all;
    /** The transactions without those at contradictory zxids, in the order of zxids. */
    private final List<LoggedTransaction> transactions = new ArrayList<>();

    private final Set<Long> contradictions = new HashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<Long, Long> committedByEpoch = new HashMap<>();
    /** The zxid from which on all voting members' logs are known; {@link Long#MAX_VALUE} if one is not. */
    private final long knownFrom;

    TransactionLogs(History history) {
        readings = history.events(TransactionLogRead.class)
                .map(TransactionLogRead::reading)
                .toList();
        all = history.events(TransactionLogged.class)
                .sorted(Comparator.comparing(e -> e.transaction().zxid(), Long::compareUnsigned))
                .toList();
        for (TransactionLogged logged : all) {
            addInOrder(logged.transaction());
        }
        findGaps();
        findCommitted(history);
        knownFrom = knownFrom();
    }

    private void addInOrder(LoggedTransaction transaction) {
        int last = transactions.size() - 1;
        LoggedTransaction before = last < 0 ? null : transactions.get(last);
        if (before == null || before.zxid() != transaction.zxid()) {
            transactions.add(transaction);
        } else if (!before.sameAs(transaction)) {
            contradictions.add(transaction.zxid());
        }
    }

    private void findGaps() {
        long previous = 0;
        for (LoggedTransaction transaction : transactions) {
            long zxid = transaction.zxid();
            long first = epoch(zxid) == epoch(previous) ? previous + 1 : (epoch(zxid) << EPOCH_SHIFT) + 1;
            if (zxid > first) {
                gaps.add(new Gap(first, zxid - 1));
            }
            previous = zxid;
        }
    }

    private void findCommitted(History history) {
        Set<Integer> voters = new HashSet<>();
        readings.stream().filter(LogReading::voting).map(LogReading::member).forEach(voters::add);
        for (TransactionLogged logged : all) {
            long votes = logged.members().stream().filter(voters::contains).count();
            if (2 * votes > voters.size()) {
                commit(logged.transaction().zxid());
            }
        }
        history.events(ZnodeAudited.class)
                .map(ZnodeAudited::stat)
                .mapToLong(PathTimeline::lastZxid)
                .forEach(this::commit);
    }

    private void commit(long zxid) {
        committedByEpoch.merge(epoch(zxid), zxid, Math::max);
    }

    private long knownFrom() {
        Map<Integer, Long> firsts = new HashMap<>();
        all.forEach(e -> e.members()
                .forEach(member -> firsts.merge(member, e.transaction().zxid(), Math::min)));
        long from = 0;
        for (LogReading reading : readings) {
            if (reading.voting()) {
                Long first = firsts.get(reading.member());
                from = Math.max(from, reading.complete() && first != null ? first : Long.MAX_VALUE);
            }
        }
        return readings.isEmpty() ? Long.MAX_VALUE : from;
    }

    static long epoch(long zxid) {
        return zxid >>> EPOCH_SHIFT;
    }

    /** How the log of each member was read; empty if the run read none. */
    public List<LogReading> readings() {
        return readings;
    }

    /**
     * The transactions with the members that hold them, in the order of zxids; contradictory ones follow each other.
     */
    public List<TransactionLogged> all() {
        return all;
    }

    /** One transaction for each zxid, in the order of zxids. */
    public List<LoggedTransaction> transactions() {
        return Collections.unmodifiableList(transactions);
    }

    /** The zxids at which the logs of two members hold different transactions. */
    public Set<Long> contradictions() {
        return Collections.unmodifiableSet(contradictions);
    }

    /** The transaction of this zxid; null if no log holds it, or if the logs contradict each other. */
    public @Nullable LoggedTransaction at(long zxid) {
        int after =
                SortedSearch.upTo(transactions.size(), i -> transactions.get(i).zxid(), zxid);
        LoggedTransaction found = after == 0 ? null : transactions.get(after - 1);
        return found == null || found.zxid() != zxid || contradictions.contains(zxid) ? null : found;
    }

    /** Whether the transaction of this zxid, if there is one, is committed. */
    public boolean committed(long zxid) {
        return zxid <= committedByEpoch.getOrDefault(epoch(zxid), 0L);
    }

    /** Whether the log of each voting member is known from this zxid on, so that one of them holds it if it exists. */
    public boolean knows(long zxid) {
        return knownFrom <= zxid && !contradictions.contains(zxid);
    }

    /**
     * Whether all committed transactions with zxids in ({@code afterZxid}, {@code toZxid}] are in {@link
     * #transactions}. The log of each voting member must begin before the range or with the
     * first transaction of all, and no two logs may contradict each other.
     */
    public boolean complete(long afterZxid, long toZxid) {
        boolean fromTheStart =
                !transactions.isEmpty() && knownFrom == transactions.get(0).zxid();
        boolean known = knownFrom <= afterZxid || (fromTheStart && gaps.stream().noneMatch(g -> g.to() < knownFrom));
        return known
                && contradictions.isEmpty()
                && gaps.stream().noneMatch(g -> g.from() <= toZxid && g.to() > afterZxid);
    }
}
