package dev.stampede.workloads.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.campaign.ChaosTestFile;
import dev.stampede.workloads.campaign.ChaosTestResult;
import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.campaign.ShardManifest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.TestAbortedException;

/** The seeds that a chaos test is invoked with, in shards and without. */
@Isolated("it sets system properties")
class ChaosExtensionTest {
    @TempDir
    private Path folder;

    interface Tests {
        @ChaosTest(seeds = 5, first = 100)
        void five_seeds(Chaos chaos);

        @ChaosTest
        void one_seed(Chaos chaos);
    }

    @AfterEach
    void forgetProperties() {
        System.clearProperty(Shard.PROPERTY);
        System.clearProperty("stampede.out");
    }

    private List<TestTemplateInvocationContext> invocations(String method, int shard, int count) throws Exception {
        System.setProperty(Shard.PROPERTY, shard + "/" + count);
        System.setProperty("stampede.out", folder.resolve("shard-" + shard).toString());
        return invocations(method);
    }

    private static List<TestTemplateInvocationContext> invocations(String name) throws Exception {
        Method method = Tests.class.getDeclaredMethod(name, Chaos.class);
        ExtensionContext context = (ExtensionContext) Proxy.newProxyInstance(
                ChaosExtensionTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, called, args) -> switch (called.getName()) {
                    case "getRequiredTestMethod" -> method;
                    case "getRequiredTestClass" -> Tests.class;
                    case "getTestMethod" -> Optional.of(method);
                    default -> throw new UnsupportedOperationException(called.toString());
                });
        return new ChaosExtension()
                .provideTestTemplateInvocationContexts(context)
                .toList();
    }

    private static List<String> names(List<TestTemplateInvocationContext> invocations) {
        return invocations.stream().map(i -> i.getDisplayName(1)).toList();
    }

    @Test
    void without_a_shard_every_seed_is_invoked() throws Exception {
        System.setProperty("stampede.seeds", "1000");
        try {
            assertThat(names(invocations("five_seeds")))
                    .containsExactly("seed 100", "seed 101", "seed 102", "seed 103", "seed 104");
        } finally {
            System.clearProperty("stampede.seeds");
        }
    }

    @Test
    void shards_share_the_seeds_and_own_their_folders() throws Exception {
        List<String> all = new ArrayList<>();
        for (int shard = 1; shard <= 3; shard++) {
            List<String> some = names(invocations("five_seeds", shard, 3));
            assertThat(some).hasSizeBetween(1, 2);
            all.addAll(some);
        }

        assertThat(all).containsExactlyInAnyOrder("seed 100", "seed 101", "seed 102", "seed 103", "seed 104");
        assertThat(ShardManifest.read(folder.resolve("shard-2")))
                .hasValueSatisfying(manifest -> assertThat(manifest.shard()).isEqualTo(new Shard(2, 3)));
    }

    @Test
    void test_without_a_seed_in_the_shard_is_one_skipped_invocation() throws Exception {
        List<TestTemplateInvocationContext> all = new ArrayList<>();
        for (int shard = 1; shard <= 2; shard++) {
            all.addAll(invocations("one_seed", shard, 2));
        }

        assertThat(names(all)).hasSize(2).contains("seed 1").anyMatch(name -> name.startsWith("no seed in shard "));
        assertThat(all.stream()
                        .filter(i -> i.getDisplayName(1).startsWith("no seed"))
                        .flatMap(i -> i.getAdditionalExtensions().stream())
                        .map(ExecutionCondition.class::cast)
                        .map(condition -> condition.evaluateExecutionCondition(null)))
                .singleElement()
                .matches(ConditionEvaluationResult::isDisabled)
                .extracting(result -> result.getReason().orElseThrow())
                .asString()
                .contains("executes no seed of this test; other shards do");
    }

    @Test
    void each_invocation_is_recorded_with_its_duration_and_whether_it_passed() throws Exception {
        TestTemplateInvocationContext some = IntStream.rangeClosed(1, 2)
                .mapToObj(shard -> {
                    try {
                        return invocations("one_seed", shard, 2);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .flatMap(List::stream)
                .filter(i -> i.getDisplayName(1).equals("seed 1"))
                .findFirst()
                .orElseThrow();
        execute(some, Optional.empty());
        execute(some, Optional.of(new AssertionError("INVALID")));
        execute(some, Optional.of(new TestAbortedException("no engine")));

        List<ChaosTestResult> recorded = new ArrayList<>(ChaosTestFile.read(folder.resolve("shard-1")));
        recorded.addAll(ChaosTestFile.read(folder.resolve("shard-2")));
        assertThat(recorded).extracting(ChaosTestResult::passed).containsExactly(true, false);
        assertThat(recorded).allSatisfy(result -> {
            assertThat(result.test()).isEqualTo(Tests.class.getName() + "#one_seed");
            assertThat(result.repetition()).isZero();
            assertThat(result.seed()).isEqualTo(1);
            assertThat(result.seconds()).isBetween(0.0, 60.0);
        });
    }

    private static void execute(TestTemplateInvocationContext invocation, Optional<Throwable> thrown) throws Exception {
        ExtensionContext context = (ExtensionContext) Proxy.newProxyInstance(
                ChaosExtensionTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, called, args) -> thrown);
        for (Extension extension : invocation.getAdditionalExtensions()) {
            if (extension instanceof BeforeTestExecutionCallback before) {
                before.beforeTestExecution(context);
            }
            if (extension instanceof AfterTestExecutionCallback after) {
                after.afterTestExecution(context);
            }
        }
    }

    @Test
    void folder_of_another_shard_is_refused() throws Exception {
        invocations("one_seed", 1, 2);
        System.setProperty(Shard.PROPERTY, "2/2");

        assertThatThrownBy(() -> invocations("one_seed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds shard 1/2 of tests");
    }

    @Test
    void durations_that_are_not_there_are_refused() throws IOException {
        System.setProperty(Shard.PROPERTY, "1/2");
        System.setProperty("stampede.out", folder.resolve("out").toString());
        System.setProperty("stampede.durations", folder.toString());
        try {
            assertThatThrownBy(() -> invocations("one_seed")).hasMessageContaining("found no chaos-tests.jsonl");
        } finally {
            System.clearProperty("stampede.durations");
        }
    }
}
