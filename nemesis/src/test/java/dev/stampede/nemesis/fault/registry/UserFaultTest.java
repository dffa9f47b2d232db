package dev.stampede.nemesis.fault.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.Readme;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FakeEnsemble;
import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.plan.FaultParser;
import dev.stampede.nemesis.plan.Faults;
import dev.stampede.nemesis.plan.Nemesis;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.plan.PlanFile;
import dev.stampede.nemesis.plan.Plans;
import dev.stampede.nemesis.plan.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the example fault of nemesis/README.md into a jar and finds it with ServiceLoader. */
@Timeout(60)
final class UserFaultTest {
    private static final EnsembleFacts FACTS = new EnsembleFacts(
            "three", 3, 0, EnumSet.allOf(Capability.class), FakeEnsemble.SETTINGS, List.of("3.9.5"), 1, 0);

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader users;

    @BeforeEach
    void putTheJarOnTheClassPath(@TempDir Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("com/example")).resolve("RestartFault.java");
        Files.writeString(source, Readme.blockWith("java", "class RestartFault"));
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(errors).as("compiler errors").isZero();
        Path jar = folder.resolve("users.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> classes = Files.list(folder.resolve("com/example"))) {
            write(
                    out,
                    "META-INF/services/dev.stampede.nemesis.fault.FaultType",
                    "com.example.RestartFault\n".getBytes(StandardCharsets.UTF_8));
            for (Path file :
                    classes.filter(f -> f.toString().endsWith(".class")).toList()) {
                write(out, "com/example/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        users = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(users);
    }

    private static void write(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        ((OutputStream) jar).write(content);
        jar.closeEntry();
    }

    @AfterEach
    void removeTheJar() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        users.close();
    }

    @Test
    void fault_of_a_user_is_listed_requested_drawn_and_saved_like_any_other() {
        FaultType type = FaultTypes.named("restart:member").orElseThrow();

        assertThat(type.getClass().getClassLoader()).isSameAs(users);
        assertThat(FaultTypes.all()).endsWith(type);
        assertThat(FaultTypes.problems(List.of(type))).isEmpty();
        assertThat(FaultTypes.families().stream().map(FaultFamily::name)).endsWith("restart");
        assertThat(FaultTypes.nearest("restrat:member")).startsWith("restart:member");
        assertThat(Faults.of("restart:member").type()).isSameAs(type);
        Plan plan = Plans.generate(
                new Seed(42), FaultParser.parse("restart,partition:leader"), Duration.ofSeconds(60), FACTS);
        assertThat(plan.families()).containsExactly("partition", "restart");
        assertThat(PlanFile.read(PlanFile.write(plan), "p")).isEqualTo(plan);
    }

    @Test
    void fault_of_a_user_is_executed_and_verified_like_any_other() throws InterruptedException {
        FakeEnsemble ensemble = new FakeEnsemble(3);
        Plan plan = Plans.of(
                new Seed(42),
                Duration.ofSeconds(1),
                FACTS,
                List.of(Faults.of("restart:member").startingAt(Duration.ZERO)));
        List<Event> events = new CopyOnWriteArrayList<>();
        try (Nemesis nemesis = new Nemesis(plan, ensemble, List.of(), events::add, System::nanoTime)) {
            nemesis.start();
            assertThat(nemesis.awaitDone(Duration.ofSeconds(20))).isTrue();
            nemesis.healAll();
        }
        assertThat(events.stream().map(Event::getClass).map(Class::getSimpleName))
                .containsExactly("FaultInjecting", "FaultInjected", "FaultActive", "FaultHealing", "FaultHealed");
        assertThat(ensemble.fakes).allSatisfy(member -> assertThat(member.alive).isTrue());
    }

    @Test
    void without_the_jar_the_fault_is_unknown() {
        Thread.currentThread().setContextClassLoader(before);

        assertThat(FaultTypes.named("restart:member")).isEmpty();
    }
}
