package dev.stampede.checker.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.analysis.MultiContent.Part;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiContentTest {
    private static MultiContent content(@Nullable String text) {
        Attempt multi = HistoryBuilder.of("registers")
                .clients(1)
                .attempt(1, -1, Opcode.MULTI, text, Reply.ok(3), 10, 15)
                .ended(100)
                .history()
                .attempts()
                .get(0);
        return MultiContent.of(multi);
    }

    @Test
    void list_of_operations_is_known_in_their_order() {
        MultiContent content = content("delete /a/b-0000000001, createTTL /a c, check /");

        assertThat(content.known()).isTrue();
        assertThat(content.parts())
                .containsExactly(
                        new Part("delete", "/a/b-0000000001"), new Part("createTTL", "/a c"), new Part("check", "/"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "delete /a ...", "type 99 /a", "delete /a, unknown /b", "delete /a,b", "delete a"})
    void text_that_is_missing_cut_or_not_understood_is_not_known(@Nullable String text) {
        assertThat(content(text).known()).isFalse();
    }
}
