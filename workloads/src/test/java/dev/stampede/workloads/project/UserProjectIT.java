package dev.stampede.workloads.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of a released Stampede does, in a local repository of its own. One after another, because they share it. */
@Execution(ExecutionMode.SAME_THREAD)
class UserProjectIT {
    private static final int MOST_LINES = 100;

    private static final String BROKEN_LOCK =
            """
            package com.example;

            import org.apache.curator.framework.CuratorFramework;
            import org.apache.zookeeper.CreateMode;

            /** Checks and then acts: two clients can both find that nobody holds it. */
            public class BrokenLock {
                private static final String ZNODE = "/locks/a/held";
                private final CuratorFramework curator;

                public BrokenLock(CuratorFramework curator) {
                    this.curator = curator;
                }

                public boolean acquire() throws Exception {
                    if (curator.checkExists().forPath(ZNODE) != null) {
                        return false;
                    }
                    curator.create().orSetData().creatingParentsIfNeeded().withMode(CreateMode.EPHEMERAL).forPath(ZNODE);
                    return true;
                }

                public void release() throws Exception {
                    curator.delete().quietly().forPath(ZNODE);
                }
            }
            """;

    @Smoke
    @Test
    void example_project_is_green_and_quiet() throws Exception {
        UserProject project = UserProject.copyOf(UserProject.ROOT.resolve("workloads/examples"));

        UserProject.Build build = project.maven("test", "-Dtest=PrinterLockTest");

        assertGreen(project, build);
    }

    @Nightly
    @Test
    void elections_of_the_example_project_are_green_and_quiet() throws Exception {
        UserProject project = UserProject.copyOf(UserProject.ROOT.resolve("workloads/examples"));

        assertGreen(project, project.maven("test", "-Dtest=SchedulerElectionTest"));
    }

    @Nightly
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ArchiveTest",
                "SchedulerTest",
                "FeatureFlagsTest",
                "SettingsTest",
                "DirectoryTest",
                "MailboxTest",
                "TicketsTest",
                "StartingGateTest",
                "CrewTest"
            })
    void test_of_a_users_class_is_green_and_quiet(String test) throws Exception {
        UserProject project = UserProject.copyOf(UserProject.ROOT.resolve("workloads/examples"));

        assertGreen(project, project.maven("test", "-Dtest=" + test, "-Dstampede.groups=nightly"));
    }

    @Nightly
    @ParameterizedTest
    @ValueSource(strings = {"5.2.1", "5.7.1", "5.9.0"})
    void first_test_of_the_readme_is_green_and_quiet_with_this_curator(String curator) throws Exception {
        UserProject project = UserProject.of("first-test-" + curator, firstTest());

        assertGreen(project, project.maven("test", "-Dcurator.version=" + curator));
    }

    @Nightly
    @Test
    void server_of_the_clients_version_is_resolved_from_the_repositories() throws Exception {
        Map<String, String> files = firstTest();
        files.replaceAll((path, text) -> text.replace(".workload(", ".zookeeper(\"client\").workload("));
        UserProject project = UserProject.of("clients-version", files);

        assertGreen(project, project.maven("test", "-Dcurator.version=5.7.1"));
        assertThat(Files.readString(project.folder().resolve("target/chaos/runs.jsonl")))
                .contains("ZooKeeper 3.9.2");
    }

    @Nightly
    @Test
    void logback_without_configuration_is_quiet() throws Exception {
        Map<String, String> files = firstTest();
        files.compute(
                "pom.xml",
                (path, pom) -> pom.replaceFirst(
                        "<dependency>",
                        "<dependency><groupId>ch.qos.logback</groupId><artifactId>logback-classic</artifactId>"
                                + "<version>1.3.15</version></dependency><dependency>"));
        UserProject project = UserProject.of("logback", files);

        assertGreen(project, project.maven("test"));
    }

    @Nightly
    @Test
    void broken_lock_is_red_with_an_explanation() throws Exception {
        Map<String, String> files = firstTest();
        files.replaceAll((path, text) -> text.replace("MyLock.class", "BrokenLock.class"));
        files.put("src/test/java/com/example/BrokenLock.java", BROKEN_LOCK);
        UserProject project = UserProject.of("broken-lock", files);

        UserProject.Build build = project.maven("test");

        assertThat(build.code()).isNotZero();
        assertThat(build.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
        assertThat(build.text()).contains("INVALID", "mutual-exclusion", "replay", "report.html");
    }

    private static void assertGreen(UserProject project, UserProject.Build build) {
        assertThat(build.code()).as(build.text()).isZero();
        assertThat(build.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
        assertThat(build.text()).contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(project.folder().resolve("target/chaos/index.html")).isRegularFile();
    }

    /** The {@code pom.xml} and the class that the README shows. */
    private static Map<String, String> firstTest() throws IOException {
        String readme = Files.readString(UserProject.ROOT.resolve("README.md"));
        String test = fenced(readme, "java");
        var type = Pattern.compile("(?m)^class (\\w+)").matcher(test);
        assertThat(type.find()).isTrue();
        Map<String, String> files = new TreeMap<>();
        files.put("pom.xml", fenced(readme, "xml"));
        files.put("src/test/java/com/example/" + type.group(1) + ".java", test);
        return files;
    }

    private static String fenced(String readme, String language) {
        var block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(readme);
        assertThat(block.find()).as("a block of %s in the README", language).isTrue();
        return block.group(1);
    }
}
