package dev.stampede.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.VersionedZnode.Code;
import org.junit.jupiter.api.Test;

class VersionedZnodeReadingTest {

    @Test
    void refusal_with_a_result_code_and_a_path_is_an_observation() {
        assertThat(observed("BADVERSION /configuration/k0")).isEqualTo(Code.BAD_VERSION);
        assertThat(observed("NoNode")).isEqualTo(Code.NO_NODE);
        assertThat(observed("NODEEXISTS")).isEqualTo(Code.NODE_EXISTS);
    }

    @Test
    void failure_for_another_reason_is_no_observation() {
        assertThat(VersionedZnodeReading.kind().read(refused("NOAUTH /configuration/k0"), ReadingOptions.STRICT))
                .isEmpty();
    }

    private static Object observed(String error) {
        return VersionedZnodeReading.kind()
                .read(refused(error), ReadingOptions.STRICT)
                .orElseThrow()
                .output();
    }

    private static RecordedCall refused(String error) {
        return new RecordedCall(
                0, 1, "delete", "/k", new EdnValue.Atom("3"), new EdnValue.Atom(error), Outcome.FAILED, 10, 20);
    }
}
