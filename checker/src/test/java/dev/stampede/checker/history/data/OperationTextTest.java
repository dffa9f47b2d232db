package dev.stampede.checker.history.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OperationTextTest {
    private static final ZnodeState STATE = new ZnodeState("c1-7-2", 3, 0x10, 0x1f);

    static Stream<OperationInput> inputs() {
        List<OperationInput> all = new ArrayList<>(List.of(
                LockInput.Acquire.EXCLUSIVE,
                new LockInput.Acquire("read"),
                LockInput.Release.EXCLUSIVE,
                new LockInput.Release("write"),
                new LockInput.AcquireAll(List.of("/a", "/b")),
                new LockInput.ReleaseAll(List.of("/a")),
                new LockInput.SampleLeadership(),
                new ZnodeInput.ViewChange(),
                new ZnodeInput.Snapshot(),
                new ZnodeInput.CountChildren(),
                new ZnodeInput.Notified("NodeDataChanged", 0x2a),
                new ZnodeInput.Notified("NODE_CHANGED", 0),
                new ZnodeInput.Notified("", 0),
                new ZnodeInput.Create("c1-7-2"),
                new ZnodeInput.CreateSequential("c1x7n2"),
                new ZnodeInput.Delete(4),
                new ZnodeInput.SetData("c1-7-2", -1),
                new ZnodeInput.Raise("c1x7n2"),
                new ZnodeInput.Multi("c1x7n2", 5),
                new NameInput.Register("http://client-1/5.0"),
                new NameInput.Change("http://client-1/5.0", 0x1f),
                new NameInput.Change("http://client-1/5.0", 0),
                new NameInput.Replace("http://client-1/5.0", 0x1f),
                new NameInput.Put("http://client-1/5.0"),
                new NameInput.Unregister(0x1f),
                new NameInput.Unregister(0),
                new NameInput.NextId(),
                new BackendInput.Serve("127.0.1.1:80"),
                new BackendInput.Stop(),
                new BackendInput.Update("127.0.1.1:80"),
                new BackendInput.ListBackends(),
                new BackendInput.Dispatch("127.0.1.1:80"),
                new QueueInput.Enqueue("c1-5"),
                new QueueInput.Enqueue("c1-5", 3, 0),
                new QueueInput.Enqueue("c1-5", 0, 1_750_000_000_000L),
                new QueueInput.Dequeue(),
                new QueueInput.Dequeue(500),
                new QueueInput.Consume("c1-5", 0),
                new QueueInput.Consume("c1-5", 1_750_000_000_000L),
                new QueueInput.Remove("c1-5"),
                new QueueInput.Open(),
                new QueueInput.Close(),
                new OperationInput.Custom("enqueue", "two words"),
                new OperationInput.Custom("enqueue", "c1-5 size 3"),
                new OperationInput.Custom("enqueue", "c1-5 priority 0"),
                new CounterInput.Increment(),
                new CounterInput.TryCount(41),
                new CounterInput.GetCount(),
                new BarrierInput.SetBarrier(),
                new BarrierInput.LiftBarrier(),
                new BarrierInput.AwaitBarrier(500),
                new BarrierInput.AwaitBarrier(BarrierInput.UNLIMITED),
                new BarrierInput.Enter(3, 500),
                new BarrierInput.Enter(3, BarrierInput.UNLIMITED),
                new BarrierInput.Leave(500),
                new BarrierInput.Leave(BarrierInput.UNLIMITED),
                new OperationInput.Custom("increment", "5"),
                new OperationInput.Custom("enter", null),
                new OperationInput.Custom("leave", "the room"),
                new GroupInput.Join("c1.7.2"),
                new GroupInput.SetMemberData("c1.7.3"),
                new GroupInput.Leave(),
                new GroupInput.ListMembers(),
                new GroupInput.CloseView(),
                new GroupInput.CloseSession(),
                new TaskInput.Assign("t17"),
                new TaskInput.Withdraw(),
                new TaskInput.BeginWork("w1.2"),
                new TaskInput.BeginCoordination("c0.1"),
                new TaskInput.EndWork(),
                new TaskInput.Receive(),
                new TaskInput.Answer("w1.2.done"),
                new TaskInput.Report("w1.2.working"),
                new WatchInput.SetWatch("w17", WatchInput.WatchKind.PERSISTENT_RECURSIVE),
                new WatchInput.ReadStat(),
                new WatchInput.Triggered("w17", WatchInput.ChangeType.CHILDREN_CHANGED, 0x1_0000_0005L),
                new WatchInput.CreateTtl(1500),
                new WatchInput.LetGo(),
                new WatchInput.EnterContainer(),
                new WatchInput.LeaveContainer(),
                new OperationInput.Custom("transfer", "5 from a to b"),
                new OperationInput.Custom("transfer", null),
                new OperationInput.Custom("setData", "any"),
                new OperationInput.Custom("delete", null)));
        Arrays.stream(ZnodeInput.ReadKind.values()).map(ZnodeInput.Read::new).forEach(all::add);
        Arrays.stream(NameInput.LookUpKind.values()).map(NameInput.LookUp::new).forEach(all::add);
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void input_written_and_read_is_the_same(OperationInput input) {
        assertThat(OperationInput.of(input.function(), input.argument())).isEqualTo(input);
    }

    @Test
    void every_kind_of_input_is_tried() {
        List<Class<?>> kinds = new ArrayList<>(List.of(OperationInput.Custom.class));
        for (Class<?> family : OperationInput.class.getPermittedSubclasses()) {
            if (family.isInterface()) {
                kinds.addAll(List.of(family.getPermittedSubclasses()));
            }
        }
        assertThat(inputs().map(Object::getClass).distinct()).containsExactlyInAnyOrderElementsOf(kinds);
    }

    record Pair(OperationInput input, OperationOutput output) {}

    static Stream<Pair> outputs() {
        Map<String, String> backends = new LinkedHashMap<>();
        backends.put("/b/2", "127.0.2.1:80");
        backends.put("/b/1", "127.0.1.1:80");
        return Stream.of(
                new Pair(LockInput.Acquire.EXCLUSIVE, OperationOutput.Granted.UNCOUNTED),
                new Pair(LockInput.Acquire.EXCLUSIVE, new OperationOutput.Granted(0)),
                new Pair(LockInput.Acquire.EXCLUSIVE, new OperationOutput.Granted(17)),
                new Pair(LockInput.Acquire.EXCLUSIVE, new OperationOutput.Custom("at last")),
                new Pair(new LockInput.SampleLeadership(), new OperationOutput.Leadership(true)),
                new Pair(new LockInput.SampleLeadership(), new OperationOutput.Leadership(false)),
                new Pair(new ZnodeInput.Read(ZnodeInput.ReadKind.GET), new OperationOutput.Shown(STATE)),
                new Pair(new ZnodeInput.ViewChange(), new OperationOutput.Shown(null)),
                new Pair(new ZnodeInput.ViewChange(), new OperationOutput.Custom("one two")),
                new Pair(new ZnodeInput.Snapshot(), new OperationOutput.ShownTogether(List.of())),
                new Pair(new ZnodeInput.Snapshot(), new OperationOutput.ShownTogether(List.of(STATE, STATE))),
                new Pair(new ZnodeInput.SetData("d", 2), new OperationOutput.WholeNumber(3)),
                new Pair(new NameInput.NextId(), new OperationOutput.WholeNumber(1L << 40)),
                new Pair(new NameInput.LookUp(NameInput.LookUpKind.STRICT), new OperationOutput.Found("http://x")),
                new Pair(new NameInput.LookUp(NameInput.LookUpKind.PLAIN), new OperationOutput.Found(null)),
                new Pair(new BackendInput.ListBackends(), new OperationOutput.Backends(backends)),
                new Pair(new BackendInput.ListBackends(), new OperationOutput.Backends(Map.of())),
                new Pair(new QueueInput.Dequeue(), new OperationOutput.Taken("c1-5")),
                new Pair(new QueueInput.Remove("c1-5"), new OperationOutput.WholeNumber(1)),
                new Pair(new GroupInput.ListMembers(), new OperationOutput.Members(Map.of("c1", "c1.7.2"))),
                new Pair(new GroupInput.ListMembers(), new OperationOutput.Members(Map.of())),
                new Pair(new BackendInput.Dispatch("127.0.1.1:80"), new OperationOutput.Custom("backend-1")),
                new Pair(new OperationInput.Custom("transfer", null), OperationOutput.Custom.DONE));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void output_written_and_read_is_the_same(Pair pair) {
        assertThat(pair.input().output(pair.output().text())).isEqualTo(pair.output());
    }

    @Test
    void every_kind_of_output_is_tried() {
        assertThat(outputs().<Class<?>>map(pair -> pair.output().getClass()).distinct())
                .containsExactlyInAnyOrderElementsOf(List.of(OperationOutput.class.getPermittedSubclasses()));
    }

    @Test
    void operation_that_did_not_succeed_has_no_output() {
        assertThat(operation(Outcome.OK, "woken 2", null).output()).isEqualTo(new OperationOutput.Granted(2));
        assertThat(operation(Outcome.INDETERMINATE, "woken 2", "interrupted").output())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"NODEEXISTS /a/b,NODEEXISTS", "NONODE,NONODE", "IOException: reset,", "nonode,", ","})
    void error_begins_with_the_result_code(String error, ResultCode code) {
        assertThat(operation(Outcome.FAILED, null, error).errorCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"interrupted,true", "InterruptedException: x,true", "NONODE /a,false", ",false"})
    void error_of_an_interruption_is_recognised(String error, boolean interrupted) {
        assertThat(operation(Outcome.INDETERMINATE, null, error).interrupted()).isEqualTo(interrupted);
    }

    private static Operation operation(Outcome outcome, String result, String error) {
        return new Operation(0, 1, "acquire", "/a", null, result, error, outcome, 1, 2, 3, 4, 5);
    }
}
