package dev.stampede.checker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The calculations of the benchmarks; the benchmarks themselves are no tests. */
class BenchmarkToolsTest {
    private static Sample sample(String file, String verdict, double first, double millis) {
        return new Sample(file, verdict, 10, first, millis, 3);
    }

    @Test
    void sample_is_unchanged_between_processes_and_unknown_fields_are_ignored() {
        Sample sample = sample("a \"b\".log", "VALID", 1.5, 0.25);
        assertThat(Sample.fromJson(sample.toJson())).isEqualTo(sample);
        assertThat(Sample.fromJson(
                        "{\"file\":\"a\",\"verdict\":\"VALID\",\"operations\":10,\"extra\":[1,{}],\"millis\":2}"))
                .isEqualTo(new Sample("a", "VALID", 10, 0, 2, 0));
        assertThatThrownBy(() -> Sample.fromJson("{\"file\"")).hasMessageContaining("expected a sample");
    }

    @Test
    void figures_are_medians_over_the_rounds() {
        Figures figures = new Figures();
        figures.add(List.of(sample("a", "VALID", 9, 3), sample("b", "INVALID", 1, 10)));
        figures.add(List.of(sample("a", "VALID", 5, 1), sample("b", "INVALID", 1, 30)));
        figures.add(List.of(sample("a", "VALID", 7, 2), sample("b", "VALID", 1, 20)));
        assertThat(figures.millis("a")).isEqualTo(2);
        assertThat(figures.firstMillis("a")).isEqualTo(7);
        assertThat(figures.sumOfMillis(List.of("a", "b"))).isEqualTo(22);
        assertThat(figures.firstPass(List.of("a", "b"))).isEqualTo(8);
        assertThat(figures.verdict("a")).isEqualTo("VALID");
        assertThat(figures.verdict("b")).isEqualTo("INVALID or VALID");
        assertThat(Figures.median(List.of(4.0, 1.0))).isEqualTo(1);
        assertThatThrownBy(() -> figures.millis("c")).hasMessage("expected a sample of c, found none");
    }

    @Test
    void table_states_which_requirements_are_met_and_which_are_not() {
        Table table = new Table();
        table.times("fast", 1, 300, "equal", 100, 250);
        table.times("slower", 1, 120, "equal", 100, 250);
        table.times("slow", 1, 50, "DIFFERENT", 100, 250);
        table.times("alone", 1, Table.NONE, "", 100, 250);
        table.time("short enough", 20, 2_000, "", 50, 20);
        table.time("too long", 51, Table.NONE, "", 50, 20);
        table.number("heap", 310, "MiB", 1_024, 300);
        table.fact("no error", "VALID", true);
        table.fact("an error", "code 1", false);
        List<String> ends = table.markdown()
                .lines()
                .skip(2)
                .map(line -> line.substring(2, line.length() - 2))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> cells[0] + ": " + cells[cells.length - 1])
                .collect(Collectors.toList());
        assertThat(ends)
                .containsExactly(
                        "fast: goal",
                        "slower: at least",
                        "slow: SHORT",
                        "alone: ",
                        "short enough: goal",
                        "too long: SHORT",
                        "heap: at least",
                        "no error: yes",
                        "an error: NO");
        assertThat(table.markdown())
                .startsWith("| what | Stampede | Porcupine | ratio | verdicts | at least | goal | reached |\n| --- |")
                .contains(
                        "| fast | 1.00 ms | 300 ms | 300\u00d7 | equal | \u2265 100\u00d7 | \u2265 250\u00d7 | goal |");
    }

    @Test
    void settings_are_read_and_unknown_ones_refused() {
        Settings settings = Settings.parse(List.of("--rounds=5", "--sections=long,capped", "--special=1000000"));
        assertThat(settings.rounds()).isEqualTo(5);
        assertThat(settings.sections()).containsExactly("capped", "long");
        assertThat(settings.special()).isEqualTo(1_000_000);
        assertThatThrownBy(() -> Settings.parse(List.of("--rounds=none")))
                .hasMessage("expected a number of at least 1, found --rounds=none");
        assertThatThrownBy(() -> Settings.parse(List.of("--sections=all")))
                .hasMessageStartingWith(
                        "expected sections of [files, long, special, cores, capped, grid, scale], found [all]");
        assertThatThrownBy(() -> Settings.parse(List.of("--fast"))).hasMessageEndingWith("found --fast");
    }

    @Test
    void rows_have_unique_names_and_are_found_by_them() {
        List<Row> rows = Row.special();
        assertThat(rows).hasSize(12).extracting(Row::name).doesNotHaveDuplicates();
        for (Row row : rows) {
            assertThat(Row.named(row.name())).isEqualTo(row);
        }
        assertThatThrownBy(() -> Row.named("none")).hasMessage("expected the name of a row, found none");
    }
}
