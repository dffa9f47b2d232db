package dev.stampede.checker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFileChecker;
import dev.stampede.checker.format.HistoryFileChecker.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Histories as users of Jepsen and Knossos record them, one operation after another, against each model. */
class ObjectReadingsTest {
    @TempDir
    Path folder;

    /** Operations "process function argument result", separated by bars; a result of ? is :info, of ! is :fail. */
    private Verdict verdict(String model, String operations, UnaryOperator<ReadingOptions> conventions)
            throws IOException {
        StringBuilder edn = new StringBuilder();
        for (String operation : operations.split("\\|", -1)) {
            String[] words = operation.strip().split(" ", 4);
            String head = "{:process " + words[0] + " :f :" + words[1] + " :type ";
            String type = words[3].equals("?") ? ":info" : words[3].equals("!") ? ":fail" : ":ok";
            String value = type.equals(":ok") ? words[3].replace('_', ' ') : words[2];
            edn.append(head).append(":invoke :value ").append(words[2]).append("}\n");
            edn.append(head).append(type).append(" :value ").append(value).append("}\n");
        }
        Path file = Files.writeString(folder.resolve("history.edn"), edn);
        FileVerdict verdict = HistoryFileChecker.checkFile(
                file,
                new Options(Optional.of(model), Optional.of("knossos-edn"), conventions),
                CheckBudget.of(Duration.ofSeconds(20), 1 << 26));
        return verdict.verdict();
    }

    private Verdict verdict(String model, String operations) throws IOException {
        return verdict(model, operations, UnaryOperator.identity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mutex; 0 acquire nil nil | 0 release nil nil | 1 lock nil nil | 1 unlock nil nil",
                "mutex; 0 acquire nil nil | 1 tryLock nil false | 0 release nil nil | 1 isHeld nil false",
                "reentrant-mutex; 0 acquire nil nil | 0 acquire nil nil | 0 release nil nil | 0 release nil nil",
                "read-write-lock; 0 read-lock nil nil | 1 readLock nil nil | 0 read-unlock nil nil | 1 readUnlock nil nil"
                        + " | 2 write-acquire nil nil",
                "read-write-lock; 0 acquire :read nil | 0 release :read nil | 1 acquire :write nil | 1 release :write nil",
                "semaphore; 0 acquire nil nil | 0 release nil nil | 1 acquire nil nil",
                "fifo-queue; 0 enqueue 1 1 | 0 offer 2 nil | 1 dequeue nil 1 | 1 poll nil 2 | 1 take nil nil",
                "fifo-queue; 0 enqueue 1 ? | 1 dequeue nil 1 | 2 enqueue 2 2 | 2 dequeue nil ! | 2 dequeue nil 2",
                "priority-queue; 0 enqueue 2 nil | 0 put 1 nil | 1 dequeue nil 1 | 1 take nil 2 | 1 poll nil nil",
                "priority-queue; 0 enqueue 2 2 | 0 enqueue 1 ? | 1 dequeue nil 1 | 1 dequeue nil 2",
                "unordered-queue; 0 enqueue a nil | 0 enqueue b nil | 1 dequeue nil b | 1 dequeue nil a",
                "set; 0 add 3 3 | 0 add 1 nil | 1 read nil #{1_3} | 1 contains 3 true | 1 remove 3 3 | 1 read nil [1]",
                "counter; 0 add 2 2 | 0 increment nil nil | 0 decrement nil nil | 0 read nil 2 | 0 add 5 ! | 1 read nil 2",
                "counter; 0 increment-and-get nil 1 | 1 getAndIncrement nil 1 | 1 next nil 3 | 1 read nil 3",
                "id-generator; 0 generate nil 17 | 1 generate nil 4 | 2 next nil ? | 2 generate nil 18",
                "leader-election; 0 elect nil 1 | 1 tryElect nil ! | 1 leader nil [0_1] | 0 resign nil nil | 1 elect nil 4"
            })
    void check_history_that_keeps_the_promise_is_valid(String model, String operations) throws IOException {
        assertThat(verdict(model, operations)).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mutex; 0 acquire nil nil | 1 acquire nil nil",
                "mutex; 0 acquire nil nil | 1 isLocked nil false",
                "reentrant-mutex; 0 acquire nil nil | 0 release nil nil | 0 release nil nil",
                "read-write-lock; 0 read-lock nil nil | 1 write-lock nil nil",
                "read-write-lock; 0 acquire :write nil | 1 acquire :read nil",
                "semaphore; 0 acquire nil nil | 1 acquire nil nil",
                "fifo-queue; 0 enqueue 1 1 | 0 enqueue 2 2 | 1 dequeue nil 2",
                "fifo-queue; 0 enqueue 1 1 | 1 dequeue nil nil",
                "priority-queue; 0 enqueue 2 nil | 0 enqueue 1 nil | 1 dequeue nil 2",
                "priority-queue; 0 enqueue 1 1 | 1 dequeue nil nil",
                "unordered-queue; 0 enqueue a nil | 1 dequeue nil a | 1 dequeue nil a",
                "set; 0 add 3 3 | 1 read nil #{}",
                "set; 0 add 3 3 | 1 contains 3 false",
                "counter; 0 add 2 2 | 1 read nil 1",
                "counter; 0 incrementAndGet nil 1 | 1 incrementAndGet nil 1",
                "id-generator; 0 generate nil 17 | 1 generate nil 17",
                "leader-election; 0 elect nil 1 | 1 elect nil 2",
                "leader-election; 0 elect nil 2 | 0 resign nil nil | 1 elect nil 1"
            })
    void check_history_that_breaks_the_promise_is_invalid(String model, String operations) throws IOException {
        assertThat(verdict(model, operations)).isEqualTo(Verdict.INVALID);
    }

    @Test
    void check_semaphore_with_more_permits_admits_as_many() throws IOException {
        String two = "0 acquire nil nil | 1 acquire nil nil";

        assertThat(verdict("semaphore", two, conventions -> conventions.permitting(2)))
                .isEqualTo(Verdict.VALID);
        assertThat(verdict("semaphore", two + " | 2 acquire nil nil", conventions -> conventions.permitting(2)))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void check_read_write_lock_of_neither_mode_says_what_was_expected() {
        assertThatThrownBy(() -> verdict("read-write-lock", "0 acquire :both nil"))
                .hasMessageContaining("expected acquire of read or write, found :both");
    }

    @Test
    void named_every_model_of_the_command_line_is_known_and_describes_itself() {
        for (String name : new String[] {
            "register",
            "cas-register",
            "multi-register",
            "versioned-znode",
            "key-value",
            "mutex",
            "reentrant-mutex",
            "read-write-lock",
            "semaphore",
            "fifo-queue",
            "priority-queue",
            "unordered-queue",
            "set",
            "counter",
            "id-generator",
            "leader-election"
        }) {
            assertThat(ObjectKinds.named(name).description()).as(name).isNotBlank();
        }
    }

    @Test
    void meaning_of_an_unknown_function_lists_those_that_are_known() {
        assertThatThrownBy(() -> FunctionAliases.none().and("try-it").meaning("leave-it"))
                .hasMessage("expected one of the functions [try-it, tryIt, try_it], found \"leave-it\"");
    }
}
