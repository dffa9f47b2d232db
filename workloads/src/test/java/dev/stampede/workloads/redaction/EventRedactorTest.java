package dev.stampede.workloads.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.registry.Checks;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRedactorTest {
    private static final Path GOLDEN = Path.of("../checker/src/test/resources/golden");
    private static final String SECRET = "s3cr3t-pa55w0rd";

    /** What the harness names itself: ids, kinds, lanes, and digests. */
    private static final Set<String> OURS = Set.of(
            "name",
            "jvm",
            "function",
            "fault",
            "step",
            "family",
            "shape",
            "target",
            "check",
            "kind",
            "track",
            "lane",
            "data",
            "acl",
            "address",
            "probe",
            "derivation",
            "links",
            "missing",
            "sessions");

    static List<Class<?>> events() {
        return Arrays.asList(Event.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void secret_is_taken_out_of_every_text_that_an_event_carries(Class<?> type) throws Exception {
        EventRedactor redactor = new EventRedactor(SecretScrubber.of(List.of(SECRET)), Optional.empty());

        Event redacted = redactor.apply(made(type, "with " + SECRET));

        assertThat(redacted).isInstanceOf(type);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == String.class && !OURS.contains(component.getName())) {
                assertThat((String) component.getAccessor().invoke(redacted))
                        .as(type.getSimpleName() + "." + component.getName())
                        .isEqualTo("with <redacted>");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_without_secrets_stays_as_it_is(Class<?> type) throws Exception {
        Event event = made(type, "a text");

        assertThat(new EventRedactor(SecretScrubber.of(List.of(SECRET)), Optional.empty()).apply(event))
                .isEqualTo(event);
    }

    @Test
    void data_of_operations_is_hashed_and_versions_and_keys_are_not() {
        EventRedactor redactor = redactorOfData();
        Event.Invoked write = invoked(redactor, 1, "setData", "[salary=5000 3]");
        Event.Invoked read = invoked(redactor, 2, "get", null);
        Event.Completed shown = completed(redactor, 2, "salary=5000 4 100000001 100000002");
        Event.Completed version = completed(redactor, 1, "4");

        assertThat(write.argument()).matches("\\[h-[0-9a-f]{16} 3\\]");
        assertThat(write.key()).isEqualTo("/r");
        assertThat(read.argument()).isNull();
        String hash = String.valueOf(write.argument()).substring(1, 19);
        assertThat(shown.result()).isEqualTo(hash + " 4 100000001 100000002");
        assertThat(version.result()).isEqualTo("4");
    }

    @Test
    void operation_of_a_users_driver_keeps_numbers_and_paths_and_hashes_the_rest() {
        EventRedactor redactor = redactorOfData();

        assertThat(invoked(redactor, 1, "transfer", "alice owes bob").argument())
                .matches("h-[0-9a-f]{16}");
        assertThat(completed(redactor, 1, "/accounts/7").result()).isEqualTo("/accounts/7");
        assertThat(invoked(redactor, 2, "tick", "12").argument()).isEqualTo("12");
        assertThat(completed(redactor, 2, "true").result()).isEqualTo("true");
    }

    @Test
    void message_of_an_exception_may_quote_data_and_is_left_out() {
        Event.ClientEnded ended = (Event.ClientEnded) redactorOfData()
                .apply(new Event.ClientEnded(
                        1,
                        Event.FailureOrigin.HARNESS,
                        "java.lang.IllegalStateException: expected salary=5000\n\tat a.B.c(B.java:1)\nCaused by:"
                                + " a.C$MyException: salary=5000",
                        1));
        Event.Note note = (Event.Note) redactorOfData()
                .apply(new Event.Note(
                        Event.Severity.BAD,
                        "client 1 ended with a.KeeperException$NoNodeException: KeeperErrorCode = NoNode for /a",
                        1));

        assertThat(ended.stackTrace())
                .isEqualTo("java.lang.IllegalStateException\n\tat a.B.c(B.java:1)\nCaused by: a.C$MyException");
        assertThat(note.text()).endsWith("NoNodeException: KeeperErrorCode = NoNode for /a");
    }

    private static LoggedTransaction transaction(String text) {
        return new LoggedTransaction(
                1,
                2,
                3,
                4,
                TransactionType.CREATE,
                List.of(new LoggedTransaction.Part(TransactionType.CREATE, text, 1, true, "digest of data")),
                true,
                0,
                "digest of all");
    }

    @Test
    void logged_transaction_loses_secrets_in_its_paths_and_the_digests_of_data() {
        Event.TransactionLogged logged = new Event.TransactionLogged(List.of(1), transaction("/" + SECRET), 1);
        Event.TransactionLogRead read =
                new Event.TransactionLogRead(new LogReading(1, true, 1, 1, List.of("no " + SECRET)), 1);
        EventRedactor secrets = new EventRedactor(SecretScrubber.of(List.of(SECRET)), Optional.empty());

        assertThat(secrets.apply(logged))
                .isEqualTo(new Event.TransactionLogged(List.of(1), transaction("/<redacted>"), 1));
        assertThat(((Event.TransactionLogRead) secrets.apply(read)).reading().problems())
                .containsExactly("no <redacted>");
        LoggedTransaction hashed = ((Event.TransactionLogged) redactorOfData().apply(logged)).transaction();
        assertThat(hashed.content()).matches("h-[0-9a-f]{16}");
        assertThat(hashed.parts().get(0).data()).matches("h-[0-9a-f]{16}").isNotEqualTo(hashed.content());
        assertThat(hashed.parts().get(0).path()).isEqualTo("/" + SECRET);
    }

    @Test
    void hashes_of_two_runs_differ() {
        assertThat(new DataHashes().of("v1")).isNotEqualTo(new DataHashes().of("v1"));
        DataHashes one = new DataHashes();
        assertThat(one.of("v1")).isEqualTo(one.of("v1")).isNotEqualTo(one.of("v2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lock-foreign-grant",
                "election-stale-belief",
                "configuration-valid",
                "configuration-lost-wake-up",
                "registers-valid",
                "registers-check-ignored",
                "registers-not-linearizable",
                "naming-valid",
                "naming-vanished-and-created-over",
                "load-balancing-valid",
                "load-balancing-stale-address",
                "notification-valid",
                "notification-missed-status"
            })
    void checks_find_in_a_history_with_hashes_what_they_find_in_the_plain_one(String name) throws IOException {
        Path file = GOLDEN.resolve(name + ".jsonl.gz");
        History plain = HistoryReader.read(file);
        EventRedactor redactor = redactorOfData();
        History.Builder hashed = History.builder(plain.header());
        try (HistoryReader reader = HistoryReader.open(file)) {
            reader.forEach(event -> hashed.add(redactor.apply(event)));
        }

        assertThat(signatures(hashed.build())).isEqualTo(signatures(plain));
    }

    private static List<String> signatures(History history) {
        List<Check> checks = history.header().checks().stream().map(Checks::of).toList();
        RunVerdict verdict = CheckRunner.judge(history, checks, Duration.ofSeconds(30), 1 << 26);
        List<String> signatures = new ArrayList<>();
        verdict.checks().forEach(c -> signatures.add(c.check() + " " + c.verdict()));
        verdict.allFindings().forEach(f -> signatures.add(f.first().signature() + " " + f.count()));
        return signatures;
    }

    private static EventRedactor redactorOfData() {
        return new EventRedactor(SecretScrubber.of(List.of()), Optional.of(new DataHashes()));
    }

    private static Event.Invoked invoked(
            EventRedactor redactor, int operation, String function, @Nullable String argument) {
        return (Event.Invoked) redactor.apply(new Event.Invoked(operation, 1, function, "/r", argument, operation));
    }

    private static Event.Completed completed(EventRedactor redactor, int operation, String result) {
        return (Event.Completed)
                redactor.apply(new Event.Completed(operation, Outcome.OK, result, null, 1, 0, 1, operation));
    }

    /** An event with this text in each of its texts. */
    private static Event made(Class<?> type, String text) throws Exception {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(types[i], text);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        return (Event) constructor.newInstance(values);
    }

    private static @Nullable Object value(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == boolean.class) {
            return true;
        } else if (type == List.class) {
            return List.of();
        } else if (type == ZnodeStat.class) {
            return new ZnodeStat(1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
        } else if (type == LoggedTransaction.class) {
            return transaction(text);
        } else if (type == LogReading.class) {
            return new LogReading(1, true, 1, 1, List.of(text));
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return null;
    }
}
