package dev.stampede.workloads;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.stampede.workloads.client.ClientDriver;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The dependencies between modules and packages, the restrictions of worker JVMs, and the use of one clock and one
 * seed.
 */
@AnalyzeClasses(packages = "dev.stampede", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule checker_depends_on_no_other_module = noClasses()
            .that()
            .resideInAPackage("dev.stampede.checker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.stampede.nemesis..",
                    "dev.stampede.reports..",
                    "dev.stampede.workloads..",
                    "org.apache.zookeeper..",
                    "io.netty..");

    @ArchTest
    static final ArchRule nemesis_depends_on_checker_only = noClasses()
            .that()
            .resideInAPackage("dev.stampede.nemesis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.stampede.reports..", "dev.stampede.workloads..", "org.apache.curator..");

    @ArchTest
    static final ArchRule reports_depend_on_checker_only = noClasses()
            .that()
            .resideInAPackage("dev.stampede.reports..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.stampede.nemesis..", "dev.stampede.workloads..", "org.apache.zookeeper..");

    /**
     * The classes of a worker JVM have few dependencies, because old versions of Curator conflict with many libraries.
     */
    @ArchTest
    static final ArchRule clients_use_only_the_jdk_zookeeper_and_curator = classes()
            .that()
            .resideInAPackage("dev.stampede.workloads.client..")
            .or()
            .areAssignableTo(ClientDriver.class)
            .or(describe("are nested in a driver", c -> outermost(c).isAssignableTo(ClientDriver.class)))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.security.auth..",
                    "org.apache.zookeeper..",
                    "org.apache.curator..",
                    "org.jspecify..",
                    "dev.stampede.checker.history.data..",
                    "dev.stampede.workloads.client..",
                    "dev.stampede.workloads.scenario..",
                    "dev.stampede.workloads.user..");

    /** The interfaces for users' classes: production code may implement them. */
    @ArchTest
    static final ArchRule interfaces_for_users_need_only_the_jdk_and_curator = classes()
            .that()
            .resideInAPackage("dev.stampede.workloads.user..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.apache.curator..", "org.jspecify..", "dev.stampede.workloads.user..");

    /** Everything else works without a container engine, and no code depends on the kind of an ensemble. */
    @ArchTest
    static final ArchRule only_the_ensemble_of_containers_knows_containers = noClasses()
            .that()
            .resideOutsideOfPackage("dev.stampede.nemesis.ensemble.containers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..");

    @ArchTest
    static final ArchRule only_who_makes_ensembles_knows_their_kinds = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.stampede.checker..",
                    "dev.stampede.reports..",
                    "dev.stampede.nemesis.fault..",
                    "dev.stampede.nemesis.plan..",
                    "dev.stampede.nemesis.link..",
                    "dev.stampede.workloads.client..",
                    "dev.stampede.workloads.scenario..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.stampede.nemesis.ensemble.local..",
                    "dev.stampede.nemesis.ensemble.containers..",
                    "dev.stampede.nemesis.ensemble.external..");

    /** Packages have no cycles, so each can be read before those that use it. */
    @ArchTest
    static final ArchRule packages_are_free_of_cycles =
            slices().matching("dev.stampede.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule time_comes_from_the_monotonic_clock =
            noClasses().should().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule randomness_comes_from_the_seed = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random");

    private static JavaClass outermost(JavaClass inner) {
        JavaClass at = inner;
        while (at.getEnclosingClass().isPresent()) {
            at = at.getEnclosingClass().get();
        }
        return at;
    }
}
