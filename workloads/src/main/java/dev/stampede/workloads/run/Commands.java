package dev.stampede.workloads.run;

import dev.stampede.workloads.run.RunConfig.EnsembleKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The command lines that run something again or check it again, as a shell takes them. */
public final class Commands {
    private static final String JAR = "-jar workloads/target/stampede.jar ";

    private Commands() {}

    /** Runs it again with the plan that it saved, and with these system properties. */
    static String replay(RunConfig spec, Path plan, Map<String, String> properties) {
        List<String> words = new ArrayList<>(List.of("run", spec.variant().scenario()));
        add(words, "--variant", spec.variant().name());
        add(words, "--plan", plan.toString());
        add(words, "--time", spec.time().toMillis() + "ms");
        add(words, "--seed", Long.toString(spec.seed()));
        add(words, "--clients", Integer.toString(spec.clients()));
        if (spec.clientJvms() > 0) {
            add(words, "--client-jvms", Integer.toString(spec.clientJvms()));
        }
        add(words, "--ensemble", spec.ensemble().name().toLowerCase(Locale.ROOT));
        if (spec.ensemble() == EnsembleKind.EXTERNAL) {
            add(words, "--connect", String.valueOf(spec.connect()));
        } else {
            add(words, "--members", Integer.toString(spec.members()));
        }
        if (spec.audit() != RunConfig.Audit.PLAIN) {
            add(words, "--audit", spec.audit().name().toLowerCase(Locale.ROOT));
        }
        if (spec.zookeeper() != null) {
            add(words, "--zookeeper", spec.zookeeper());
        }
        if (spec.config() != null) {
            add(words, "--config", spec.config().toString());
        }
        List<String> flags = new ArrayList<>(List.of("java"));
        properties.forEach((key, value) -> flags.add("-D" + key + "=" + value));
        return shell(flags) + " " + JAR + shell(words);
    }

    /** Checks a history again. */
    static String recheck(Path history) {
        return "java " + JAR + shell(List.of("check", history.toString()));
    }

    private static void add(List<String> words, String option, String value) {
        words.add(option);
        words.add(value);
    }

    private static String shell(List<String> words) {
        return words.stream().map(Commands::quoted).collect(Collectors.joining(" "));
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:,=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
