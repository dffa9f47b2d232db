package dev.stampede.workloads.junit;

import java.util.Map;
import java.util.TreeMap;

/**
 * A check of a run. {@link Stampede} has one method for each common check. Immutable.
 *
 * @param check the name of the check; the command {@code list checks} prints all, with their parameters
 * @param parameters the parameters that differ from those of the scenario
 */
public record Promise(String check, Map<String, String> parameters) {
    public Promise {
        parameters = Map.copyOf(parameters);
    }

    /** This check with a parameter set. */
    public Promise with(String parameter, String value) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put(parameter, value);
        return new Promise(check, all);
    }
}
