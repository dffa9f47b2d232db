package dev.stampede.workloads.junit;

import dev.stampede.checker.findings.CatalogueEntry;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.workloads.campaign.ChaosTestFile;
import dev.stampede.workloads.campaign.ChaosTestResult;
import dev.stampede.workloads.campaign.JobSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.opentest4j.TestAbortedException;

/**
 * Invokes a {@link ChaosTest} once for each seed, with a {@link Chaos} as its argument; if {@code stampede.shard} is
 * set, only for the seeds of that shard.
 */
final class ChaosExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .map(m -> m.isAnnotationPresent(ChaosTest.class))
                .orElse(false);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        if (TestBaseline.configured().isPresent()) {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(ChaosExtension.class))
                    .getOrComputeIfAbsent(TestBaseline.Remarks.class);
        }
        Method method = context.getRequiredTestMethod();
        ChaosTest test = method.getAnnotation(ChaosTest.class);
        long first = Long.getLong("stampede.seed", test.first());
        int wanted = Math.multiplyExact(test.seeds(), JobSelection.scale());
        int seeds = Math.min(wanted, Integer.getInteger("stampede.seeds", wanted));
        if (seeds < 1) {
            throw new IllegalArgumentException(
                    "expected at least one seed for " + method.getName() + ": @ChaosTest(seeds = " + test.seeds()
                            + "), -Dstampede.seeds=" + System.getProperty("stampede.seeds"));
        }
        List<KnownFinding> known = List.of(method.getAnnotationsByType(KnownFinding.class));
        known.forEach(ChaosExtension::requireListed);
        String name = context.getRequiredTestClass().getName() + "#" + method.getName();
        Path out = ChaosBuilder.out();
        try {
            Optional<ChaosTestShard> shard = ChaosTestShard.configured(out);
            List<Integer> repetitions = shard.map(s -> s.repetitions(name, seeds))
                    .orElseGet(() -> IntStream.range(0, seeds).boxed().toList());
            return repetitions.isEmpty() && shard.isPresent()
                    ? Stream.of(new InOtherShards(shard.get().shard().toString()))
                    : repetitions.stream().map(r -> new Invocation(name, r, first + r, known, out));
        } catch (IOException e) {
            throw new UncheckedIOException("the shard of the chaos tests in " + out + " cannot be read or written", e);
        }
    }

    /** A mistyped id would let a test fail as if the finding were new. */
    private static void requireListed(KnownFinding known) {
        if (known.value().isEmpty() ? known.check().isEmpty() || known.anomaly().isEmpty() : unlisted(known.value())) {
            throw new IllegalArgumentException("expected @KnownFinding with an id of the catalogue ("
                    + FindingCatalogue.entries().stream()
                            .map(CatalogueEntry::id)
                            .collect(Collectors.joining(", "))
                    + "), or with a check and an anomaly; found " + known);
        }
    }

    private static boolean unlisted(String id) {
        return FindingCatalogue.entry(id).isEmpty();
    }

    /**
     * Throws a failed assertion again, without the frames that called the test: a build prints the stack after the
     * message.
     */
    private static void rethrowShortened(ExtensionContext context, Throwable thrown) throws Throwable {
        if (thrown instanceof AssertionError) {
            String test = context.getRequiredTestClass().getName();
            StackTraceElement[] stack = thrown.getStackTrace();
            for (int i = stack.length - 1; i >= 0; i--) {
                if (stack[i].getClassName().equals(test)) {
                    thrown.setStackTrace(Arrays.copyOf(stack, i + 1));
                    break;
                }
            }
        }
        throw thrown;
    }

    /** A skipped invocation, for a test without seeds in this shard. */
    private record InOtherShards(String shard) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "no seed in shard " + shard;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of((ExecutionCondition) context -> ConditionEvaluationResult.disabled(
                    "shard " + shard + " executes no seed of this test; other shards do"));
        }
    }

    private record Invocation(String test, int repetition, long seed, List<KnownFinding> known, Path out)
            implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(
                    TimeBudget.configured(),
                    new Parameter(seed, known),
                    new Recorder(this),
                    (TestExecutionExceptionHandler) ChaosExtension::rethrowShortened);
        }
    }

    private record Parameter(long seed, List<KnownFinding> known) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Chaos.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new Chaos(seed, known);
        }
    }

    /** Records each invocation with its duration, for the balance of later shards and for the table of a merge. */
    private static final class Recorder implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
        private final Invocation invocation;
        private long began;

        Recorder(Invocation invocation) {
            this.invocation = invocation;
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            began = System.nanoTime();
        }

        @Override
        public void afterTestExecution(ExtensionContext context) throws IOException {
            Optional<Throwable> thrown = context.getExecutionException();
            if (thrown.filter(TestAbortedException.class::isInstance).isEmpty()) {
                ChaosTestFile.append(
                        invocation.out(),
                        new ChaosTestResult(
                                invocation.test(),
                                invocation.repetition(),
                                invocation.seed(),
                                (System.nanoTime() - began) / 1e9,
                                thrown.isEmpty()));
            }
        }
    }
}
