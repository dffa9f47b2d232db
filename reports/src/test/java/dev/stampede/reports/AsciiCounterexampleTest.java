package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AsciiCounterexampleTest {
    @Test
    void render_of_an_overlap_marks_the_culprit_and_the_open_end() {
        assertThat(AsciiCounterexample.render(SampleRuns.example("/locks/a")))
                .startsWith("two clients held /locks/a at once\n")
                .contains("  c1  [===]")
                .contains("! c2")
                .contains("acquire -> 0x200000091 /locks/a  OK  27.000 s .. 27.020 s")
                .contains(">  acquire  INDETERMINATE  26.900 s .. open")
                .endsWith("c2 was granted the lock before c1 released it\n");
    }

    @Test
    void render_of_text_with_line_ends_and_escapes_keeps_one_line_a_row() {
        String picture = AsciiCounterexample.render(SampleRuns.example("a\nb\u001b[31m"));

        assertThat(picture.lines()).hasSize(6);
        assertThat(picture).doesNotContain("\u001b");
    }
}
