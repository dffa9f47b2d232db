package dev.stampede.workloads.client.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private final OperationAttempts beneath = new OperationAttempts();

    private void attempt(Opcode opcode, String path, Code code) {
        beneath.sent(opcode);
        beneath.answered(opcode, ResultCode.of(code.intValue()), path);
    }

    private Outcome thrown(Code code, String path) {
        return Outcomes.ofThrown(KeeperException.create(code, path), beneath);
    }

    @Test
    void codes_are_definite_only_if_the_server_refused() {
        Set<ResultCode> definite = EnumSet.allOf(ResultCode.class).stream()
                .filter(code -> Outcomes.ofCode(code) == Outcome.FAILED)
                .collect(Collectors.toSet());

        assertThat(definite)
                .containsExactlyInAnyOrder(
                        ResultCode.NONODE,
                        ResultCode.NODEEXISTS,
                        ResultCode.BADVERSION,
                        ResultCode.NOTEMPTY,
                        ResultCode.NOCHILDRENFOREPHEMERALS,
                        ResultCode.NOAUTH,
                        ResultCode.INVALIDACL,
                        ResultCode.QUOTAEXCEEDED,
                        ResultCode.NOTREADONLY,
                        ResultCode.EPHEMERALONLOCALSESSION,
                        ResultCode.UNIMPLEMENTED,
                        ResultCode.BADARGUMENTS,
                        ResultCode.SESSIONMOVED,
                        ResultCode.THROTTLEDOP,
                        ResultCode.APIERROR);
        assertThat(Outcomes.ofCode(ResultCode.OK)).isEqualTo(Outcome.OK);
    }

    @Test
    void every_code_of_zookeeper_has_its_name_and_number() {
        assertThat(EnumSet.allOf(Code.class))
                .allSatisfy(code ->
                        assertThat(ResultCode.of(code.intValue()).name()).isEqualTo(code.name()));
        assertThat(ResultCode.of(-4711)).isEqualTo(ResultCode.UNKNOWN);
        assertThat(Outcomes.ofCode(ResultCode.UNKNOWN)).isEqualTo(Outcome.INDETERMINATE);
    }

    @Test
    void refusal_of_the_first_attempt_is_a_failure() {
        attempt(Opcode.CREATE, "/a", Code.NODEEXISTS);
        assertThat(thrown(Code.NODEEXISTS, "/a")).isEqualTo(Outcome.FAILED);
    }

    @Test
    void refusal_after_a_lost_write_is_indeterminate() {
        attempt(Opcode.CREATE, "/a", Code.CONNECTIONLOSS);
        attempt(Opcode.CREATE, "/a", Code.NODEEXISTS);
        assertThat(thrown(Code.NODEEXISTS, "/a")).isEqualTo(Outcome.INDETERMINATE);
    }

    @Test
    void refusal_after_a_lost_read_is_a_failure() {
        attempt(Opcode.GET_DATA, "/a", Code.CONNECTIONLOSS);
        attempt(Opcode.SET_DATA, "/a", Code.BADVERSION);
        assertThat(thrown(Code.BADVERSION, "/a")).isEqualTo(Outcome.FAILED);
    }

    @Test
    void refusal_beside_an_open_write_is_indeterminate() {
        beneath.sent(Opcode.DELETE);
        attempt(Opcode.CREATE, "/a", Code.NODEEXISTS);
        assertThat(thrown(Code.NODEEXISTS, "/a")).isEqualTo(Outcome.INDETERMINATE);
    }

    @Test
    void refusal_after_the_create_of_parents_is_a_failure() {
        attempt(Opcode.CREATE_CONTAINER, "/a", Code.OK);
        attempt(Opcode.CREATE, "/a/b", Code.NODEEXISTS);
        assertThat(thrown(Code.NODEEXISTS, "/a/b")).isEqualTo(Outcome.FAILED);
    }

    @Test
    void refusal_after_another_write_succeeded_is_indeterminate() {
        attempt(Opcode.CREATE, "/ab", Code.OK);
        attempt(Opcode.CREATE, "/a", Code.NODEEXISTS);
        assertThat(thrown(Code.NODEEXISTS, "/a")).isEqualTo(Outcome.INDETERMINATE);
    }

    @Test
    void lost_answers_are_indeterminate_unless_only_reads_were_sent() {
        assertThat(thrown(Code.CONNECTIONLOSS, "/a")).isEqualTo(Outcome.INDETERMINATE);
        attempt(Opcode.GET_DATA, "/a", Code.SESSIONEXPIRED);
        assertThat(thrown(Code.SESSIONEXPIRED, "/a")).isEqualTo(Outcome.FAILED);
        attempt(Opcode.SET_DATA, "/a", Code.SESSIONEXPIRED);
        assertThat(thrown(Code.SESSIONEXPIRED, "/a")).isEqualTo(Outcome.INDETERMINATE);
    }

    @Test
    void other_exceptions_are_indeterminate_and_wrapped_ones_are_unwrapped() {
        attempt(Opcode.CREATE, "/a", Code.NODEEXISTS);
        assertThat(Outcomes.ofThrown(new IOException("x"), beneath)).isEqualTo(Outcome.INDETERMINATE);
        assertThat(Outcomes.ofThrown(new InterruptedException(), beneath)).isEqualTo(Outcome.INDETERMINATE);
        Exception wrapped = new ExecutionException(KeeperException.create(Code.NODEEXISTS, "/a"));
        assertThat(Outcomes.ofThrown(wrapped, beneath)).isEqualTo(Outcome.FAILED);
        assertThat(Outcomes.describe(wrapped)).isEqualTo("NODEEXISTS /a");
    }

    @Test
    void runtime_inconsistency_outside_a_multi_is_indeterminate() {
        assertThat(thrown(Code.RUNTIMEINCONSISTENCY, "/a")).isEqualTo(Outcome.INDETERMINATE);
    }
}
