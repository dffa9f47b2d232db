package dev.stampede.checker.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.edn.SourceText.Run;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters, lines and columns, for every boundary between the pieces in which a file arrives. */
class SourceTextTest {
    private static SourceText dripping(byte[] bytes) {
        return SourceText.of("file", new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(1, length));
            }
        });
    }

    private static SourceText dripping(String text) {
        return dripping(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void characters_of_one_to_four_bytes_are_read_one_by_one_and_counted_as_one_column() {
        String text = "a\u00e9\u20ac\ud83d\ude42b\nc";
        for (SourceText source : new SourceText[] {dripping(text), SourceText.of(text)}) {
            int[] taken = text.codePoints().map(c -> source.take()).toArray();
            assertThat(taken).isEqualTo(text.codePoints().toArray());
            assertThat(source.take()).isEqualTo(SourceText.END);
            assertThat(source.line()).isEqualTo(2);
            assertThat(source.column()).isEqualTo(2);
        }
    }

    @Test
    void run_that_arrives_byte_by_byte_is_returned_as_a_whole() {
        SourceText source = dripping("one\u00e9two \"a\nb\"");
        int length = source.pass(Run.ATOM);
        assertThat(source.passed(length)).isEqualTo("one\u00e9two");
        assertThat(source.column()).isEqualTo(8);
        source.skipBlanks();
        source.take();
        assertThat(source.passed(source.pass(Run.QUOTED))).isEqualTo("a\nb");
        assertThat(source.line()).isEqualTo(2);
        assertThat(source.column()).isEqualTo(2);
    }

    @Test
    void run_at_the_end_stays_available_after_peeking_at_the_end() {
        for (SourceText source : new SourceText[] {dripping("abc"), SourceText.of("abc")}) {
            int length = source.pass(Run.ATOM);
            assertThat(source.peek()).isEqualTo(SourceText.END);
            assertThat(source.passed(length)).isEqualTo("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "c3",
                "c328",
                "c080",
                "e282",
                "e28228",
                "e08080",
                "eda080",
                "f09f99",
                "f0808080",
                "f4908080",
                "ff"
            })
    void bytes_that_are_no_character_are_malformed_and_are_read_one_by_one(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        SourceText source = dripping(bytes);
        assertThat(source.peek()).isEqualTo(SourceText.MALFORMED);
        assertThatThrownBy(() -> source.pass(Run.ATOM))
                .hasMessage("file:1:1: expected valid UTF-8, found the byte 0x" + hex.substring(0, 2));
        source.take();
        assertThat(source.column()).isEqualTo(2);
    }

    @Test
    void word_is_found_after_a_repeated_prefix_but_not_in_the_next_line() {
        byte[] word = "jepsen".getBytes(StandardCharsets.US_ASCII);
        SourceText source = dripping("jep jejepsen: x\njepse\nn jepsen");
        source.confineToLine();
        assertThat(source.passWord(word)).isTrue();
        assertThat(source.peek()).isEqualTo(':');
        source.nextLine();
        source.confineToLine();
        assertThat(source.passWord(word)).isFalse();
        source.nextLine();
        source.confineToLine();
        assertThat(source.passWord(word)).isTrue();
        assertThat(source.line()).isEqualTo(3);
    }

    @Test
    void end_of_a_line_is_the_end_while_confined_to_it() {
        SourceText source = SourceText.of("a\nb");
        source.confineToLine();
        source.take();
        assertThat(source.peek()).isEqualTo(SourceText.END);
        assertThat(source.atEndOfFile()).isFalse();
        assertThat(source.expected("more")).hasMessage("text:1:2: expected more, found the end of the line");
        assertThat(source.nextLine()).isTrue();
        assertThat(source.peek()).isEqualTo('b');
    }

    @Test
    void byte_order_mark_is_no_column() {
        SourceText source = SourceText.of(
                "file", (InputStream) new ByteArrayInputStream("\ufeffa".getBytes(StandardCharsets.UTF_8)));
        assertThat(source.column()).isEqualTo(1);
        assertThat(source.take()).isEqualTo('a');
    }
}
