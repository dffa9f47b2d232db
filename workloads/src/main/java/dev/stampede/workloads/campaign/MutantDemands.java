package dev.stampede.workloads.campaign;

import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a mutant needs to show itself, read from {@link Variant#args()}. */
record MutantDemands(List<String> faults, Duration time, int clients, int clientJvms, int members) {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m)");
    private static final int MEMBERS = 3;

    /**
     * Reads them; what they do not say is as given.
     *
     * @param otherwise the time where they name none
     * @throws IllegalArgumentException if there is an option that a campaign does not know, or a value that is none
     */
    static MutantDemands of(Variant variant, Duration otherwise) {
        MutantDemands args = new MutantDemands(List.of(), otherwise, RunConfig.DEFAULT_CLIENTS, 0, MEMBERS);
        List<String> words = variant.args();
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(variant.recipe() + " has " + option + " without a value");
            }
            args = args.with(variant, option, words.get(i + 1));
        }
        return args;
    }

    private MutantDemands with(Variant variant, String option, String value) {
        return switch (option) {
            case "--faults" -> new MutantDemands(List.of(value.split(",", -1)), time, clients, clientJvms, members);
            case "--time" -> new MutantDemands(faults, time(variant, value), clients, clientJvms, members);
            case "--clients" -> new MutantDemands(faults, time, Integer.parseInt(value), clientJvms, members);
            case "--client-jvms" -> new MutantDemands(faults, time, clients, Integer.parseInt(value), members);
            case "--members" -> new MutantDemands(faults, time, clients, clientJvms, Integer.parseInt(value));
            default ->
                throw new IllegalArgumentException(variant.recipe() + " has the option " + option
                        + "; a campaign knows --faults, --time, --clients, --client-jvms and --members");
        };
    }

    private static Duration time(Variant variant, String value) {
        Matcher matcher = TIME.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    variant.recipe() + " has --time " + value + "; expected a time such as 500ms, 20s or 2m");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
