package dev.stampede.workloads.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.nemesis.plan.PlanFile;
import dev.stampede.workloads.redaction.SecretScrubber;
import dev.stampede.workloads.run.EnsembleConfig.MemberConfig;
import dev.stampede.workloads.scenario.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads and writes run configurations as JSON. A plan that a test computes cannot be written. A secret is written as
 * {@value dev.stampede.workloads.redaction.SecretScrubber#REDACTED}: the user gives it again for a replay.
 */
public final class RunConfigFile {
    /** The name of the file in the folder of a run. */
    public static final String NAME = "run-config.json";

    /** The version of the format, for writing and reading. */
    public static final int VERSION = 1;

    private static final long MAX_BYTES = 8 << 20;

    /** Recognises secrets by the names of their settings. */
    private static final SecretScrubber SCRUBBER = SecretScrubber.of(List.of());

    private RunConfigFile() {}

    /**
     * The configuration as indented JSON, with a line feed at the end.
     *
     * @throws IllegalArgumentException if a test computes the plan
     */
    public static String write(RunConfig config) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("version", VERSION);
        variant(root.putObject("variant"), config.variant());
        plan(root, config.plan(), mapper);
        root.put("chaosMillis", config.time().toMillis());
        root.put("seed", config.seed());
        root.put("clients", config.clients());
        ArrayNode workers = root.putArray("workers");
        for (WorkerConfig worker : config.workers()) {
            ObjectNode node = workers.addObject();
            paths(node.putArray("classPath"), worker.classPath());
            flags(node, worker.jvmFlags());
        }
        ensemble(root.putObject("ensemble"), config.ensemble());
        root.put("audit", config.audit().name().toLowerCase(Locale.ROOT));
        budgets(root.putObject("budgets"), config.budgets());
        root.put("data", config.data().name().toLowerCase(Locale.ROOT));
        if (config.ensembleMutant() != null) {
            root.put("ensembleMutant", config.ensembleMutant().name());
        }
        ObjectNode classPath = root.putObject("classPath");
        paths(classPath.putArray("entries"), config.classPath().entries());
        ObjectNode users = classPath.putObject("userClasses");
        config.classPath().userClasses().forEach((name, entry) -> users.put(name, entry.toString()));
        return text(root, mapper);
    }

    private static void variant(ObjectNode node, Variant variant) {
        node.put("scenario", variant.scenario());
        node.put("name", variant.name());
        node.put("description", variant.description());
        ArrayNode expected = node.putArray("expected");
        variant.expected().forEach(anomaly -> expected.add(anomaly.toString()));
        node.put("driver", variant.driver());
        texts(node.putObject("settings"), variant.settings());
        node.put("fencedStore", variant.store());
        ArrayNode checks = node.putArray("checks");
        for (CheckSpec check : variant.checks()) {
            ObjectNode item = checks.addObject();
            item.put("check", check.check());
            texts(item.putObject("parameters"), check.parameters());
        }
    }

    private static void plan(ObjectNode root, PlanSource source, ObjectMapper mapper) {
        if (source instanceof PlanSource.Drawn drawn) {
            drawn.faults().forEach(root.putArray("faults")::add);
        } else if (source instanceof PlanSource.Fixed fixed) {
            try {
                root.set("plan", mapper.readTree(PlanFile.write(fixed.plan())));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        } else {
            throw new IllegalArgumentException("expected a plan that is data: its faults or its steps");
        }
    }

    private static void ensemble(ObjectNode node, EnsembleConfig ensemble) {
        node.put("kind", ensemble.kind().name().toLowerCase(Locale.ROOT));
        node.put("members", ensemble.members());
        node.put("observers", ensemble.observers());
        member(node.putObject("everyMember"), ensemble.everyMember());
        ObjectNode single = node.putObject("singleMembers");
        ensemble.singleMembers().forEach((number, member) -> member(single.putObject(number.toString()), member));
        texts(node.putObject("zooCfg"), ensemble.zooCfg());
        ExternalConfig external = ensemble.external();
        if (external != null) {
            node.put("connect", external.connect());
            if (external.settings() != null) {
                node.put("clientSettings", external.settings().toString());
            }
            node.put("owned", external.owned());
        }
        texts(node.putObject("properties"), ensemble.properties());
    }

    private static void member(ObjectNode node, MemberConfig member) {
        if (member.version() != null) {
            node.put("version", member.version());
        }
        flags(node, member.jvmFlags());
    }

    private static void budgets(ObjectNode node, RunBudgets budgets) {
        node.put("healthyMillis", budgets.healthy().toMillis());
        node.put("warmUpOperations", budgets.warmUpOperations());
        node.put("warmUpMillis", budgets.warmUp().toMillis());
        node.put("checkMillis", budgets.checkTime().toMillis());
        node.put("checkBytes", budgets.checkBytes());
    }

    /** Settings, with redacted secrets. */
    private static void texts(ObjectNode node, Map<String, String> texts) {
        SCRUBBER.settings(texts).forEach(node::put);
    }

    private static void flags(ObjectNode node, List<String> flags) {
        SCRUBBER.lines(flags).forEach(node.putArray("jvmFlags")::add);
    }

    private static void paths(ArrayNode node, List<Path> paths) {
        paths.forEach(path -> node.add(path.toString()));
    }

    private static String text(ObjectNode root, ObjectMapper mapper) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try {
            return mapper.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(indenter)
                                    .withArrayIndenter(indenter))
                            .writeValueAsString(root)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a configuration from a file of at most 8 MiB.
     *
     * @throws InvalidRunConfigException if the file cannot be read or violates the format; the message lists all
     *     problems
     */
    public static RunConfig read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InvalidRunConfigException(List.of("%s: expected a configuration of at most %d bytes, found %d"
                        .formatted(file, MAX_BYTES, Files.size(file))));
            }
            return read(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw new InvalidRunConfigException(List.of("there is no file " + file
                    + "; each run writes one into its folder (versions before 0.2 of Stampede did not)"));
        } catch (IOException e) {
            throw new InvalidRunConfigException(List.of(file + ": cannot be read: " + e));
        }
    }

    /**
     * Reads a configuration.
     *
     * @param file the name of the file in messages
     * @throws InvalidRunConfigException if the text violates the format; the message lists all problems, each with
     *     file, line and column
     */
    static RunConfig read(String text, String file) {
        return new RunConfigReader(file).read(text);
    }
}
