package dev.stampede.nemesis.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.RoleChanged;
import dev.stampede.nemesis.fault.FakeEnsemble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class RoleMonitorTest {
    private final FakeEnsemble ensemble = new FakeEnsemble(3);
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private List<String> seen() {
        return events.stream()
                .map(RoleChanged.class::cast)
                .map(e -> e.member() + " " + e.role() + " " + e.epoch())
                .toList();
    }

    @Test
    void start_reports_every_role_once() {
        RoleMonitor watch = RoleMonitor.start(ensemble, events::add, System::nanoTime);
        await().until(() -> events.size() == 3);
        ensemble.fake(2).paused = true;
        await().until(() -> events.size() == 4);
        ensemble.fake(3).epoch = 2;
        ensemble.fake(3).role = MemberRole.LEADING;
        await().until(() -> seen().contains("3 LEADING 2"));
        watch.close();

        assertThat(seen().subList(0, 4)).containsExactly("1 LEADING 1", "2 FOLLOWING 1", "3 FOLLOWING 1", "2 PAUSED 1");
        assertThat(seen()).last().isEqualTo("3 LEADING 2");
    }

    @Test
    void close_ends_the_reports() {
        RoleMonitor watch = RoleMonitor.start(ensemble, events::add, System::nanoTime);
        await().until(() -> events.size() == 3);

        watch.close();
        watch.close();
        ensemble.fake(1).alive = false;

        await().during(Duration.ofMillis(300)).until(() -> events.size() == 3);
    }
}
