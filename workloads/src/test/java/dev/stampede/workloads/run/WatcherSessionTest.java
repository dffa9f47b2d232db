package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.WatcherState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatcherSessionTest {
    private final FakeTree tree = new FakeTree();
    private final Recorded recorded = new Recorded();
    private @Nullable WatcherSession session;

    private void start(int maxZnodes) {
        session = new WatcherSession(2, "member-2", "/locks", tree::open, maxZnodes, recorded.journal);
        session.start();
    }

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
    }

    private List<ZnodeObserved> observed() {
        return recorded.of(ZnodeObserved.class);
    }

    private static String text(ZnodeObserved e) {
        return e.change() + " " + e.path();
    }

    private void await(Predicate<List<Event>> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> condition.test(recorded.all()));
    }

    private void awaitObserved(int number) {
        await(all -> observed().size() >= number);
    }

    @Test
    void start_records_the_existing_znodes() {
        tree.with("/locks/a/1").with("/elsewhere");
        start(100);
        awaitObserved(3);

        assertThat(observed())
                .extracting(WatcherSessionTest::text)
                .containsExactlyInAnyOrder("PRESENT /locks", "PRESENT /locks/a", "PRESENT /locks/a/1");
        assertThat(observed()).extracting(ZnodeObserved::member).containsOnly(2);
    }

    @Test
    void states_are_recorded_once_each_and_end_with_watching_after_the_read() {
        tree.with("/locks");
        start(100);
        await(all -> states().size() >= 1);
        tree.watcher().process(new WatchedEvent(EventType.None, KeeperState.Disconnected, null));
        tree.watcher().process(new WatchedEvent(EventType.None, KeeperState.Disconnected, null));
        tree.watcher().process(FakeTree.connected());
        await(all -> states().size() >= 3);

        assertThat(states()).containsExactly(WatcherState.WATCHING, WatcherState.BLIND, WatcherState.WATCHING);
        assertThat(recorded.of(Event.WatcherChanged.class))
                .extracting(Event.WatcherChanged::member)
                .containsOnly(2);
    }

    private List<WatcherState> states() {
        return recorded.of(Event.WatcherChanged.class).stream()
                .map(Event.WatcherChanged::state)
                .toList();
    }

    @Test
    void event_of_a_watch_is_recorded_with_its_zxid() {
        tree.with("/locks");
        start(100);
        awaitObserved(1);
        tree.watcher().process(new WatchedEvent(EventType.NodeDeleted, KeeperState.SyncConnected, "/locks/a", 0x77));
        awaitObserved(2);

        ZnodeObserved last = observed().get(1);
        assertThat(text(last)).isEqualTo("DELETED /locks/a");
        assertThat(last.zxid()).isEqualTo(0x77);
    }

    @Test
    void reconnect_records_deletions_with_their_bounds() {
        tree.with("/locks/a");
        start(100);
        awaitObserved(2);
        long before = tree.zxid();
        tree.remove("/locks/a");
        tree.with("/elsewhere");
        tree.watcher().process(FakeTree.connected());
        awaitObserved(4);

        ZnodeObserved absent = observed().stream()
                .filter(e -> e.change() == ZnodeChange.ABSENT)
                .findFirst()
                .orElseThrow();
        assertThat(absent.path()).isEqualTo("/locks/a");
        assertThat(absent.afterZxid()).isEqualTo(before);
        assertThat(absent.zxid()).as("its parent's last change of children").isEqualTo(before + 1);
    }

    @Test
    void event_after_a_disconnect_and_before_the_next_read_does_not_show_what_still_exists() {
        tree.with("/locks/a");
        start(100);
        awaitObserved(2);
        long before = tree.zxid();
        tree.watcher().process(new WatchedEvent(EventType.None, KeeperState.Disconnected, null));
        tree.remove("/locks/a");
        tree.with("/locks/b");
        tree.watcher()
                .process(new WatchedEvent(EventType.NodeCreated, KeeperState.SyncConnected, "/locks/b", tree.zxid()));
        tree.watcher().process(FakeTree.connected());
        awaitObserved(6);

        assertThat(absent().path()).isEqualTo("/locks/a");
        assertThat(absent().afterZxid()).isEqualTo(before);
    }

    @Test
    void reconnect_beyond_the_limit_does_not_record_unread_znodes_as_deleted() {
        tree.with("/locks/a").with("/locks/b");
        start(3);
        awaitObserved(3);
        tree.with("/locks/aa").with("/locks/ab");
        tree.watcher().process(FakeTree.connected());
        awaitObserved(6);

        assertThat(observed()).extracting(ZnodeObserved::change).doesNotContain(ZnodeChange.ABSENT);
        assertThat(recorded.of(Event.LimitReached.class))
                .extracting(Event.LimitReached::text)
                .containsExactly("more than 3 znodes below the watched path at member 2");
        tree.watcher().process(FakeTree.connected());
        awaitObserved(9);
        assertThat(recorded.of(Event.LimitReached.class)).as("recorded once").hasSize(1);
    }

    @Test
    void reconnect_beyond_the_limit_records_certain_deletions() {
        tree.with("/locks/a").with("/locks/b");
        start(3);
        awaitObserved(3);
        tree.remove("/locks/b");
        tree.with("/locks/aa").with("/locks/ab");
        tree.watcher().process(FakeTree.connected());
        awaitObserved(7);

        assertThat(observed())
                .filteredOn(e -> e.change() == ZnodeChange.ABSENT)
                .extracting(ZnodeObserved::path)
                .containsExactly("/locks/b");
    }

    @Test
    void start_is_retried_until_the_member_is_reachable() {
        tree.with("/locks").refusingOpens(2);
        start(100);
        awaitObserved(1);

        assertThat(tree.opened()).isEqualTo(1);
    }

    @Test
    void unexpected_failure_is_recorded_and_a_new_session_is_opened() {
        tree.with("/locks").before("getChildren", () -> {
            throw new IllegalStateException("broken");
        });
        start(100);
        awaitObserved(1);

        assertThat(recorded.of(Event.Note.class))
                .extracting(Event.Note::text)
                .containsExactly("the watcher session at member 2 failed: java.lang.IllegalStateException: broken");
        assertThat(tree.opened()).isEqualTo(2);
    }

    @Test
    void expired_session_is_replaced() {
        tree.with("/locks");
        start(100);
        awaitObserved(1);
        tree.watcher().process(new WatchedEvent(EventType.None, KeeperState.Expired, null));
        awaitObserved(2);

        assertThat(tree.opened()).isEqualTo(2);
    }

    @Test
    void server_without_persistent_watches_is_polled() {
        tree.with("/locks/a").refusing("addWatch", Code.UNIMPLEMENTED);
        start(100);
        awaitObserved(2);
        tree.remove("/locks/a");
        await(all -> observed().stream().anyMatch(e -> e.change() == ZnodeChange.ABSENT));

        assertThat(tree.opened()).isEqualTo(1);
    }

    private ZnodeObserved absent() {
        return observed().stream()
                .filter(e -> e.change() == ZnodeChange.ABSENT)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void znode_that_disappears_during_the_read_was_deleted_after_its_own_read() {
        tree.with("/locks/a").with("/locks/b").refusing("addWatch", Code.UNIMPLEMENTED);
        long seen = tree.zxid();
        tree.before("getChildren", () -> {}, () -> {}, () -> {
            tree.remove("/locks/a");
            tree.with("/elsewhere");
        });
        start(100);
        await(all -> observed().stream().anyMatch(e -> e.change() == ZnodeChange.ABSENT));

        assertThat(absent().path()).isEqualTo("/locks/a");
        assertThat(absent().afterZxid()).as("the read that saw it").isEqualTo(seen);
        assertThat(absent().zxid()).as("its parent's last change of children").isEqualTo(seen + 1);
    }

    @Test
    void event_without_a_zxid_is_followed_by_a_read_that_bounds_it() {
        tree.with("/locks/a");
        start(100);
        awaitObserved(2);
        long seen = tree.zxid();
        tree.with("/elsewhere").remove("/locks/a");
        tree.watcher().process(new WatchedEvent(EventType.NodeDeleted, KeeperState.SyncConnected, "/locks/a"));
        tree.with("/locks/b");
        tree.watcher().process(new WatchedEvent(EventType.NodeCreated, KeeperState.SyncConnected, "/locks/b"));
        awaitObserved(6);

        assertThat(absent().afterZxid()).isEqualTo(seen);
        assertThat(absent().zxid()).isBetween(seen + 2, tree.zxid());
        ZnodeObserved created = observed().get(5);
        assertThat(text(created)).isEqualTo("PRESENT /locks/b");
        assertThat(created.stat().czxid()).isEqualTo(tree.zxid());
    }
}
