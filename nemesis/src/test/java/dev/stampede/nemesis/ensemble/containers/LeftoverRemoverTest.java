package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftoverRemoverTest {
    private final Deque<DockerException> answers = new ArrayDeque<>();

    private void remove() {
        DockerException answer = answers.poll();
        if (answer != null) {
            throw answer;
        }
    }

    @Test
    void removal_waits_for_a_container_that_another_process_is_removing() {
        answers.addAll(List.of(
                new ConflictException("removal is already in progress"),
                new ConflictException("removal is already in progress"),
                new NotFoundException("no such container")));

        LeftoverRemover.untilGone(this::remove);

        assertThat(answers).isEmpty();
    }

    @Test
    void network_of_a_container_that_is_being_removed_is_removed_after_it() {
        answers.add(new DockerException("network has active endpoints", 403));

        LeftoverRemover.untilGone(this::remove);

        assertThat(answers).isEmpty();
    }

    @Test
    void removal_that_the_engine_refuses_for_another_reason_is_not_retried() {
        answers.add(new InternalServerErrorException("driver failed"));

        assertThatThrownBy(() -> LeftoverRemover.untilGone(this::remove)).hasMessageContaining("driver failed");
    }
}
