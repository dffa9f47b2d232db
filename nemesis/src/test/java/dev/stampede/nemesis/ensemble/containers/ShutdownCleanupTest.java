package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownCleanupTest {
    @Test
    void exception_for_a_missing_container_is_not_printed_but_others_are() {
        List<Throwable> told = new ArrayList<>();
        var quieter = new ShutdownCleanup.Quieter((thread, thrown) -> told.add(thrown));
        RuntimeException other = new IllegalStateException("other");

        quieter.uncaughtException(Thread.currentThread(), new NotFoundException("no such container"));
        quieter.uncaughtException(Thread.currentThread(), new ConflictException("removal is already in progress"));
        quieter.uncaughtException(Thread.currentThread(), other);

        assertThat(told).containsExactly(other);
    }
}
