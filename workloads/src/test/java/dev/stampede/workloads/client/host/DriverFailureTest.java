package dev.stampede.workloads.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event.FailureOrigin;
import org.junit.jupiter.api.Test;

class DriverFailureTest {

    private static Throwable thrownBy(String... classes) {
        Throwable thrown = new IllegalStateException("broken");
        StackTraceElement[] frames = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            frames[i] = new StackTraceElement(classes[i], "call", null, -1);
        }
        thrown.setStackTrace(frames);
        return thrown;
    }

    @Test
    void exception_in_this_project_or_a_library_is_a_failure_of_the_harness() {
        DriverFailure failure = DriverFailure.of(thrownBy(
                "java.util.ArrayList", "org.apache.curator.framework.X", "dev.stampede.workloads.scenario.lock.Y"));

        assertThat(failure.origin()).isEqualTo(FailureOrigin.HARNESS);
        assertThat(failure.stackTrace())
                .startsWith("java.lang.IllegalStateException: broken")
                .contains("at dev.stampede.workloads.scenario.lock.Y.call");
    }

    @Test
    void exception_in_users_code_called_by_a_driver_is_a_failure_of_the_user() {
        DriverFailure failure = DriverFailure.of(thrownBy(
                "java.util.ArrayList", "org.example.MyLock", "dev.stampede.workloads.scenario.lock.UserLockDriver"));

        assertThat(failure.origin()).isEqualTo(FailureOrigin.USER_CODE);
    }

    @Test
    void cause_in_users_code_is_a_failure_of_the_user() {
        Throwable wrapped = new RuntimeException("wrapped", thrownBy("org.example.MyLock"));
        wrapped.setStackTrace(new StackTraceElement[0]);

        assertThat(DriverFailure.of(wrapped).origin()).isEqualTo(FailureOrigin.USER_CODE);
    }

    @Test
    void long_stack_trace_is_truncated_and_says_so() {
        DriverFailure failure = DriverFailure.of(new IllegalStateException("x".repeat(20_000)));

        assertThat(failure.stackTrace()).matches("(?s).{8000}\n… [0-9]+ more characters");
    }
}
