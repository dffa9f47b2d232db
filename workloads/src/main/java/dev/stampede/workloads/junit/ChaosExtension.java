package dev.stampede.workloads.junit;

import dev.stampede.checker.findings.CatalogueEntry;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.workloads.campaign.JobSelection;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Invokes a {@link ChaosTest} once for each seed, with a {@link Chaos} as its argument. */
final class ChaosExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .map(m -> m.isAnnotationPresent(ChaosTest.class))
                .orElse(false);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
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
        known.forEach(ChaosExtension::require);
        return LongStream.range(first, first + seeds).mapToObj(seed -> new Invocation(seed, known));
    }

    /** A mistyped id would let a test fail as if the finding were new. */
    private static void require(KnownFinding known) {
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

    private record Invocation(long seed, List<KnownFinding> known) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "seed " + seed;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(TimeBudget.configured(), new ParameterResolver() {
                @Override
                public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
                    return parameter.getParameter().getType() == Chaos.class;
                }

                @Override
                public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
                    return new Chaos(seed, known);
                }
            });
        }
    }
}
