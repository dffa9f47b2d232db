package dev.stampede.nemesis.txnlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the logs of real members: of running ones, of killed ones, and of restarted ones. */
@SuppressWarnings("try") // close() may throw InterruptedException, as in ZooKeeper
class TransactionLogIT {
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"3.8.6", "3.9.5"})
    void transaction_log_shows_each_write_on_each_member_with_its_zxid(String version) throws Exception {
        try (LocalEnsemble ensemble = LocalEnsemble.builder()
                .versions(List.of(version, version, version))
                .build()) {
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);
            Written written = write(ensemble);
            ensemble.members().forEach(Member::kill);

            for (Member member : ensemble.members()) {
                MemberLog log = member.transactionLog(LogLimits.defaults());

                assertThat(log.problems()).as("%s", member).isEmpty();
                assertShows(log, written);
            }
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);
            Stat after = create(ensemble, "/after");
            List<LoggedTransaction> leader = ensemble.leader()
                    .orElseThrow()
                    .transactionLog(LogLimits.defaults())
                    .transactions();
            assertThat(leader)
                    .extracting(LoggedTransaction::zxid)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .contains(written.set().getMzxid(), after.getCzxid());
        }
    }

    private record Written(long session, Stat created, Stat set, Stat ephemeral) {}

    private static Written write(LocalEnsemble ensemble) throws Exception {
        try (ZooKeeper client = connect(ensemble)) {
            Stat created = new Stat();
            client.create("/a", new byte[] {1}, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, created);
            Stat set = client.setData("/a", new byte[] {2}, 0);
            Stat ephemeral = new Stat();
            client.create("/a/e", null, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, ephemeral);
            client.multi(List.of(Op.check("/a", 1), Op.create("/m", null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)));
            try {
                client.multi(List.of(Op.setData("/m", null, 0), Op.delete("/missing", -1)));
            } catch (KeeperException.NoNodeException e) {
                // The multi is refused as a whole.
            }
            return new Written(client.getSessionId(), created, set, ephemeral);
        }
    }

    private static void assertShows(MemberLog log, Written written) {
        List<LoggedTransaction> own = log.transactions().stream()
                .filter(t -> t.session() == written.session())
                .toList();
        assertThat(own)
                .extracting(LoggedTransaction::type)
                .containsSubsequence(
                        TransactionType.CREATE_SESSION,
                        TransactionType.SET_DATA,
                        TransactionType.MULTI,
                        TransactionType.MULTI,
                        TransactionType.CLOSE_SESSION);
        assertThat(own).hasSize(7);
        assertThat(own)
                .filteredOn(t -> t.type().creates())
                .extracting(LoggedTransaction::zxid)
                .containsExactly(
                        written.created().getCzxid(), written.ephemeral().getCzxid());
        assertThat(own.get(2).zxid()).isEqualTo(written.set().getMzxid());
        assertThat(own)
                .extracting(t ->
                        t.parts().stream().map(p -> p.type() + " " + p.path()).toList())
                .contains(List.of("check /a", "create /m"));
        assertThat(own)
                .filteredOn(t -> !t.applied())
                .extracting(LoggedTransaction::error)
                .containsExactly(KeeperException.Code.NONODE.intValue());
        assertThat(own.get(1).cxid()).isLessThan(own.get(2).cxid());
    }

    private static Stat create(LocalEnsemble ensemble, String path) throws Exception {
        try (ZooKeeper client = connect(ensemble)) {
            Stat created = new Stat();
            client.create(path, null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, created);
            return created;
        }
    }

    private static ZooKeeper connect(LocalEnsemble ensemble) throws Exception {
        java.util.concurrent.CountDownLatch connected = new java.util.concurrent.CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(ensemble.member(1).directAddress(), 10_000, event -> connected.countDown());
        connected.await(20, java.util.concurrent.TimeUnit.SECONDS);
        return client;
    }
}
