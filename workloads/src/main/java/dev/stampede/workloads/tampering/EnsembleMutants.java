package dev.stampede.workloads.tampering;

import dev.stampede.nemesis.tap.tampering.ChildrenTamperings;
import dev.stampede.nemesis.tap.tampering.EventTamperings;
import dev.stampede.nemesis.tap.tampering.ReadTamperings;
import dev.stampede.nemesis.tap.tampering.SessionTamperings;
import dev.stampede.nemesis.tap.tampering.StatTamperings;
import dev.stampede.nemesis.tap.tampering.Tampering;
import dev.stampede.nemesis.tap.tampering.WriteTamperings;
import dev.stampede.nemesis.tap.tampering.ZxidTamperings;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All ensemble mutants. Immutable. */
public final class EnsembleMutants {
    private static final String REGISTERS = "registers/naive";
    private static final String WATCHES = "watches/naive";
    private static final String LOCK = "lock/naive";

    /** Clients that end their sessions, and begin new ones, every few seconds. */
    private static final Map<String, String> SHORT_LIVES = Map.of("life.millis", "2500", "away.millis", "500");

    /** Clients that delete registers more often than usual. */
    private static final Map<String, String> MORE_DELETES = Map.of("mix.delete", "20", "keys", "4");

    private static final List<EnsembleMutant> ALL = List.of(
            mutant(
                    "lowers-zxid",
                    "answers a read with a lower zxid than the reply before it",
                    ZxidTamperings::lowersZxid,
                    REGISTERS,
                    "guarantees/session-went-back"),
            mutant(
                    "replies-behind-stat",
                    "answers a setData with a lower zxid than the mzxid in its own Stat",
                    ZxidTamperings::repliesBehindStat,
                    REGISTERS,
                    "guarantees/reply-behind"),
            mutant(
                    "repeats-zxid",
                    "gives a setData the zxid of another acknowledged setData",
                    ZxidTamperings::repeatsZxid,
                    REGISTERS,
                    "guarantees/zxid-twice"),
            mutant(
                    "reverses-writes",
                    "gives a setData a lower zxid than a setData that was acknowledged before",
                    ZxidTamperings::reversesWrites,
                    REGISTERS,
                    "guarantees/write-order"),
            mutant(
                    "skips-version",
                    "skips a version in the reply to a setData",
                    StatTamperings::skipsVersion,
                    REGISTERS,
                    "guarantees/version-order"),
            mutant(
                    "swaps-czxid-and-mzxid",
                    "swaps czxid and mzxid in the Stat of a read",
                    StatTamperings::swapsCzxidAndMzxid,
                    REGISTERS,
                    "guarantees/stat-arithmetic"),
            mutant(
                    "moves-mtime",
                    "shows two values of mtime for one version",
                    StatTamperings::movesMtime,
                    REGISTERS,
                    "guarantees/stat-arithmetic"),
            mutant(
                    "raises-aversion",
                    "shows a change of an ACL that was not made",
                    StatTamperings::raisesAversion,
                    REGISTERS,
                    "guarantees/stat-arithmetic"),
            mutant(
                    "changes-owner",
                    "shows another session as the owner of an ephemeral",
                    StatTamperings::changesOwner,
                    LOCK,
                    "guarantees/two-owners"),
            mutant(
                    "counts-fewer-children",
                    "shows a lower numChildren than the znode has",
                    StatTamperings::countsFewerChildren,
                    WATCHES,
                    "guarantees/child-count"),
            mutant(
                    "leaves-out-child",
                    "leaves a child out of a list",
                    ChildrenTamperings::leavesOutChild,
                    REGISTERS,
                    "guarantees/children-differ"),
            mutant(
                    "invents-child",
                    "lists a child that does not exist",
                    ChildrenTamperings::inventsChild,
                    WATCHES,
                    "guarantees/child-list"),
            mutant(
                    "answers-old-state",
                    "answers a read with a state older than one that the session has read",
                    ReadTamperings::answersOldState,
                    REGISTERS,
                    "guarantees/stale-in-session"),
            mutant(
                    "answers-old-data",
                    "answers a read with old data and the current Stat",
                    ReadTamperings::answersOldDataWithNewStat,
                    REGISTERS,
                    "guarantees/two-values"),
            mutant(
                    "answers-old-state-after-sync",
                    "answers a read after a sync with an old state",
                    ReadTamperings::answersOldStateAfterSync,
                    REGISTERS,
                    "session-order/stale-after-sync"),
            mutant(
                    "denies-znode",
                    "answers a read of an existing znode with NoNode",
                    ReadTamperings::deniesZnode,
                    REGISTERS,
                    "guarantees/not-found"),
            mutant(
                    "answers-deleted-znode",
                    "answers a read with a znode that the client has deleted",
                    ReadTamperings::answersDeletedZnode,
                    REGISTERS,
                    MORE_DELETES,
                    1,
                    "guarantees/delete-undone"),
            mutant(
                    "swaps-replies",
                    "swaps the replies to two reads",
                    ReadTamperings::swapsReplies,
                    WATCHES,
                    Map.of(),
                    1,
                    "guarantees/two-incarnations",
                    "guarantees/stale-in-session"),
            mutant(
                    "tears-snapshot",
                    "answers a read transaction with znodes of two states",
                    ReadTamperings::tearsSnapshot,
                    REGISTERS,
                    "transactions/torn-read"),
            mutant(
                    "swallows-set",
                    "acknowledges a setData that it does not apply",
                    WriteTamperings::swallowsSet,
                    REGISTERS,
                    "guarantees/stale-in-session"),
            mutant(
                    "swallows-delete",
                    "acknowledges a delete that it does not apply",
                    WriteTamperings::swallowsDelete,
                    REGISTERS,
                    MORE_DELETES,
                    1,
                    "guarantees/delete-undone"),
            mutant(
                    "swallows-create",
                    "acknowledges a create that it does not apply",
                    WriteTamperings::swallowsCreate,
                    REGISTERS,
                    MORE_DELETES,
                    1,
                    "guarantees/not-found"),
            mutant(
                    "creates-over",
                    "acknowledges the create of a znode that exists",
                    WriteTamperings::createsOver,
                    LOCK,
                    "guarantees/created-over"),
            mutant(
                    "refuses-create",
                    "refuses a create with NodeExists, although there is no such znode",
                    WriteTamperings::refusesCreate,
                    LOCK,
                    "guarantees/refused-create"),
            mutant(
                    "refuses-version",
                    "refuses a setData with BadVersion, although it has the current version",
                    WriteTamperings::refusesVersion,
                    REGISTERS,
                    "guarantees/refused-version"),
            mutant(
                    "repeats-sequential-name",
                    "gives two sequential znodes the same number",
                    WriteTamperings::repeatsSequentialName,
                    REGISTERS,
                    Map.of(),
                    2,
                    "sequences/suffix-twice"),
            mutant(
                    "accepts-refused-multi",
                    "acknowledges a multi of which one operation was refused",
                    WriteTamperings::acceptsRefusedMulti,
                    REGISTERS,
                    Map.of("mix.raise", "15", "mix.multi", "30"),
                    2,
                    "transactions/lost-multi"),
            mutant(
                    "drops-event",
                    "does not send a watch event",
                    EventTamperings::dropsEvent,
                    WATCHES,
                    "watches/data-before-event",
                    "watches/event-skipped",
                    "watches/event-missing"),
            mutant(
                    "repeats-event",
                    "sends a watch event again, to a watch that was set after the change",
                    EventTamperings::repeatsEvent,
                    WATCHES,
                    "watches/event-before-watch"),
            mutant(
                    "sends-event-late",
                    "sends a watch event after the data that it announces",
                    EventTamperings::sendsEventLate,
                    WATCHES,
                    "watches/data-before-event"),
            mutant(
                    "changes-event-type",
                    "sends a watch event of a wrong type",
                    EventTamperings::changesType,
                    WATCHES,
                    "watches/false-event"),
            mutant(
                    "changes-event-path",
                    "sends a watch event of another znode",
                    EventTamperings::changesPath,
                    WATCHES,
                    "watches/false-event"),
            mutant(
                    "invents-event",
                    "sends a watch event of a change that was not made",
                    EventTamperings::inventsEvent,
                    WATCHES,
                    "watches/event-without-change"),
            mutant(
                    "reorders-events",
                    "sends two watch events in the wrong order",
                    EventTamperings::reordersEvents,
                    WATCHES,
                    "watches/event-order"),
            mutant(
                    "swallows-close",
                    "acknowledges the close of a session that it does not end",
                    WriteTamperings::swallowsClose,
                    WATCHES,
                    SHORT_LIVES,
                    1,
                    "guarantees/ephemeral-outlived"),
            mutant(
                    "closes-early",
                    "answers for a session that has ended: its last write has a higher zxid than its close",
                    ZxidTamperings::closesEarly,
                    WATCHES,
                    SHORT_LIVES,
                    1,
                    "guarantees/after-session-end"),
            mutant(
                    "negotiates-long-timeout",
                    "negotiates a session timeout above its maximum",
                    SessionTamperings::negotiatesTooLongTimeout,
                    WATCHES,
                    SHORT_LIVES,
                    1,
                    "guarantees/session-timeout"),
            mutant(
                    "gives-session-twice",
                    "gives a client the id of another client's session",
                    SessionTamperings::givesSessionTwice,
                    WATCHES,
                    SHORT_LIVES,
                    2,
                    "guarantees/session-twice"));

    /** The mean number of possible lies of which one is chosen, unless a mutant says otherwise. */
    private static final int ONE_IN = 12;

    private EnsembleMutants() {}

    private static EnsembleMutant mutant(
            String name, String description, Supplier<Tampering> tampering, String recipe, String... expected) {
        return mutant(name, description, tampering, recipe, Map.of(), ONE_IN, expected);
    }

    private static EnsembleMutant mutant(
            String name,
            String description,
            Supplier<Tampering> tampering,
            String recipe,
            Map<String, String> settings,
            int oneIn,
            String... expected) {
        return new EnsembleMutant(
                name,
                description,
                tampering,
                oneIn,
                Arrays.stream(expected).map(ExpectedAnomaly::of).toList(),
                recipe,
                settings);
    }

    /** All ensemble mutants, in the order in which the commands list them. */
    public static List<EnsembleMutant> all() {
        return ALL;
    }

    /** The ensemble mutant with this name. */
    public static Optional<EnsembleMutant> named(String name) {
        return ALL.stream().filter(mutant -> mutant.name().equals(name)).findFirst();
    }
}
