package dev.stampede.workloads.scenario.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.host.DriverContext;
import dev.stampede.workloads.client.recording.ClientRecorder;
import dev.stampede.workloads.user.UserLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserObjectsTest {
    private static final UserClassContract<UserLock> KIND = UserClassContract.of(UserLock.class)
            .orNamed("acquire", "acquire", "lock")
            .orNamed("release", "release", "unlock");

    private final List<Event> events = new ArrayList<>();
    private final ClientRecorder recorder = new ClientRecorder(0, events::add);
    private final List<String> doubts = new ArrayList<>();

    /** What the class under test does; its objects have no other way to receive it. */
    private static final List<String> CALLS = new ArrayList<>();

    private static int constructorsToFail;
    private @Nullable DriverContext context;

    /** Has the methods by name, and one of them returns no boolean. */
    public static final class Named {
        private final Consumer<String> doubts;

        public Named(String connectString, Consumer<String> doubts) throws KeeperException {
            if (constructorsToFail-- > 0) {
                throw new KeeperException.ConnectionLossException();
            }
            CALLS.add("opened " + connectString.replaceAll("\\d+$", "PORT"));
            this.doubts = doubts;
        }

        public void lock() {
            doubts.accept("why not");
            CALLS.add("locked");
        }

        public void unlock() {
            if (!CALLS.contains("held")) {
                throw new IllegalStateException("not locked");
            }
        }

        public void close() {
            CALLS.add("closed");
        }
    }

    /** Its constructor never returns an object. */
    public static final class CannotBeMade {
        public CannotBeMade(String connectString) {
            throw new IllegalStateException("no licence");
        }

        public boolean acquire() {
            return false;
        }

        public void release() {}

        public void close() {}
    }

    @BeforeEach
    void forgetCalls() {
        CALLS.clear();
        constructorsToFail = 0;
    }

    @AfterEach
    void closeRelay() {
        if (context != null) {
            context.close();
        }
    }

    private UserObjects<UserLock> objects(Class<?> type) throws ClassNotFoundException {
        ClientSpec spec =
                new ClientSpec(0, "unused", Map.of(UserObjects.CLASS, type.getName()), 7, "127.0.0.1:1", 4000, "");
        context = new DriverContext(spec, recorder);
        return KIND.objects(context);
    }

    @Test
    void methods_are_called_by_their_names_and_a_void_one_has_succeeded() throws Exception {
        UserObjects<UserLock> objects = objects(Named.class);
        UserLock lock = objects.open(doubts::add);

        assertThat(lock.acquire()).isTrue();
        objects.close(lock);

        assertThat(CALLS).containsExactly("opened 127.0.0.1:PORT", "locked", "closed");
        assertThat(doubts).containsExactly("why not");
    }

    @Test
    void exception_of_the_class_is_thrown_as_it_is() throws Exception {
        UserLock lock = objects(Named.class).open(doubts::add);

        assertThatThrownBy(lock::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not locked");
    }

    @Test
    void constructor_is_called_again_after_a_connection_loss() throws Exception {
        constructorsToFail = 2;

        objects(Named.class).open(doubts::add);

        assertThat(CALLS).containsExactly("opened 127.0.0.1:PORT");
        assertThat(events).hasSize(1).first().satisfies(event -> assertThat(((Event.Note) event).text())
                .contains("the constructor is called again after CONNECTIONLOSS"));
    }

    @Test
    void other_exception_of_the_constructor_is_thrown_as_it_is() {
        assertThatThrownBy(() -> objects(CannotBeMade.class).open(doubts::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no licence");
    }

    @Test
    void refusal_leaves_the_outcome_unknown_if_the_requests_are_not_recorded() throws Exception {
        Recorder.Op op = recorder.invoke("/locks/a", LockInput.Acquire.EXCLUSIVE);

        objects(Named.class).threw(op, new KeeperException.NodeExistsException("/locks/a/x"));

        Event.Completed completed = (Event.Completed) events.get(events.size() - 1);
        assertThat(completed.outcome()).isEqualTo(Outcome.INDETERMINATE);
        assertThat(completed.error()).isEqualTo("NODEEXISTS /locks/a/x");
    }
}
