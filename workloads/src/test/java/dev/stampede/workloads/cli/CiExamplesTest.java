package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.stampede.workloads.campaign.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The workflows, manifests and the Dockerfile that users copy conform to their schemas, and name commands that exist. */
class CiExamplesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path EXAMPLES = ROOT.resolve("workloads/examples/ci");
    private static final Path MATRIX = EXAMPLES.resolve("chaos-shards.yml");
    private static final Path CAMPAIGN = EXAMPLES.resolve("kubernetes/campaign.yaml");
    private static final Path MERGE = EXAMPLES.resolve("kubernetes/merge.yaml");
    private static final Pattern OUR_COMMAND = Pattern.compile(Pattern.quote(Main.class.getName()) + " ([^|;\\n]+)");

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static Schema schema(String name) throws IOException {
        try (InputStream in = CiExamplesTest.class.getResourceAsStream("/ci/" + name + ".schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(in));
        }
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            return all.readAll();
        }
    }

    private static List<String> problems(String schema, JsonNode document) throws IOException {
        return schema(schema).validate(document).stream().map(Error::toString).toList();
    }

    private static JsonNode job(Path file) throws IOException {
        return documents(file).stream()
                .filter(d -> d.path("kind").asText().equals("Job"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode container(Path file) throws IOException {
        return job(file).at("/spec/template/spec/containers/0");
    }

    @TestFactory
    Stream<DynamicTest> workflows_conform_to_the_schema_of_github() throws IOException {
        List<Path> files = new ArrayList<>(List.of(MATRIX));
        for (Path folder :
                List.of(ROOT.resolve(".github/workflows"), ROOT.resolve("workloads/examples/.github/workflows"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.list(folder)) {
                    files.addAll(found.sorted().toList());
                }
            }
        }
        return files.stream()
                .map(file -> dynamicTest(ROOT.relativize(file).toString(), () -> assertThat(documents(file))
                        .singleElement()
                        .satisfies(
                                d -> assertThat(problems("github-workflow", d)).isEmpty())));
    }

    @TestFactory
    Stream<DynamicTest> manifests_conform_to_the_schema_of_kubernetes() throws IOException {
        List<JsonNode> all = new ArrayList<>(documents(CAMPAIGN));
        all.addAll(documents(MERGE));
        assertThat(all).hasSize(3);
        return all.stream()
                .map(d -> dynamicTest(
                        d.at("/kind").asText() + " " + d.at("/metadata/name").asText(),
                        () -> assertThat(problems("kubernetes", d)).isEmpty()));
    }

    @Test
    void schemas_refuse_what_is_mistyped_missing_or_impossible() throws IOException {
        JsonNode workflow = documents(MATRIX).get(0);
        assertThat(broken("github-workflow", workflow, "/jobs/shard", n -> n.put("timeout", 3)))
                .isNotEmpty();
        assertThat(broken("github-workflow", workflow, "/jobs/shard", n -> n.remove("runs-on")))
                .isNotEmpty();
        assertThat(broken("github-workflow", workflow, "/jobs/shard/strategy", n -> n.put("fail-fast", "no")))
                .isNotEmpty();
        assertThat(broken("github-workflow", workflow, "/jobs/shard/steps/0", n -> n.put("run", "ls")))
                .as("a step that both uses and runs")
                .isNotEmpty();
        assertThat(broken("github-workflow", workflow, "/on/schedule/0", n -> n.put("cron", "0 0 *")))
                .isNotEmpty();

        JsonNode job = job(CAMPAIGN);
        assertThat(broken("kubernetes", job, "/spec", n -> n.put("completionsMode", "Indexed")))
                .isNotEmpty();
        assertThat(broken("kubernetes", job, "/spec", n -> n.put("completionMode", "NonIndexed")))
                .as("backoffLimitPerIndex needs an Indexed Job")
                .isNotEmpty();
        assertThat(broken("kubernetes", job, "/spec/template/spec", n -> n.put("restartPolicy", "Always")))
                .isNotEmpty();
        assertThat(broken("kubernetes", job, "/spec/template/spec", n -> n.put("restartPolicy", "OnFailure")))
                .as("podFailurePolicy needs restartPolicy Never")
                .isNotEmpty();
        assertThat(broken("kubernetes", job, "/spec/template/spec/containers/0", n -> n.remove("image")))
                .isNotEmpty();
    }

    private static List<String> broken(
            String schema, JsonNode document, String at, java.util.function.Consumer<ObjectNode> change)
            throws IOException {
        JsonNode copy = document.deepCopy();
        assertThat(problems(schema, copy)).isEmpty();
        change.accept((ObjectNode) copy.at(at));
        return problems(schema, copy);
    }

    @Test
    void pods_of_the_indexed_job_are_all_shards_each_once() throws Exception {
        int completions = job(CAMPAIGN).at("/spec/completions").asInt();
        String shards = container(CAMPAIGN).at("/env/0/value").asText();
        assertThat(container(CAMPAIGN).at("/env/0/name").asText()).isEqualTo("SHARDS");
        assertThat(job(CAMPAIGN).at("/spec/parallelism").asInt()).isEqualTo(completions);

        String script = container(CAMPAIGN).at("/args/0").asText().replaceFirst("exec java .*Main", "echo");
        List<Shard> found = new ArrayList<>();
        for (int index = 0; index < completions; index++) {
            List<String> words = List.of(shell("JOB_COMPLETION_INDEX=" + index + "; SHARDS=" + shards + "; " + script)
                    .split(" ", -1));
            Shard shard = Shard.parse(words.get(words.indexOf("--shard") + 1));
            assertThat(words).endsWith("--out", "/results/shard-" + shard.number());
            found.add(shard);
        }
        assertThat(found)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, completions)
                        .mapToObj(n -> new Shard(n, completions))
                        .toList());
    }

    @Test
    void matrix_of_the_workflow_has_all_shards() throws IOException {
        JsonNode workflow = documents(MATRIX).get(0);
        List<Integer> matrix = new ArrayList<>();
        workflow.at("/jobs/shard/strategy/matrix/shard").forEach(n -> matrix.add(n.asInt()));

        assertThat(matrix)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, workflow.at("/env/SHARDS").asInt())
                                .boxed()
                                .toList());
        assertThat(workflow.at("/jobs/merge/needs").asText()).isEqualTo("shard");
    }

    @TestFactory
    Stream<DynamicTest> commands_are_accepted_by_the_command_line() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path manifest : List.of(CAMPAIGN, MERGE)) {
            texts.add(container(manifest).at("/args/0").asText());
        }
        scripts(documents(MATRIX).get(0)).forEach(script -> texts.add(script.replace("\\\n", " ")));
        List<String> commands = texts.stream()
                .flatMap(text -> OUR_COMMAND.matcher(text).results().map(m -> m.group(1)))
                .map(words -> words.replace("\"", "").strip())
                .toList();
        assertThat(commands).hasSize(3);
        return commands.stream()
                .map(words -> dynamicTest(words, () -> Main.commandLine().parseArgs(words.split(" +", -1))));
    }

    private static List<String> scripts(JsonNode workflow) {
        List<String> scripts = new ArrayList<>();
        workflow.path("jobs").forEach(job -> job.path("steps").forEach(step -> {
            if (step.has("run")) {
                scripts.add(step.get("run").asText());
            }
        }));
        return scripts;
    }

    @TestFactory
    Stream<DynamicTest> scripts_are_correct_for_the_shell() throws IOException {
        return scripts(documents(MATRIX).get(0)).stream()
                .map(script -> script.replaceAll("\\$\\{\\{.*?}}", "1"))
                .map(script -> dynamicTest(script.lines().findFirst().orElse(""), () -> {
                    Path file = Files.writeString(Files.createTempFile("script", ".sh"), script);
                    try {
                        assertThat(shell("bash -n " + file + " 2>&1")).isEmpty();
                    } finally {
                        Files.delete(file);
                    }
                }));
    }

    private static String shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(text).isZero();
            return text;
        }
    }

    @Test
    void image_holds_the_runnable_jar_and_starts_the_command_line() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("Dockerfile")).replace("\\\n", " ");
        List<String> instructions =
                text.lines().filter(line -> line.matches("[A-Z]+ .*")).toList();

        assertThat(instructions.get(0)).startsWith("FROM ").doesNotContain(":latest");
        assertThat(instructions)
                .allMatch(line -> line.matches("(FROM|RUN|COPY|USER|WORKDIR|ENTRYPOINT|CMD) .*"))
                .contains("COPY stampede.jar /opt/stampede/");
        assertThat(Files.readString(ROOT.resolve("workloads/pom.xml")))
                .contains("<outputFile>${project.build.directory}/stampede.jar</outputFile>");
        Matcher entry = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$").matcher(text);
        assertThat(entry.find()).isTrue();
        assertThat(YAML.readTree(entry.group(1)))
                .extracting(JsonNode::asText)
                .containsExactly("java", "-cp", "/opt/stampede/*", Main.class.getName());
        assertThat(container(CAMPAIGN).at("/args/0").asText())
                .contains("java -cp '/opt/stampede/*' " + Main.class.getName());
        String user = instructions.stream()
                .filter(line -> line.startsWith("USER "))
                .map(line -> line.substring("USER ".length()))
                .findFirst()
                .orElseThrow();
        assertThat(job(CAMPAIGN)
                        .at("/spec/template/spec/securityContext/runAsUser")
                        .asText())
                .isEqualTo(user);
    }
}
