package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.nemesis.plan.InvalidPlanException;
import dev.stampede.nemesis.plan.LocatedJson;
import dev.stampede.nemesis.plan.LocatedReader;
import dev.stampede.nemesis.plan.PlanFile;
import dev.stampede.workloads.run.EnsembleConfig.MemberConfig;
import dev.stampede.workloads.run.RunConfig.Audit;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import dev.stampede.workloads.tampering.EnsembleMutants;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a run. Reports all problems of a configuration together, each with line, column and what
 * was expected there.
 */
final class RunConfigReader extends LocatedReader {
    private static final long MAX_MILLIS = Duration.ofDays(30).toMillis();

    RunConfigReader(String file) {
        super(file);
    }

    RunConfig read(String text) {
        LocatedJson root;
        try {
            root = LocatedJson.read(text, file(), "a run configuration");
        } catch (LocatedJson.Malformed e) {
            throw new InvalidRunConfigException(List.of(String.valueOf(e.getMessage())));
        }
        Map<String, LocatedJson> fields = object(root, "a run configuration");
        long version = number(fields, root, "version", Long.MAX_VALUE);
        if (problems().isEmpty() && version != RunConfigFile.VERSION) {
            throw new InvalidRunConfigException(List.of(where(fields.getOrDefault("version", root))
                    + "expected a run configuration of version %d, found version %d. Use the version of Stampede that wrote it"
                            .formatted(RunConfigFile.VERSION, version)));
        }
        onlyFields(
                fields,
                Set.of(
                        "version",
                        "variant",
                        "faults",
                        "plan",
                        "chaosMillis",
                        "seed",
                        "clients",
                        "workers",
                        "ensemble",
                        "audit",
                        "budgets",
                        "data",
                        "ensembleMutant",
                        "classPath"));
        Variant variant = variant(child(fields, root, "variant"));
        PlanSource plan = plan(fields, root);
        Duration time = Duration.ofMillis(number(fields, root, "chaosMillis", MAX_MILLIS));
        long seed = wholeNumber(fields, root, "seed");
        int clients = (int) number(fields, root, "clients", RunConfig.MAX_CLIENTS);
        List<WorkerConfig> workers =
                list(fields, root, "workers").stream().map(this::worker).toList();
        EnsembleConfig ensemble = ensemble(child(fields, root, "ensemble"));
        Audit audit = choice(fields, root, "audit", Audit.values());
        RunBudgets budgets = budgets(child(fields, root, "budgets"));
        RecordedData data =
                fields.containsKey("data") ? choice(fields, root, "data", RecordedData.values()) : RecordedData.PLAIN;
        EnsembleMutant ensembleMutant = ensembleMutant(fields, root);
        HarnessClassPath classPath = classPath(child(fields, root, "classPath"));
        failIfAny(classPath);
        try {
            return new RunConfig(
                    Objects.requireNonNull(variant),
                    Objects.requireNonNull(plan),
                    time,
                    seed,
                    clients,
                    workers,
                    Objects.requireNonNull(ensemble),
                    Objects.requireNonNull(audit),
                    Objects.requireNonNull(budgets),
                    classPath,
                    Objects.requireNonNull(data),
                    ensembleMutant);
        } catch (IllegalArgumentException e) {
            throw new InvalidRunConfigException(List.of(file() + ": " + e.getMessage()));
        }
    }

    private @Nullable EnsembleMutant ensembleMutant(Map<String, LocatedJson> fields, LocatedJson root) {
        String name = fields.containsKey("ensembleMutant") ? text(fields, root, "ensembleMutant") : null;
        Optional<EnsembleMutant> known = name == null ? Optional.empty() : EnsembleMutants.named(name);
        if (name != null && known.isEmpty()) {
            error(fields.getOrDefault("ensembleMutant", root), "there is no ensemble mutant \"" + name + "\"");
        }
        return known.orElse(null);
    }

    /**
     * Fails if there are problems. An unknown fault may be a class of the user, so the message also lists the user's
     * missing classes.
     */
    private void failIfAny(HarnessClassPath classPath) {
        if (problems().isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(problems());
        Path folder = Path.of(file()).toAbsolutePath().getParent();
        if (folder != null) {
            all.addAll(classPath.problems(folder));
        }
        throw new InvalidRunConfigException(all);
    }

    private @Nullable Variant variant(@Nullable LocatedJson found) {
        if (found == null) {
            return null;
        }
        Map<String, LocatedJson> fields = object(found, "a variant");
        onlyFields(
                fields,
                Set.of("scenario", "name", "description", "expected", "driver", "settings", "fencedStore", "checks"));
        String scenario = text(fields, found, "scenario");
        String name = text(fields, found, "name");
        String description = text(fields, found, "description");
        List<ExpectedAnomaly> expected = new ArrayList<>();
        for (String each : words(fields, found, "expected")) {
            try {
                expected.add(ExpectedAnomaly.of(each));
            } catch (IllegalArgumentException e) {
                error(found, "expected: " + e.getMessage());
            }
        }
        String driver = text(fields, found, "driver");
        Map<String, String> settings = texts(fields, found, "settings");
        boolean store = truth(fields, found, "fencedStore");
        List<CheckSpec> checks = new ArrayList<>();
        for (LocatedJson item : list(fields, found, "checks")) {
            Map<String, LocatedJson> own = object(item, "a check");
            onlyFields(own, Set.of("check", "parameters"));
            String check = text(own, item, "check");
            Map<String, String> parameters = texts(own, item, "parameters");
            if (check != null) {
                checks.add(new CheckSpec(check, parameters));
            }
        }
        return scenario == null || name == null || description == null || driver == null
                ? null
                : new Variant(
                        scenario, name, description, expected, driver, settings, store, checks, RunDemands.none());
    }

    /** The source of the plan: either a complete plan, or the faults of a drawn plan. */
    private @Nullable PlanSource plan(Map<String, LocatedJson> fields, LocatedJson root) {
        LocatedJson plan = fields.get("plan");
        if ((plan == null) == (fields.get("faults") == null)) {
            error(root, "expected either a field \"plan\" or a field \"faults\"");
            return null;
        }
        if (plan == null) {
            return new PlanSource.Drawn(words(fields, root, "faults"));
        }
        try {
            return new PlanSource.Fixed(PlanFile.read(plan, file()));
        } catch (InvalidPlanException e) {
            e.problems().forEach(this::problem);
            return null;
        }
    }

    private WorkerConfig worker(LocatedJson item) {
        Map<String, LocatedJson> fields = object(item, "a worker");
        onlyFields(fields, Set.of("classPath", "jvmFlags"));
        return new WorkerConfig(paths(fields, item, "classPath"), words(fields, item, "jvmFlags"));
    }

    private @Nullable EnsembleConfig ensemble(@Nullable LocatedJson found) {
        if (found == null) {
            return null;
        }
        Map<String, LocatedJson> fields = object(found, "an ensemble");
        onlyFields(
                fields,
                Set.of(
                        "kind",
                        "members",
                        "observers",
                        "everyMember",
                        "singleMembers",
                        "zooCfg",
                        "connect",
                        "clientSettings",
                        "owned",
                        "properties"));
        EnsembleKind kind = choice(fields, found, "kind", EnsembleKind.values());
        int members = (int) number(fields, found, "members", 9);
        int observers = (int) number(fields, found, "observers", 9);
        MemberConfig every = member(child(fields, found, "everyMember"));
        Map<Integer, MemberConfig> single = new LinkedHashMap<>();
        LocatedJson singles = child(fields, found, "singleMembers");
        if (singles != null) {
            object(singles, "members by their numbers").forEach((number, item) -> {
                if (number.matches("[1-9][0-9]?")) {
                    single.put(Integer.valueOf(number), member(item));
                } else {
                    error(item, "expected the number of a member, found \"" + number + "\"");
                }
            });
        }
        Map<String, String> zooCfg = texts(fields, found, "zooCfg");
        Map<String, String> properties = texts(fields, found, "properties");
        if (kind == null || !problems().isEmpty()) {
            return null;
        }
        try {
            return new EnsembleConfig(
                    kind, members, observers, every, single, zooCfg, external(fields, found), properties);
        } catch (IllegalArgumentException e) {
            error(found, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable ExternalConfig external(Map<String, LocatedJson> fields, LocatedJson found) {
        if (!fields.containsKey("connect")) {
            return null;
        }
        List<Path> settings = new ArrayList<>();
        if (fields.containsKey("clientSettings")) {
            path(found, Objects.requireNonNull(text(fields, found, "clientSettings")), settings::add);
        }
        boolean owned = fields.containsKey("owned") && truth(fields, found, "owned");
        return new ExternalConfig(
                Objects.requireNonNull(text(fields, found, "connect")),
                settings.isEmpty() ? null : settings.get(0),
                owned);
    }

    private MemberConfig member(@Nullable LocatedJson found) {
        if (found == null) {
            return MemberConfig.standard();
        }
        Map<String, LocatedJson> fields = object(found, "a member");
        onlyFields(fields, Set.of("version", "jvmFlags"));
        String version = fields.containsKey("version") ? text(fields, found, "version") : null;
        return new MemberConfig(version, words(fields, found, "jvmFlags"));
    }

    private @Nullable RunBudgets budgets(@Nullable LocatedJson found) {
        if (found == null) {
            return null;
        }
        Map<String, LocatedJson> fields = object(found, "budgets");
        onlyFields(fields, Set.of("healthyMillis", "warmUpOperations", "warmUpMillis", "checkMillis", "checkBytes"));
        Duration healthy = Duration.ofMillis(number(fields, found, "healthyMillis", MAX_MILLIS));
        int operations = (int) number(fields, found, "warmUpOperations", Integer.MAX_VALUE);
        Duration warmUp = Duration.ofMillis(number(fields, found, "warmUpMillis", MAX_MILLIS));
        Duration checkTime = Duration.ofMillis(number(fields, found, "checkMillis", MAX_MILLIS));
        long bytes = number(fields, found, "checkBytes", Long.MAX_VALUE);
        if (!problems().isEmpty()) {
            return null;
        }
        try {
            return new RunBudgets(healthy, operations, warmUp, checkTime, bytes);
        } catch (IllegalArgumentException e) {
            error(found, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private HarnessClassPath classPath(@Nullable LocatedJson found) {
        if (found == null) {
            return HarnessClassPath.unknown();
        }
        Map<String, LocatedJson> fields = object(found, "a class path");
        onlyFields(fields, Set.of("entries", "userClasses"));
        Map<String, Path> users = new LinkedHashMap<>();
        texts(fields, found, "userClasses").forEach((name, entry) -> path(found, entry, p -> users.put(name, p)));
        return new HarnessClassPath(paths(fields, found, "entries"), users);
    }

    private List<Path> paths(Map<String, LocatedJson> fields, LocatedJson parent, String name) {
        List<Path> paths = new ArrayList<>();
        words(fields, parent, name).forEach(word -> path(fields.getOrDefault(name, parent), word, paths::add));
        return paths;
    }

    private void path(LocatedJson where, String text, java.util.function.Consumer<Path> use) {
        try {
            use.accept(Path.of(text));
        } catch (InvalidPathException e) {
            error(where, "expected a path, found \"" + text + "\"");
        }
    }

    private <E extends Enum<E>> @Nullable E choice(
            Map<String, LocatedJson> fields, LocatedJson parent, String name, E[] values) {
        String text = text(fields, parent, name);
        if (text == null) {
            return null;
        }
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int at = words.indexOf(text);
        if (at < 0) {
            error(
                    fields.getOrDefault(name, parent),
                    "expected one of %s, found \"%s\"".formatted(String.join(", ", words), text));
            return null;
        }
        return values[at];
    }
}
