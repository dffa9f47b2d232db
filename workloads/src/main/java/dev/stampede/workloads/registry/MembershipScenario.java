package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.membership.CuratorMembershipDriver;
import dev.stampede.workloads.scenario.membership.NaiveMembershipDriver;
import dev.stampede.workloads.scenario.membership.UserMembershipDriver;
import dev.stampede.workloads.scenario.membership.mutants.JoinsOnce;
import dev.stampede.workloads.scenario.membership.mutants.KeepsFirstData;
import dev.stampede.workloads.scenario.membership.mutants.KeepsView;
import dev.stampede.workloads.scenario.membership.mutants.PersistentMember;
import dev.stampede.workloads.scenario.membership.mutants.TrustsOldZnode;
import dev.stampede.workloads.scenario.membership.mutants.WatchesAfterReading;
import dev.stampede.workloads.scenario.membership.mutants.WatchesOnlyOnce;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The scenario of group membership. */
public final class MembershipScenario {
    private static final String NAME = "membership";

    private static final Map<String, String> SETTINGS = Map.of(
            "key", "/membership",
            "groups", "2",
            "stay.least.millis", "300",
            "stay.most.millis", "30000",
            "away.millis", "1500",
            "update.millis", "7000",
            "burst", "3",
            "life.millis", "20000");

    /** An hour, in milliseconds: the data of a user's member is that of its join. */
    private static final String NEVER = "3600000";

    /** Members stay, and change their data rarely, so that a missed change is not hidden by the next one. */
    private static final Map<String, String> QUIET = Map.of(
            "stay.least.millis",
            "15000",
            "stay.most.millis",
            "60000",
            "update.millis",
            "20000",
            "burst",
            "2",
            "life.millis",
            "60000");

    private static final VariantFactory VARIANTS = new VariantFactory(NAME, SETTINGS);

    private MembershipScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "membership: every client of a group learns its members and their data, and members stay in it",
                List.of(
                        correct(
                                "naive",
                                "the tutorial's: an ephemeral znode for each member, and a watch on the children",
                                NaiveMembershipDriver.class,
                                Map.of()),
                        curator("group-member", "Curator's GroupMember"),
                        curator("path-children-cache", "Curator's PathChildrenCache for the views"),
                        curator("tree-cache", "Curator's TreeCache for the views"),
                        curator("curator-cache", "Curator's CuratorCache for the views"),
                        mutant(
                                "persistent-member",
                                "joins with a persistent znode",
                                PersistentMember.class,
                                Map.of("life.millis", "4000", "away.millis", "14000"),
                                RunDemands.ofTime(Duration.ofSeconds(24)),
                                "outlived"),
                        mutant(
                                "joins-once",
                                "does not create its znode again after its session has ended",
                                JoinsOnce.class,
                                QUIET,
                                RunDemands.ofFaults("session-expiry:close"),
                                "absent"),
                        mutant(
                                "trusts-old-znode",
                                "takes the znode of its previous session for its own",
                                TrustsOldZnode.class,
                                QUIET,
                                RunDemands.ofFaults("session-expiry:faked"),
                                "absent"),
                        mutant(
                                "watches-after-reading",
                                "sets its watches some time after it has read",
                                WatchesAfterReading.class,
                                QUIET,
                                RunDemands.ofTime(Duration.ofSeconds(30)).clients(3),
                                "ghost",
                                "missing",
                                "stale-data"),
                        mutant(
                                "watches-only-once",
                                "sets no watches after the first ones have fired",
                                WatchesOnlyOnce.class,
                                Map.of(),
                                RunDemands.ofTime(Duration.ofSeconds(16)),
                                "ghost",
                                "missing",
                                "stale-data"),
                        mutant(
                                "keeps-view",
                                "does not read a group again in a new session",
                                KeepsView.class,
                                Map.of("life.millis", "60000"),
                                RunDemands.ofFaults("session-expiry:close"),
                                "ghost",
                                "missing",
                                "stale-data"),
                        mutant(
                                "keeps-first-data",
                                "keeps the data of the first incarnation of a member",
                                KeepsFirstData.class,
                                Map.of(),
                                RunDemands.ofTime(Duration.ofSeconds(16)),
                                "stale-data")),
                MembershipScenario::of);
    }

    /**
     * A variant for a user's group membership.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> membership) {
        UserMembershipDriver.KIND.require(membership);
        return correct(
                        membership.getName(),
                        "the user's " + membership.getSimpleName(),
                        UserMembershipDriver.class,
                        Map.of(UserObjects.CLASS, membership.getName(), "update.millis", NEVER))
                .alsoChecking("hangs");
    }

    private static Variant curator(String recipe, String description) {
        return correct(recipe, description, CuratorMembershipDriver.class, Map.of("recipe", recipe));
    }

    private static Variant correct(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        return VARIANTS.correct(
                name,
                description,
                driver,
                overrides,
                Checklist.requiring(Map.of("joinGroup", 6, "members", 20))
                        .and("membership", Map.of())
                        .andTheEnsemble());
    }

    private static Variant mutant(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands,
            String... expected) {
        return correct(name, description, driver, overrides)
                .expecting(Arrays.stream(expected)
                        .map(kind -> new ExpectedAnomaly(NAME, kind))
                        .toList())
                .demanding(demands);
    }
}
