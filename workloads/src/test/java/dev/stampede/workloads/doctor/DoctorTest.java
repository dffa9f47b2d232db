package dev.stampede.workloads.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.containers.ContainerPrerequisites.Engine;
import dev.stampede.nemesis.ensemble.local.LocalPrerequisites;
import dev.stampede.nemesis.ensemble.local.LocalPrerequisites.Repositories;
import dev.stampede.workloads.doctor.Diagnosis.Status;
import dev.stampede.workloads.run.EnsembleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each probe on a machine that has the thing, and on one that has not. */
class DoctorTest {
    private static final long MIB = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void java_of_this_jvm_is_enough_and_an_older_one_prevents_all_ensembles() {
        Path home = Path.of(System.getProperty("java.home"));
        assertThat(MachineProbes.java(17, home).diagnose().status()).isEqualTo(Status.OK);

        Diagnosis old = MachineProbes.java(11, home).diagnose();
        assertThat(old.status()).isEqualTo(Status.MISSING);
        assertThat(old.neededBy()).containsExactlyInAnyOrder(EnsembleKind.values());
        assertThat(old.remedy()).contains("openjdk-17-jdk");
    }

    @Test
    void java_without_a_launcher_prevents_local_ensembles() {
        Diagnosis found = MachineProbes.java(17, folder).diagnose();
        assertThat(found.prevents(EnsembleKind.LOCAL)).isTrue();
        assertThat(found.prevents(EnsembleKind.EXTERNAL)).isFalse();
    }

    @Test
    void processors_and_memory_limit_or_prevent_runs() {
        assertThat(MachineProbes.processors(1).diagnose().status()).isEqualTo(Status.LIMITED);
        assertThat(MachineProbes.processors(2).diagnose().status()).isEqualTo(Status.OK);
        assertThat(MachineProbes.memory(() -> 4_096 * MIB).diagnose().found()).isEqualTo("4.0 GiB available");
        assertThat(MachineProbes.memory(() -> 1_000 * MIB).diagnose().remedy()).contains("--at-once 1");
        Diagnosis little = MachineProbes.memory(() -> 300 * MIB).diagnose();
        assertThat(little.found()).isEqualTo("300 MiB available; a run with 3 members needs 700 MiB");
        assertThat(little.prevents(EnsembleKind.LOCAL)).isTrue();
        assertThat(MachineProbes.memory(() -> -1).diagnose().status()).isEqualTo(Status.LIMITED);
    }

    @Test
    void disk_is_that_of_the_next_folder_that_exists() {
        assertThat(MachineProbes.disk(folder.resolve("a/b")).diagnose().found()).endsWith(" free for " + folder);
        assertThat(MachineProbes.disk(folder, true, 50 * MIB).prevents(EnsembleKind.LOCAL))
                .isTrue();
        assertThat(MachineProbes.disk(folder, true, 500 * MIB).status()).isEqualTo(Status.LIMITED);
        assertThat(MachineProbes.disk(folder, false, 5_000 * MIB).found()).contains("cannot be written to");
    }

    @Test
    void loopback_addresses_that_are_not_local_are_named_with_the_remedy_of_the_system() {
        assertThat(EnsembleProbes.loopbackAddresses("Linux", address -> {})
                        .diagnose()
                        .status())
                .isEqualTo(Status.OK);

        EnsembleProbes.Binding one = address -> {
            if (!address.equals("127.0.0.1")) {
                throw new IOException("Can't assign requested address");
            }
        };
        Diagnosis found = EnsembleProbes.loopbackAddresses("Mac OS X", one).diagnose();
        assertThat(found.prevents(EnsembleKind.LOCAL)).isTrue();
        assertThat(found.found()).contains("127.32.0.1 (Can't assign").doesNotContain("127.0.0.1 (");
        assertThat(found.remedy()).contains("ifconfig lo0 alias", "--ensemble containers");
        assertThat(EnsembleProbes.loopbackAddresses("Linux", one).diagnose().remedy())
                .contains("ip link set lo up");
    }

    @Test
    void ports_are_those_of_an_ensemble_of_three() {
        assertThat(EnsembleProbes.ports(members -> "127.40.0.0/16 for " + members)
                        .diagnose()
                        .found())
                .endsWith("127.40.0.0/16 for 3");
        Diagnosis taken = EnsembleProbes.ports(members -> {
                    throw new EnsembleException("none of the blocks is free\nmore");
                })
                .diagnose();
        assertThat(taken.found()).isEqualTo("none of the blocks is free");
        assertThat(taken.prevents(EnsembleKind.LOCAL)).isTrue();
    }

    @Test
    void tool_that_is_absent_or_fails_limits_and_prevents_nothing() {
        assertThat(ToolProbe.setpriv(command -> 0).diagnose().status()).isEqualTo(Status.OK);
        Diagnosis absent = ToolProbe.setpriv(command -> {
                    throw new IOException("No such file");
                })
                .diagnose();
        assertThat(absent.status()).isEqualTo(Status.LIMITED);
        assertThat(absent.found()).contains("a guarding shell");
        assertThat(absent.remedy()).contains("util-linux");
        assertThat(ToolProbe.strace(command -> 1).diagnose().found()).contains("exit code 1", "no built-in fault");
    }

    @Test
    void container_engine_says_which_it_is_and_which_images_are_missing() {
        assertThat(EnsembleProbes.containerEngine(() -> new Engine("engine 27", List.of()))
                        .diagnose()
                        .found())
                .isEqualTo("engine 27; all images are present");
        Diagnosis missing = EnsembleProbes.containerEngine(() -> new Engine("engine 27", List.of("zookeeper:3.9.5")))
                .diagnose();
        assertThat(missing.status()).isEqualTo(Status.LIMITED);
        assertThat(missing.remedy()).contains("docker pull zookeeper:3.9.5");
    }

    @Test
    void no_container_engine_prevents_containers_only() {
        Diagnosis none = EnsembleProbes.containerEngine(() -> {
                    throw new EnsembleException("no container engine answers.\nTried: much");
                })
                .diagnose();
        assertThat(none.found()).isEqualTo("no container engine answers. Tried: much");
        assertThat(none.remedy()).contains("DOCKER_HOST");
        assertThat(Doctor.able(List.of(none))).containsExactly(EnsembleKind.LOCAL, EnsembleKind.EXTERNAL);
    }

    @Test
    void server_versions_come_from_the_local_repository_when_maven_is_offline_or_nothing_answers() {
        Repositories online = new Repositories(folder, false, List.of("https://repo.example"), List.of("3.8.4"));
        assertThat(EnsembleProbes.serverVersions("3.9.5", () -> online, url -> {})
                        .diagnose()
                        .found())
                .contains("ZooKeeper 3.9.5 is bundled", "has 3.8.4", "others come from https://repo.example");
        Diagnosis silent = EnsembleProbes.serverVersions("3.9.5", () -> online, url -> {
                    throw new IOException("timed out");
                })
                .diagnose();
        assertThat(silent.status()).isEqualTo(Status.LIMITED);
        assertThat(silent.found()).contains("no answer from https://repo.example (timed out)");
        Repositories offline = new Repositories(folder, true, List.of("https://repo.example"), List.of());
        assertThat(EnsembleProbes.serverVersions("3.9.5", () -> offline, url -> {
                            throw new IllegalStateException("must not be asked");
                        })
                        .diagnose()
                        .found())
                .contains("has no other version", "Maven is offline");
        assertThat(EnsembleProbes.serverVersions(
                                "3.9.5",
                                () -> {
                                    throw new IllegalStateException("line 3 of settings.xml");
                                },
                                url -> {})
                        .diagnose()
                        .found())
                .contains("the settings of Maven cannot be read: line 3");
    }

    @Test
    void doctor_examines_everything_in_order_and_knows_the_kinds_that_can_run() {
        Diagnosis fine = Diagnosis.ok("java", "Java 17");
        Diagnosis bad = Diagnosis.missing("ports", "taken", "free them", EnsembleKind.LOCAL);
        List<Diagnosis> found = new Doctor(List.of(() -> fine, () -> bad)).examine();

        assertThat(found).containsExactly(fine, bad);
        assertThat(Doctor.able(found)).containsExactly(EnsembleKind.CONTAINERS, EnsembleKind.EXTERNAL);
    }

    @Test
    void diagnosis_has_a_remedy_exactly_if_something_is_missing() {
        assertThatThrownBy(() -> new Diagnosis("x", Status.MISSING, "gone", null, Set.of()))
                .hasMessageContaining("expected a remedy");
        assertThatThrownBy(() -> new Diagnosis("x", Status.OK, "there", "do it", Set.of()))
                .hasMessageContaining("expected a remedy");
    }

    @Test
    void local_prerequisites_find_the_jars_of_server_versions() throws IOException {
        Path versions = folder.resolve("org/apache/zookeeper/zookeeper");
        for (String version : List.of("3.8.4", "3.5.10")) {
            Files.createDirectories(versions.resolve(version));
            Files.createFile(versions.resolve(version).resolve("zookeeper-" + version + ".jar"));
        }
        Files.createDirectories(versions.resolve("3.9.0"));

        assertThat(LocalPrerequisites.versionsIn(folder)).containsExactly("3.5.10", "3.8.4");
    }
}
