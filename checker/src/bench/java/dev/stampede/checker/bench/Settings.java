package dev.stampede.checker.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of the benchmarks.
 *
 * @param histories the folder of recorded histories with known verdicts, empty if there is none
 * @param work the folder for generated histories, the Go program and the results
 * @param rounds the number of alternating rounds
 * @param porcupineSeconds the time limit of one check by Porcupine, in seconds
 * @param sections the sections to run, of {@link #SECTIONS}
 * @param special a number of operations that the specialists decide from columns, in addition to a million
 * @param attempts the lengths of the histories on which all checks run
 */
record Settings(
        Optional<Path> histories,
        Path work,
        int rounds,
        int porcupineSeconds,
        Set<String> sections,
        int special,
        List<Integer> attempts) {
    static final List<String> SECTIONS = List.of("files", "long", "special", "cores", "capped", "grid", "scale");

    static final String HELP =
            """
            --histories=DIR          recorded histories (default: the property stampede.histories)
            --work=DIR               folder for the results (default: target/bench)
            --rounds=N               number of alternating rounds (default: 3)
            --porcupine-timeout=S    seconds for one check by Porcupine (default: 5)
            --sections=A,B           of files, long, special, cores, capped, grid, scale (default: all)
            --special=N              operations for the specialists, in addition to 1000000 (default: 10000000)
            --attempts=N,M           lengths of the histories of the section scale (default: 100000,1000000)
            """;

    static Settings parse(List<String> args) {
        Settings settings = new Settings(
                Optional.ofNullable(System.getProperty("stampede.histories")).map(Path::of),
                Path.of("target", "bench"),
                3,
                5,
                new TreeSet<>(SECTIONS),
                10_000_000,
                List.of(100_000, 1_000_000));
        for (String arg : args) {
            settings = settings.with(arg);
        }
        return settings;
    }

    private Settings with(String arg) {
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg : arg.substring(0, equals);
        String value = arg.substring(equals + 1);
        return switch (name) {
            case "--histories" ->
                new Settings(Optional.of(Path.of(value)), work, rounds, porcupineSeconds, sections, special, attempts);
            case "--work" ->
                new Settings(histories, Path.of(value), rounds, porcupineSeconds, sections, special, attempts);
            case "--rounds" ->
                new Settings(histories, work, number(arg, value), porcupineSeconds, sections, special, attempts);
            case "--porcupine-timeout" ->
                new Settings(histories, work, rounds, number(arg, value), sections, special, attempts);
            case "--sections" ->
                new Settings(histories, work, rounds, porcupineSeconds, sections(value), special, attempts);
            case "--special" ->
                new Settings(histories, work, rounds, porcupineSeconds, sections, number(arg, value), attempts);
            case "--attempts" ->
                new Settings(histories, work, rounds, porcupineSeconds, sections, special, numbers(arg, value));
            default -> throw new IllegalArgumentException("expected one of the options\n" + HELP + "found " + arg);
        };
    }

    private static int number(String arg, String value) {
        if (!value.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("expected a number of at least 1, found " + arg);
        }
        return Integer.parseInt(value);
    }

    private static List<Integer> numbers(String arg, String values) {
        return Arrays.stream(values.split(",")).map(value -> number(arg, value)).toList();
    }

    private static Set<String> sections(String value) {
        Set<String> asked = new TreeSet<>(List.of(value.split(",")));
        if (!SECTIONS.containsAll(asked)) {
            throw new IllegalArgumentException("expected sections of " + SECTIONS + ", found " + asked);
        }
        return asked;
    }
}
