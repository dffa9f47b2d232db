package dev.stampede.checker.check.exclusion;

import static dev.stampede.checker.check.Surroundings.hex;
import static dev.stampede.checker.check.Surroundings.seconds;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.exclusion.Sweep.Overlap;
import dev.stampede.checker.check.exclusion.Sweep.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The server view: a hold lasts from the zxid of its grant to that of its znode's delete.
 *
 * <p>The delete is often known only to lie in ({@code alive}, {@code gone}]. A hold was certainly in force from its grant
 * to {@code alive}, and possibly up to {@code gone - 1}. Two overlap for every value of both intervals exactly if their
 * certain parts share a zxid. If only their possible parts do, both are undecided.
 */
final class ServerView {
    /**
     * What the view found.
     *
     * @param pairs the overlapping pairs, as {@link Overlap#pair()} names them
     * @param undecided holds of which it is not known whether they overlapped another
     * @param unplaced holds whose grant or znode is not known at all
     */
    record Result(List<Finding> findings, Set<Long> pairs, List<Hold> undecided, int unplaced, boolean complete) {}

    private final Scene scene;

    ServerView(Scene scene) {
        this.scene = scene;
    }

    Result look() {
        List<Span> certain = new ArrayList<>();
        List<Span> possible = new ArrayList<>();
        int unplaced = 0;
        for (Hold hold : scene.holds().all()) {
            scene.pace().step();
            Life life = scene.znodes().life(hold);
            long granted = scene.grantZxid(hold);
            if (granted == 0 || hold.token() == 0 || life.path().isEmpty()) {
                unplaced++;
                continue;
            }
            certain.add(new Span(hold, granted, life.alive()));
            possible.add(new Span(hold, granted, life.gone() - 1));
        }
        Sweep.Result overlaps = Sweep.overlaps(certain, scene.pace());
        Set<Long> pairs = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (Overlap overlap : overlaps.overlaps()) {
            pairs.add(overlap.pair());
            findings.add(finding(overlap));
        }
        return new Result(findings, pairs, undecided(possible, pairs), unplaced, overlaps.complete());
    }

    private List<Hold> undecided(List<Span> possible, Set<Long> decided) {
        Set<Hold> undecided = new java.util.LinkedHashSet<>();
        for (Overlap overlap : Sweep.overlaps(possible, scene.pace()).overlaps()) {
            if (!decided.contains(overlap.pair())) {
                // The one whose end is not known to be after the other's grant.
                undecided.add(
                        scene.grantZxid(overlap.older()) <= scene.grantZxid(overlap.younger())
                                ? overlap.older()
                                : overlap.younger());
            }
        }
        return List.copyOf(undecided);
    }

    private Finding finding(Overlap overlap) {
        Hold older = overlap.older();
        Hold younger = overlap.younger();
        long from = Math.max(older.grantedNanos(), younger.grantedNanos());
        long to = Math.max(from, Math.min(end(older), end(younger)));
        return new Finding(
                Kinds.SERVER_OVERLAP,
                scene.name(older) + " and " + scene.name(younger) + " both "
                        + scene.rules().terms().held() + " " + Scene.key(older) + " in the ensemble itself, for "
                        + seconds(to - from),
                List.of(
                        placed(older),
                        placed(younger),
                        "both holds were in force from zxid " + hex(overlap.from()) + " to " + hex(overlap.to())),
                Blame.RECIPE,
                List.of(older, younger),
                List.of(),
                from,
                to,
                scene.promise(older, younger),
                null);
    }

    private long end(Hold hold) {
        return Math.min(scene.znodes().life(hold).goneNanos(), scene.timeline().endNanos());
    }

    private String placed(Hold hold) {
        Life life = scene.znodes().life(hold);
        String end = life.gone() == Life.NEVER
                ? "nobody saw its delete"
                : life.exact()
                        ? "deleted at zxid " + hex(life.gone())
                        : "deleted after zxid " + hex(life.alive()) + " and by " + hex(life.gone());
        return "server view: " + scene.name(hold) + " was granted " + Scene.key(hold) + " at zxid "
                + hex(scene.grantZxid(hold)) + " by its znode " + life.path() + ", " + end;
    }
}
