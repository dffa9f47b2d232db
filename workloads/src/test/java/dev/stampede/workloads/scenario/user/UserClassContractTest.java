package dev.stampede.workloads.scenario.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.user.UserLock;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;

class UserClassContractTest {
    private static final UserClassContract<UserLock> TYPED = UserClassContract.of(UserLock.class);
    private static final UserClassContract<UserLock> NAMED =
            TYPED.orNamed("acquire", "acquire", "lock").orNamed("release", "release", "unlock");

    /** Implements the interface. */
    public static final class Typed implements UserLock {
        public Typed(CuratorFramework curator) {}

        @Override
        public boolean acquire() {
            return true;
        }

        @Override
        public void release() {}
    }

    /** Knows nothing of Stampede. */
    public static final class Named {
        public Named(String connectString, Consumer<String> doubts) {}

        public void lock() {}

        public void unlock() {}

        public void close() {}
    }

    /** Leaks its handles. */
    public static final class LeaksHandles implements UserLock {
        public LeaksHandles(String connectString) {}

        @Override
        public boolean acquire() {
            return true;
        }

        @Override
        public void release() {}
    }

    /** Has every problem. */
    @SuppressWarnings("ClassCanBeStatic") // one of the problems
    abstract class Unsuitable {
        public abstract boolean acquire(int patience);
    }

    @Test
    void class_that_implements_the_interface_is_suitable() {
        assertThat(TYPED.problems(Typed.class)).isEmpty();
        assertThat(UserClassContract.reportsDoubts(Typed.class)).isFalse();
        assertThat(UserClassContract.opensHandles(Typed.class)).isFalse();
    }

    @Test
    void class_with_methods_of_the_accepted_names_is_suitable() {
        assertThat(NAMED.problems(Named.class)).isEmpty();
        assertThat(UserClassContract.reportsDoubts(Named.class)).isTrue();
        assertThat(UserClassContract.opensHandles(Named.class)).isTrue();
    }

    @Test
    void methods_are_not_found_by_name_where_the_interface_is_required() {
        assertThat(TYPED.problems(Named.class))
                .containsExactly(Named.class.getName() + " must implement dev.stampede.workloads.user.UserLock");
    }

    @Test
    void class_with_its_own_handles_must_have_a_close() {
        assertThat(TYPED.problems(LeaksHandles.class))
                .containsExactly(LeaksHandles.class.getName() + " takes a connect string, so it needs a public method"
                        + " close() that closes its handles");
    }

    @Test
    void all_problems_of_a_class_are_listed() {
        String name = Unsuitable.class.getName();

        assertThatThrownBy(() -> NAMED.require(Unsuitable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be a public class that is not abstract; "
                        + name + " must be static, because it is a nested class; "
                        + name + " needs a public constructor that takes a CuratorFramework or a connect string (a"
                        + " String), and optionally a Consumer<String> for its doubts; "
                        + name + " needs a public method acquire() or lock() without parameters, or must implement"
                        + " dev.stampede.workloads.user.UserLock; "
                        + name + " needs a public method release() or unlock() without parameters, or must implement"
                        + " dev.stampede.workloads.user.UserLock");
    }
}
