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
    void container_that_another_is_removing_is_waited_for_until_it_is_gone() {
        answers.addAll(List.of(
                new ConflictException("removal is already in progress"),
                new ConflictException("removal is already in progress"),
                new NotFoundException("no such container")));

        LeftoverRemover.untilGone(this::remove);

        assertThat(answers).isEmpty();
    }

    @Test
    void network_with_a_container_that_is_about_to_go_is_removed_when_that_is_gone() {
        answers.add(new DockerException("network has active endpoints", 403));

        LeftoverRemover.untilGone(this::remove);

        assertThat(answers).isEmpty();
    }

    @Test
    void removal_that_the_engine_refuses_for_another_reason_is_not_tried_again() {
        answers.add(new InternalServerErrorException("driver failed"));

        assertThatThrownBy(() -> LeftoverRemover.untilGone(this::remove)).hasMessageContaining("driver failed");
    }
}
