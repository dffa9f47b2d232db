package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a plan. Reports all errors of the plan together, each with line, column and what was expected there. */
final class PlanReader extends LocatedReader {
    private static final long MOST_MILLIS = Duration.ofDays(30).toMillis();

    PlanReader(String file) {
        super(file);
    }

    Plan read(String text) {
        LocatedJson root;
        try {
            root = LocatedJson.read(text, file(), "a plan");
        } catch (LocatedJson.Malformed e) {
            throw new InvalidPlanException(List.of(String.valueOf(e.getMessage())));
        }
        return read(root);
    }

    /** Reads a plan that is part of another file. */
    Plan read(LocatedJson root) {
        Map<String, LocatedJson> fields = object(root, "a plan");
        long version = number(fields, root, "version", Long.MAX_VALUE);
        if (problems().isEmpty() && version != Plan.VERSION) {
            throw new InvalidPlanException(List.of(where(fields.getOrDefault("version", root))
                    + "expected a plan of version %d, found version %d. ".formatted(Plan.VERSION, version)
                    + (version > Plan.VERSION
                            ? "Use the version of Stampede that wrote it, or a newer one"
                            : "Rename \"atoms\" to \"steps\" and \"healing\" to \"healOrder\", and set \"version\" to "
                                    + Plan.VERSION)));
        }
        onlyFields(fields, Set.of("version", "seed", "chaosMillis", "steps", "healOrder"));
        long seed = wholeNumber(fields, root, "seed");
        long chaos = number(fields, root, "chaosMillis", MOST_MILLIS);
        Map<String, LocatedJson> ids = new HashMap<>();
        List<PlanStep> steps = new ArrayList<>();
        for (LocatedJson item : list(fields, root, "steps")) {
            PlanStep step = step(item, ids);
            if (step != null) {
                steps.add(step);
            }
        }
        List<String> healOrder =
                healOrder(list(fields, root, "healOrder"), fields.getOrDefault("healOrder", root), ids);
        InvalidPlanException.throwIfAny(problems());
        try {
            return new Plan(seed, Duration.ofMillis(chaos), steps, healOrder);
        } catch (IllegalArgumentException e) {
            throw new InvalidPlanException(List.of(file() + ": " + e.getMessage()));
        }
    }

    private @Nullable PlanStep step(LocatedJson item, Map<String, LocatedJson> ids) {
        int before = problemCount();
        Map<String, LocatedJson> fields = object(item, "a step");
        onlyFields(fields, Set.of("id", "fault", "target", "when", "until"));
        String id = text(fields, item, "id");
        if (id != null && ids.putIfAbsent(id, fields.getOrDefault("id", item)) != null) {
            error(fields.getOrDefault("id", item), "expected each id once, found \"" + id + "\" again");
        }
        FaultType type = type(fields, item);
        Target target = target(fields, item);
        Long at = millis(fields, item, "when", "time", "atMillis");
        Long lasting = millis(fields, item, "until", "duration", "millis");
        if (problemCount() > before || id == null || type == null || target == null || at == null || lasting == null) {
            return null;
        }
        try {
            return new PlanStep(
                    id,
                    type,
                    target,
                    new StepTrigger.AtTime(Duration.ofMillis(at)),
                    new StepEnd.Lasting(Duration.ofMillis(lasting)));
        } catch (IllegalArgumentException e) {
            error(item, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable FaultType type(Map<String, LocatedJson> fields, LocatedJson parent) {
        String name = text(fields, parent, "fault");
        if (name == null) {
            return null;
        }
        Optional<FaultType> type = FaultTypes.named(name);
        if (type.isEmpty()) {
            error(
                    fields.getOrDefault("fault", parent),
                    "expected a fault as family:shape, found \"%s\"; nearest: %s"
                            .formatted(name, String.join(", ", FaultTypes.nearestTypes(name))));
        }
        return type.orElse(null);
    }

    private @Nullable Target target(Map<String, LocatedJson> fields, LocatedJson parent) {
        String text = text(fields, parent, "target");
        if (text == null) {
            return null;
        }
        Optional<Target> target = Target.parse(text);
        if (target.isEmpty()) {
            error(
                    fields.getOrDefault("target", parent),
                    "expected a target (\"all\", %s, %s), found \"%s\""
                            .formatted(Target.MEMBER_FORMS, Target.CLIENT_FORMS, text));
        }
        return target.orElse(null);
    }

    /** Reads the milliseconds of {@code {"kind": kind, field: millis}}. Any other kind is an error. */
    private @Nullable Long millis(
            Map<String, LocatedJson> fields, LocatedJson parent, String name, String kind, String field) {
        LocatedJson found = fields.get(name);
        if (found == null) {
            error(parent, "expected a field \"%s\"; it is missing".formatted(name));
            return null;
        }
        int before = problemCount();
        Map<String, LocatedJson> own = object(found, "\"" + name + "\"");
        String actual = text(own, found, "kind");
        if (actual != null && !actual.equals(kind)) {
            error(
                    own.getOrDefault("kind", found),
                    "expected \"%s\" of the kind \"%s\", found \"%s\"".formatted(name, kind, actual));
            return null;
        }
        onlyFields(own, Set.of("kind", field));
        long millis = number(own, found, field, MOST_MILLIS);
        return problemCount() > before ? null : Long.valueOf(millis);
    }

    private List<String> healOrder(List<LocatedJson> items, LocatedJson parent, Map<String, LocatedJson> ids) {
        List<String> order = new ArrayList<>();
        for (LocatedJson item : items) {
            if (!(item.value() instanceof String id)) {
                error(item, "expected the id of a step, found " + item.kind());
            } else if (!ids.containsKey(id)) {
                error(item, "expected the id of a step, found the unknown id \"" + id + "\"");
            } else if (order.contains(id)) {
                error(item, "expected each id once, found \"" + id + "\" again");
            } else {
                order.add(id);
            }
        }
        for (String id : ids.keySet().stream().sorted().toList()) {
            if (!order.contains(id)) {
                error(parent, "expected \"" + id + "\" in the heal order; it is missing");
            }
        }
        return order;
    }
}
