package dev.stampede.workloads.scenario.user;

import static dev.stampede.workloads.junit.Stampede.*;

import com.example.users.CachedConfiguration;
import com.example.users.CachedConfigurationWithoutWatch;
import com.example.users.CasCounter;
import com.example.users.CasCounterThatForgetsTheVersion;
import com.example.users.EphemeralMembership;
import com.example.users.EphemeralMembershipThatListsOnce;
import com.example.users.EphemeralRegistry;
import com.example.users.EphemeralRegistryThatListsOnce;
import com.example.users.EventFlagLeader;
import com.example.users.EventFlagLeaderUntilLost;
import com.example.users.HadoopLikeElector;
import com.example.users.HadoopLikeElectorNeverNeutral;
import com.example.users.PolledBarrier;
import com.example.users.PolledBarrierThatStays;
import com.example.users.QueuedReadWriteLock;
import com.example.users.QueuedReadWriteLockThatMissesDeletes;
import com.example.users.RawLock;
import com.example.users.RawLockThatTrustsNodeExists;
import com.example.users.RawMembership;
import com.example.users.ReceiptQueue;
import com.example.users.ReceiptQueueThatAssumesFailure;
import com.example.users.SolrLikeElector;
import com.example.users.SolrLikeElectorThatTrustsItsPredecessor;
import com.example.users.SpringLikeLeader;
import com.example.users.SpringLikeLeaderThatIgnoresStates;
import com.example.users.VersionedRegister;
import com.example.users.VersionedRegisterThatWritesAnyVersion;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Classes written as a user would write them, each with a broken twin. The correct ones are exonerated under all faults, and
 * the twins show the expected anomaly.
 */
class ReferenceUsersIT {
    private static final int SECONDS = 20;

    /** A correct class. */
    private static List<Workload> correct() {
        return List.of(
                lock(RawLock.class),
                readWriteLock(QueuedReadWriteLock.class),
                election(SpringLikeLeader.class),
                election(EventFlagLeader.class),
                election(HadoopLikeElector.class),
                election(SolrLikeElector.class),
                configuration(CachedConfiguration.class),
                register(VersionedRegister.class),
                registry(EphemeralRegistry.class),
                queue(ReceiptQueue.class),
                counter(CasCounter.class),
                barrier(PolledBarrier.class),
                membership(EphemeralMembership.class),
                membership(RawMembership.class));
    }

    /** A broken twin, with the faults under which it shows its anomaly. */
    private record Twin(Workload workload, List<String> faults) {
        Twin(Workload workload, String... faults) {
            this(workload, List.of(faults));
        }

        String name() {
            return ReferenceUsersIT.name(workload);
        }
    }

    private static List<Twin> broken() {
        return List.of(
                new Twin(lock(RawLockThatTrustsNodeExists.class).expecting("mutual-exclusion", "disciplined-overlap")),
                new Twin(readWriteLock(QueuedReadWriteLockThatMissesDeletes.class)
                        .expecting("hangs", "hang")),
                new Twin(register(VersionedRegisterThatWritesAnyVersion.class)
                        .with("keys", "1")
                        .with("think.millis", "2")
                        .expecting("linearizability", "not-linearizable")),
                new Twin(registry(EphemeralRegistryThatListsOnce.class).expecting("balancing", "stale-address")),
                new Twin(
                        election(SpringLikeLeaderThatIgnoresStates.class)
                                .clients(3)
                                .tenure(seconds(4))
                                .expecting("single-master", "undisciplined"),
                        "session-expiry:cut@holder"),
                new Twin(
                        election(EventFlagLeaderUntilLost.class)
                                .clients(3)
                                .tenure(seconds(4))
                                .expecting("single-master", "undisciplined"),
                        "session-expiry:cut@holder"),
                new Twin(
                        election(HadoopLikeElectorNeverNeutral.class)
                                .clients(3)
                                .tenure(seconds(8))
                                .expecting("single-master", "undisciplined"),
                        "session-expiry:cut@holder"),
                new Twin(
                        election(SolrLikeElectorThatTrustsItsPredecessor.class)
                                .clients(4)
                                .tenure(seconds(8))
                                .expecting("single-master", "disciplined-overlap"),
                        "session-expiry:close"),
                new Twin(
                        queue(ReceiptQueueThatAssumesFailure.class)
                                .clients(10)
                                .with("think.millis", "2")
                                .expecting("deliveries", "lost"),
                        "kill:leader"),
                new Twin(configuration(CachedConfigurationWithoutWatch.class)
                        .with("stay.millis", "40000")
                        .expecting("convergence", "not-converged")),
                new Twin(counter(CasCounterThatForgetsTheVersion.class).expecting("counter", "lost-update")),
                new Twin(membership(EphemeralMembershipThatListsOnce.class).expecting("membership", "stale-data")),
                new Twin(barrier(PolledBarrierThatStays.class)
                        .with("hasty.percent", "50")
                        .expecting("barrier", "entered-early")));
    }

    private static String name(Workload workload) {
        String name = workload.variant().name();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Stream<Arguments> twins(Class<?>... types) {
        List<String> names = Stream.of(types).map(Class::getSimpleName).toList();
        return broken().stream()
                .filter(twin -> names.isEmpty() || names.contains(twin.name()))
                .map(twin -> Arguments.of(twin.name(), twin));
    }

    static Stream<Arguments> twinsOfEveryBuild() {
        return twins(RawLockThatTrustsNodeExists.class);
    }

    static Stream<Arguments> allTwins() {
        return twins();
    }

    static Stream<Arguments> correctUnderAllFaults() {
        return correct().stream().flatMap(workload -> IntStream.rangeClosed(1, 10 * JobSelection.scale())
                .mapToObj(seed -> Arguments.of(name(workload), workload, seed)));
    }

    @Smoke
    @ParameterizedTest(name = "{0}")
    @MethodSource("twinsOfEveryBuild")
    void twin_shows_its_anomaly(String name, Twin twin) throws InterruptedException {
        showsItsAnomaly(twin);
    }

    @Nightly
    @ParameterizedTest(name = "{0}")
    @MethodSource("allTwins")
    void every_twin_shows_its_anomaly(String name, Twin twin) throws InterruptedException {
        showsItsAnomaly(twin);
    }

    private static void showsItsAnomaly(Twin twin) throws InterruptedException {
        var run = Chaos.ofSeed(1).ensembleOf(3).workload(twin.workload());
        if (!twin.faults().isEmpty()) {
            run.faults(twin.faults().toArray(String[]::new));
        }
        assertThat(run.runFor(seconds(SECONDS))).isInvalidAsExpected();
    }

    @Smoke
    @Test
    void correct_elector_with_its_own_handle_is_valid_while_sessions_expire() throws InterruptedException {
        assertThat(Chaos.ofSeed(1)
                        .ensembleOf(3)
                        .workload(election(HadoopLikeElector.class).clients(3).tenure(seconds(2)))
                        .faults("session-expiry:close@holder")
                        .runFor(seconds(8)))
                .isValid();
    }

    @Nightly
    @ParameterizedTest(name = "{0} seed {2}")
    @MethodSource("correctUnderAllFaults")
    void correct_class_is_exonerated_under_all_faults(String name, Workload workload, int seed)
            throws InterruptedException {
        ChaosRun run = Chaos.ofSeed(seed)
                .ensembleOf(3)
                .workload(workload)
                .faults(JobSelection.mixed().toArray(String[]::new))
                .runFor(seconds(SECONDS));

        Assertions.assertThat(run.result().verdict().violations())
                .as(
                        "violations that are no finding of the catalogue; report: %s",
                        run.result().report())
                .allMatch(anomaly -> catalogued(anomaly, run));
    }

    /** A class around a recipe shows the findings of the recipe. */
    private static boolean catalogued(Anomaly anomaly, ChaosRun run) {
        return !FindingCatalogue.recognise(anomaly, run.result().history()).isEmpty();
    }
}
