package dev.stampede.workloads.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The classes in the worker jar depend only on libraries that every worker has. */
@AnalyzeClasses(packages = "dev.stampede.workloads.client", importOptions = ImportOption.DoNotIncludeTests.class)
final class ClientPackageTest {

    @ArchTest
    static final ArchRule CLIENT_NEEDS_ONLY_THE_JDK_ZOOKEEPER_AND_CURATOR = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.security.auth..",
                    "org.apache.zookeeper..",
                    "org.apache.jute..",
                    "org.apache.curator..",
                    "org.jspecify..",
                    "dev.stampede.checker.history.data..",
                    "dev.stampede.workloads.client..");

    @ArchTest
    static final ArchRule ITS_PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.stampede.workloads.(client..)").should().beFreeOfCycles();
}
