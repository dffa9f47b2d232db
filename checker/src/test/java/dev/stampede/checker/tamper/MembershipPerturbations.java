package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.MEMBERSHIP;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Impossible views of groups, and group members whose znodes do not follow them. */
final class MembershipPerturbations {
    /** While nothing happens for a minute, all changes that views do not show yet come late. */
    private static final List<String> LATE = List.of("membership/ghost", "membership/missing", "membership/stale-data");

    private MembershipPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                recipe(
                        "a view shows a member for a minute after it has left",
                        LATE,
                        late(GroupInput.Leave.class, (view, leave) -> !showsMember(view, leave))),
                recipe(
                        "a view lacks a live member for a minute",
                        LATE,
                        late(GroupInput.Join.class, MembershipPerturbations::showsMember)),
                recipe(
                        "a view shows data for a minute after they were replaced",
                        LATE,
                        late(GroupInput.SetMemberData.class, MembershipPerturbations::showsData)),
                recipe(
                        "a view shows data that the member did not write",
                        List.of("membership/unknown-data"),
                        view(MembershipPerturbations::otherData)),
                recipe(
                        "a view shows a member that does not exist",
                        List.of("membership/unknown-data"),
                        view(members -> {
                            Map<String, String> more = new LinkedHashMap<>(members);
                            more.put("nobody", "x");
                            return more;
                        })),
                recipe(
                        "the znode of a member holds data that the member did not set",
                        List.of("membership/unknown-data"),
                        recording -> Places.each(
                                recording.operations(),
                                o -> readsFirst(recording, o),
                                (edit, o) -> edit.state(
                                        o, RecordCopy.with(Objects.requireNonNull(o.state()), "data", "invented")))),
                recipe(
                        "the znode of a connected member is missing for a minute",
                        List.of("membership/absent", "membership/missing"),
                        absent()),
                recipe(
                        "a member reads older data than it has set",
                        List.of("membership/data-lost"),
                        MembershipPerturbations::dataLost));
    }

    private static Perturbation recipe(String name, List<String> checks, Places places) {
        return impossible(name, MEMBERSHIP, Blame.RECIPE, checks, places.of("membership"));
    }

    private static boolean lists(RecordedOperation o) {
        return o.ok() && o.input() instanceof GroupInput.ListMembers;
    }

    private static Map<String, String> members(RecordedOperation list) {
        return ((OperationOutput.Members) Objects.requireNonNull(list.output())).dataById();
    }

    /** Whether no other read returns the same state. */
    private static boolean readsFirst(Recording recording, RecordedOperation read) {
        ZnodeState state = read.input() instanceof ZnodeInput.Read ? read.state() : null;
        return state != null
                && recording.operations().stream()
                        .noneMatch(o -> !o.is(read)
                                && o.key().equals(read.key())
                                && o.state() != null
                                && o.state().mzxid() == state.mzxid());
    }

    private static Places view(UnaryOperator<Map<String, String>> change) {
        return recording -> Places.each(
                recording.operations(),
                o -> lists(o)
                        && !members(o).isEmpty()
                        && o.completedNanos() < recording.phaseNanos(Event.Phase.RECOVERY),
                (edit, o) -> edit.set(
                        o.completion(), "result", new OperationOutput.Members(change.apply(members(o))).text()));
    }

    private static Map<String, String> otherData(Map<String, String> members) {
        Map<String, String> all = new LinkedHashMap<>(members);
        all.replaceAll((id, data) -> "invented");
        return all;
    }

    private static String group(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The views of a group by another client than its member, in the order of their completions. */
    private static List<RecordedOperation> viewsOfOthers(Recording recording, RecordedOperation of) {
        return recording.operations().stream()
                .filter(v -> lists(v) && v.client() != of.client() && v.key().equals(group(of.key())))
                .toList();
    }

    /**
     * The completions of changes of a member after which a client that waits for nothing has a view that shows the
     * change, and none before.
     */
    private static Places late(Class<?> change, BiPredicate<RecordedOperation, RecordedOperation> shows) {
        return QuietTime.after((recording, found) -> recording.operations().stream()
                .filter(o -> o.ok() && change.isInstance(o.input()) && seen(recording, o))
                .filter(o -> viewsOfOthers(recording, o).stream()
                        .anyMatch(v -> v.invokedNanos() > o.completedNanos()
                                && shows.test(v, o)
                                && idle(recording, v.client(), o.completedNanos())
                                && viewsOfOthers(recording, o).stream()
                                        .filter(w -> w.client() == v.client())
                                        .filter(w -> w.invokedNanos() < v.invokedNanos())
                                        .reduce((one, two) -> two)
                                        .filter(w -> !shows.test(w, o))
                                        .isPresent()))
                .forEach(o -> found.accept(o.completedNanos())));
    }

    /** Whether all events of a znode at the path of an operation came before its completion, or long after it. */
    private static boolean seen(Recording recording, RecordedOperation o) {
        return recording.events(ZnodeObserved.class).stream()
                .noneMatch(e -> e.path().endsWith(o.key())
                        && e.atNanos() > o.completedNanos()
                        && e.atNanos() < o.completedNanos() + 50_000_000);
    }

    /** Whether no client reads a group, and one waits for nothing, at a moment. */
    private static boolean idle(Recording recording, int client, long atNanos) {
        return QuietTime.idle(recording, client, atNanos)
                && recording.operations().stream()
                        .noneMatch(o -> o.input() instanceof GroupInput.ListMembers
                                && o.invokedNanos() <= atNanos
                                && o.completedNanos() > atNanos);
    }

    private static boolean showsMember(RecordedOperation view, RecordedOperation change) {
        return members(view).containsKey(id(change.key()));
    }

    private static boolean showsData(RecordedOperation view, RecordedOperation set) {
        return ((GroupInput.SetMemberData) set.input())
                .data()
                .equals(members(view).get(id(set.key())));
    }

    /** A client joins a group, and creates its znode only a minute after that. */
    private static Places absent() {
        return recording -> Places.each(
                recording.requests(),
                c -> c.acknowledgedWrite()
                        && c.opcode().creates()
                        && c.operation() != null
                        && c.operation().ok()
                        && c.operation().input() instanceof GroupInput.Join
                        && QuietTime.at(recording, c.sentNanos()),
                (edit, c) -> {
                    edit.set(c.operation().completion(), "atNanos", c.sentNanos() - 1);
                    QuietTime.minuteAfter(edit, c.sentNanos() - 1);
                });
    }

    /** A read returns the data of the join, although the member had replaced them. */
    private static List<Consumer<HistoryEdit>> dataLost(Recording recording) {
        return Places.pairs(
                recording.operations(),
                set -> set.ok() && set.input() instanceof GroupInput.SetMemberData && joined(recording, set) != null,
                (set, read) -> read.ok()
                        && read.input() instanceof ZnodeInput.Read
                        && read.key().equals(set.key())
                        && read.client() == set.client()
                        && read.session() == set.session()
                        && readsFirst(recording, read)
                        && set.precedes(read),
                (edit, set, read) -> {
                    ZnodeState state = Objects.requireNonNull(read.state());
                    GroupInput.Join join = (GroupInput.Join)
                            Objects.requireNonNull(joined(recording, set)).input();
                    edit.state(read, new ZnodeState(join.data(), state.version(), state.czxid(), state.mzxid()));
                });
    }

    private static RecordedOperation joined(Recording recording, RecordedOperation set) {
        return recording.operations().stream()
                .filter(o -> o.ok()
                        && o.input() instanceof GroupInput.Join
                        && o.key().equals(set.key())
                        && o.client() == set.client()
                        && o.session() == set.session()
                        && o.precedes(set))
                .reduce((one, two) -> two)
                .orElse(null);
    }
}
