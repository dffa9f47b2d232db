package dev.stampede.workloads.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.process.ResourceOwner;
import dev.stampede.workloads.client.TestServer;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedTreeTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final String ID = "-01234567-89ab-cdef-0123-456789abcdef";

    @TempDir
    private Path folder;

    private TestServer server;
    private ZooKeeper zk;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        zk = new ZooKeeper(server.connectString(), 4_000, event -> {});
    }

    @AfterEach
    void stop() throws Exception {
        zk.close();
        server.close();
    }

    private void make(String path, String data) throws Exception {
        make(path, data.getBytes(StandardCharsets.UTF_8));
    }

    private void make(String path, byte[] data) throws Exception {
        zk.create(path, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private OwnedTree tree(String base) throws Exception {
        return OwnedTree.create(zk, base, "run", LIFETIME, Ids.OPEN_ACL_UNSAFE);
    }

    private static ResourceOwner dead() {
        ResourceOwner self = ResourceOwner.self();
        return new ResourceOwner(self.host(), self.boot(), self.namespace(), self.pid(), self.start() - 1);
    }

    /** A tree of an owner, with a child. */
    private String left(String name, ResourceOwner owner) throws Exception {
        String path = "/stampede-" + name + ID;
        make(path, new TreeMarker(path, owner, LIFETIME).data());
        make(path + "/run", "");
        return path;
    }

    @Test
    void tree_is_created_below_the_base_and_removed_with_all_that_is_in_it() throws Exception {
        make("/team", "");
        make("/team/theirs", "x");

        OwnedTree tree = tree("/team");
        make(tree.chroot() + "/a", "");
        make(tree.chroot() + "/a/b", "");
        assertThat(tree.path()).startsWith("/team/stampede-run-");
        tree.remove(zk, SOON);

        assertThat(zk.getChildren("/team", false)).containsExactly("theirs");
        assertThat(zk.getChildren("/", false)).containsExactlyInAnyOrder("team", "zookeeper");
    }

    @Test
    void base_that_does_not_exist_or_allows_nothing_is_refused_with_the_remedy() throws Exception {
        zk.create("/closed", new byte[0], Ids.READ_ACL_UNSAFE, CreateMode.PERSISTENT);

        assertThatThrownBy(() -> tree("/absent"))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("the znode /absent, below which")
                .hasMessageContaining("create it");
        assertThatThrownBy(() -> tree("/closed"))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("creating a znode below /closed is not allowed");
        assertThatThrownBy(() -> OwnedTree.create(zk, "", "run", LIFETIME, Ids.CREATOR_ALL_ACL))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("has not authenticated the session");
    }

    @Test
    void tree_of_a_harness_that_was_killed_is_removed_by_the_next_and_not_before() throws Exception {
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Dlogback.configurationFile=stampede-logback.xml",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TreeOwner.class.getName(),
                        server.connectString(),
                        "")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String theirs;
        OwnedTree ours = tree("");
        try (BufferedReader said = harness.inputReader()) {
            theirs = said.readLine();
            assertThat(ours.removeLeftovers(zk, SOON)).isEmpty();
            assertThat(zk.exists(theirs, false)).isNotNull();
        } finally {
            harness.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }

        assertThat(ours.removeLeftovers(zk, SOON))
                .containsExactly(theirs + " was removed: its owner, process " + harness.pid() + " on "
                        + ResourceOwner.self().host() + ", is dead");
        assertThat(zk.exists(theirs, false)).isNull();
        assertThat(zk.exists(ours.chroot(), false)).isNotNull();
    }

    @Test
    void what_stampede_did_not_make_is_left_whatever_its_name_is() throws Exception {
        String copied = left("copied", dead());
        make("/stampede-copy" + ID, zk.getData(copied, false, null));
        make("/stampede-notes", "ours");
        make("/stampede-empty" + ID, "");
        zk.create("/stampede-null" + ID, null, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);

        List<String> lines = tree("").removeLeftovers(zk, SOON);

        assertThat(lines)
                .hasSize(4)
                .filteredOn(line -> line.contains("not Stampede's marker"))
                .hasSize(3);
        assertThat(zk.getChildren("/", false))
                .contains("stampede-copy" + ID, "stampede-notes", "stampede-empty" + ID, "stampede-null" + ID)
                .doesNotContain(copied.substring(1));
    }

    @Test
    void tree_of_an_owner_whom_nobody_here_can_see_is_left_until_its_run_is_over_for_long() throws Exception {
        ResourceOwner self = ResourceOwner.self();
        ResourceOwner elsewhere = new ResourceOwner("elsewhere", "boot", "1", 7, 8);
        ResourceOwner otherBoot = new ResourceOwner(self.host(), "other-boot", self.namespace(), 7, 8);
        String one = left("one", elsewhere);
        String two = left("two", otherBoot);

        assertThat(tree("").removeLeftovers(zk, SOON)).hasSize(2).allMatch(line -> line.contains("may be alive"));
        assertThat(zk.exists(one, false)).isNotNull();
        assertThat(zk.exists(two, false)).isNotNull();

        TreeMarker marker = new TreeMarker(one, elsewhere, LIFETIME);
        Duration limit = LIFETIME.plus(TreeMarker.GRACE);
        assertThat(marker.fate(limit)).isEqualTo(TreeMarker.Fate.UNKNOWN);
        assertThat(marker.fate(limit.plusMillis(1))).isEqualTo(TreeMarker.Fate.DEAD);
        assertThat(new TreeMarker(one, self, LIFETIME).fate(limit.multipliedBy(9)))
                .isEqualTo(TreeMarker.Fate.ALIVE);
    }

    @Test
    void tree_that_the_credentials_do_not_open_is_left_and_named() throws Exception {
        ZooKeeper theirs = new ZooKeeper(server.connectString(), 4_000, event -> {});
        theirs.addAuthInfo("digest", "u:p".getBytes(StandardCharsets.UTF_8));
        String path = "/stampede-locked" + ID;
        theirs.create(path, new TreeMarker(path, dead(), LIFETIME).data(), Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);

        assertThat(tree("").removeLeftovers(zk, SOON))
                .containsExactly(path + " was not removed: its ACL does not allow that with these credentials");
        theirs.close();
    }

    @Test
    void tree_that_a_run_of_this_process_could_not_remove_is_removed_by_its_next_run() throws Exception {
        OwnedTree first = tree("");
        ZooKeeper closed = new ZooKeeper(server.connectString(), 4_000, event -> {});
        closed.close();
        OwnedTree other = tree("");
        assertThat(other.removeLeftovers(zk, SOON)).as("it is in use").isEmpty();

        assertThatThrownBy(() -> first.remove(closed, SOON)).isInstanceOf(KeeperException.class);

        assertThat(other.removeLeftovers(zk, SOON))
                .containsExactly(first.path() + " was removed: an earlier run of this process left it");
        assertThat(zk.exists(other.chroot(), false)).isNotNull();
    }

    @Test
    void base_that_may_not_be_listed_is_told_and_disturbs_nothing() throws Exception {
        List<ACL> noList = new ArrayList<>(List.of(new ACL(Perms.CREATE | Perms.DELETE, Ids.ANYONE_ID_UNSAFE)));
        zk.create("/dark", new byte[0], noList, CreateMode.PERSISTENT);
        OwnedTree tree = tree("/dark");

        assertThat(tree.removeLeftovers(zk, SOON))
                .containsExactly("what dead harnesses left below /dark cannot be found: its ACL does not allow these"
                        + " credentials to list it");
        tree.remove(zk, SOON);
        assertThat(zk.exists(tree.path(), false)).isNull();
    }

    @Test
    void marker_that_is_read_back_is_the_one_that_was_written() {
        TreeMarker marker = new TreeMarker("/a/stampede-x", ResourceOwner.self(), LIFETIME);

        assertThat(TreeMarker.parse("/a/stampede-x", marker.data())).contains(marker);
        assertThat(TreeMarker.parse("/b/stampede-x", marker.data())).isEmpty();
    }

    @Test
    void removal_of_a_tree_that_somebody_removed_already_ends_quietly() throws Exception {
        OwnedTree tree = tree("");
        tree.remove(zk, SOON);

        tree.remove(zk, SOON);

        assertThatThrownBy(() -> zk.delete(tree.path(), -1)).isInstanceOf(KeeperException.NoNodeException.class);
    }
}
