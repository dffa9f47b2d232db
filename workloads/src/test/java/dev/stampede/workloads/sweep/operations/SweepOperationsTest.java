package dev.stampede.workloads.sweep.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.findings.CatalogueEntry;
import dev.stampede.checker.findings.FindingCatalogue;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SweepOperationsTest {

    @Test
    void known_findings_of_operations_are_in_the_catalogue() {
        Set<String> ids =
                FindingCatalogue.entries().stream().map(CatalogueEntry::id).collect(Collectors.toSet());

        assertThat(SweepOperations.all().values())
                .flatExtracting(o -> o.get().knownFindings().values())
                .isNotEmpty()
                .isSubsetOf(ids);
    }

    @Test
    void each_call_of_a_supplier_makes_an_object() {
        assertThat(SweepOperations.all()).isNotEmpty().allSatisfy((name, supplier) -> {
            assertThat(supplier.get()).isNotSameAs(supplier.get());
            assertThat(supplier.get().name()).isEqualTo(name);
        });
    }

    @Test
    void known_findings_are_of_bad_outcomes() {
        assertThat(SweepOperations.all().values())
                .flatExtracting(o -> o.get().knownFindings().keySet())
                .allSatisfy(outcome -> assertThat(outcome.bad()).isTrue());
    }
}
