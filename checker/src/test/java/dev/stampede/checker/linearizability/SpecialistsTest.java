package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.model.Counter;
import dev.stampede.checker.model.ElementSet;
import dev.stampede.checker.model.FifoQueue;
import dev.stampede.checker.model.IdGenerator;
import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ReadWriteLock;
import dev.stampede.checker.model.ReadWriteLock.Mode;
import dev.stampede.checker.model.Register;
import dev.stampede.checker.model.Semaphore;
import dev.stampede.checker.model.VersionedZnode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One history that each specialist accepts, one that it refutes, and one that it refuses. */
class SpecialistsTest {

    /** Calls one after another, or with times. */
    private static final class Calls<I, O> {
        private final List<ObservedCall<I, O>> calls = new ArrayList<>();

        Calls<I, O> ok(int client, I input, @Nullable O output, long from, long to) {
            calls.add(ObservedCall.certain(calls.size(), client, "", input, output, from, to));
            return this;
        }

        Calls<I, O> open(int client, I input, long from) {
            calls.add(ObservedCall.possible(calls.size(), client, "", input, from));
            return this;
        }

        Calls<I, O> zxid(long zxid) {
            calls.set(calls.size() - 1, calls.get(calls.size() - 1).at(zxid));
            return this;
        }
    }

    private static Ruling ruling(Specialist specialist, Model<?, ?, ?> model, Calls<?, ?> calls) {
        return ruling(specialist, model, calls, CheckBudget.of(Duration.ofMinutes(1), 1 << 26), Long.MAX_VALUE / 2);
    }

    private static Ruling ruling(
            Specialist specialist, Model<?, ?, ?> model, Calls<?, ?> calls, CheckBudget budget, long nanos) {
        return specialist.decide(problem(model, calls), SearchBudget.of(budget, nanos));
    }

    @SuppressWarnings("unchecked")
    private static <S, I, O> Problem problem(Model<S, I, O> model, Calls<?, ?> calls) {
        return Problem.of(model, ((Calls<I, O>) calls).calls);
    }

    private static void accepts(Specialist specialist, Model<?, ?, ?> model, Calls<?, ?> calls, int... witness) {
        assertThat(ruling(specialist, model, calls))
                .isInstanceOfSatisfying(Ruling.Accepted.class, accepted -> assertThat(accepted.witness())
                        .containsExactly(witness));
    }

    private static void refutes(Specialist specialist, Model<?, ?, ?> model, Calls<?, ?> calls, int... suspects) {
        assertThat(ruling(specialist, model, calls))
                .isInstanceOfSatisfying(Ruling.Refuted.class, refuted -> assertThat(refuted.suspects())
                        .containsExactly(suspects));
    }

    private static void refuses(Specialist specialist, Model<?, ?, ?> model, Calls<?, ?> calls, String precondition) {
        assertThat(ruling(specialist, model, calls))
                .isInstanceOfSatisfying(Ruling.Refused.class, refused -> assertThat(refused.precondition())
                        .contains(precondition));
    }

    private static final Register REGISTER = new Register("0");

    private static Calls<Register.Input, Register.Output> register() {
        return new Calls<>();
    }

    private static Register.Value value(String text) {
        return new Register.Value(text);
    }

    @Test
    void register_write_that_was_lost_and_read_later_is_accepted() {
        accepts(
                new RegisterSpecialist(),
                REGISTER,
                register()
                        .open(0, new Register.Write("1"), 0)
                        .ok(1, new Register.Read(), value("0"), 1, 2)
                        .ok(1, new Register.CompareAndSet("1", "2"), Register.Done.SWAPPED, 3, 4)
                        .open(2, new Register.Write("7"), 3),
                1,
                0,
                2);
    }

    @Test
    void register_old_value_read_between_two_reads_of_a_new_one_is_refuted() {
        refutes(
                new RegisterSpecialist(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 9)
                        .ok(1, new Register.Read(), value("1"), 1, 2)
                        .ok(1, new Register.Read(), value("0"), 3, 4),
                0,
                1,
                2);
    }

    @Test
    void register_value_written_twice_is_refused() {
        refuses(
                new RegisterSpecialist(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1)
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 2, 3),
                "each value is written once");
    }

    @Test
    void register_out_of_time_is_undecided() {
        Calls<?, ?> calls = register().ok(0, new Register.Read(), value("0"), 0, 1);

        Ruling ruling =
                ruling(new RegisterSpecialist(), REGISTER, calls, CheckBudget.of(Duration.ofMinutes(1), 1 << 26), -1);

        assertThat(ruling).isInstanceOfSatisfying(Ruling.Undecided.class, undecided -> assertThat(
                        undecided.unknown().limit())
                .isEqualTo(Decision.Limit.TIME));
    }

    @Test
    void register_beyond_the_budget_of_memory_is_refused_for_others_to_try() {
        Calls<?, ?> calls = register().ok(0, new Register.Read(), value("0"), 0, 1);

        Ruling ruling = ruling(
                new RegisterSpecialist(), REGISTER, calls, CheckBudget.of(Duration.ofMinutes(1), 10), 1_000_000_000);

        assertThat(ruling).isInstanceOfSatisfying(Ruling.Refused.class, refused -> assertThat(refused.precondition())
                .contains("budget of memory"));
    }

    private static final VersionedZnode ZNODE = new VersionedZnode(VersionedZnode.ABSENT);

    private static Calls<VersionedZnode.Input, VersionedZnode.Output> znode() {
        return new Calls<VersionedZnode.Input, VersionedZnode.Output>()
                .ok(0, new VersionedZnode.Create("a"), VersionedZnode.Code.CREATED, 0, 1);
    }

    @Test
    void znode_version_left_by_a_lost_set_is_accepted() {
        accepts(
                new ZnodeSpecialist(),
                ZNODE,
                znode().open(1, new VersionedZnode.SetData("b", 0), 2)
                        .ok(0, new VersionedZnode.SetData("c", -1), new VersionedZnode.Version(2), 3, 4)
                        .ok(0, new VersionedZnode.SetData("d", 0), VersionedZnode.Code.BAD_VERSION, 5, 6),
                0,
                1,
                2,
                3);
    }

    @Test
    void znode_version_that_nobody_left_is_refuted() {
        refutes(
                new ZnodeSpecialist(),
                ZNODE,
                znode().ok(0, new VersionedZnode.GetData(), new VersionedZnode.Data("b", 1), 3, 4),
                1);
    }

    @Test
    void znode_that_may_have_been_deleted_is_refused() {
        refuses(new ZnodeSpecialist(), ZNODE, znode().open(1, new VersionedZnode.Delete(-1), 2), "never deleted");
    }

    private static Calls<Mutex.Input, Mutex.Output> mutex() {
        return new Calls<>();
    }

    @Test
    void mutex_held_for_an_observer_up_to_the_return_of_the_release_is_accepted() {
        accepts(
                new MutexSpecialist(Mutex.Reentry.REFUSED),
                new Mutex(Mutex.Reentry.REFUSED),
                mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 1)
                        .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 2, 9)
                        .ok(1, new Mutex.Acquire(1), Mutex.Output.REFUSED, 3, 4)
                        .ok(2, new Mutex.IsHeld(), Mutex.Output.FREE, 5, 6),
                0,
                2,
                1,
                3);
    }

    @Test
    void mutex_free_for_an_observer_before_it_is_held_for_another_is_refuted() {
        assertThat(ruling(
                        new MutexSpecialist(Mutex.Reentry.REFUSED),
                        new Mutex(Mutex.Reentry.REFUSED),
                        mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 1)
                                .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 2, 9)
                                .ok(2, new Mutex.IsHeld(), Mutex.Output.FREE, 3, 4)
                                .ok(1, new Mutex.Acquire(1), Mutex.Output.REFUSED, 5, 6)))
                .isInstanceOf(Ruling.Refuted.class);
    }

    @Test
    void mutex_two_holders_at_once_is_refuted_by_their_calls() {
        refutes(
                new MutexSpecialist(Mutex.Reentry.GRANTED),
                new Mutex(Mutex.Reentry.GRANTED),
                mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 1)
                        .ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 2, 3)
                        .ok(1, new Mutex.Acquire(1), Mutex.Output.GRANTED, 4, 5)
                        .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 6, 7)
                        .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 8, 9),
                0,
                2,
                4);
    }

    @Test
    void mutex_owner_that_calls_twice_at_once_is_refused_and_left_to_the_turnstile() {
        Calls<?, ?> calls = mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 5)
                .ok(1, new Mutex.Acquire(0), Mutex.Output.GRANTED, 1, 6)
                .ok(2, new Mutex.Release(0), Mutex.Output.RELEASED, 4, 7);
        Mutex model = new Mutex(Mutex.Reentry.REFUSED);

        refuses(new MutexSpecialist(Mutex.Reentry.REFUSED), model, calls, "waits for the answer");
        accepts(new TurnstileSpecialist(1), model, calls, 0, 2, 1);
    }

    @Test
    void turnstile_more_takes_than_permits_is_refuted() {
        refutes(
                new TurnstileSpecialist(1),
                new Mutex(Mutex.Reentry.REFUSED),
                mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 5)
                        .ok(1, new Mutex.Acquire(0), Mutex.Output.GRANTED, 1, 6),
                0,
                1);
    }

    @Test
    void turnstile_observer_is_refused() {
        refuses(
                new TurnstileSpecialist(1),
                new Mutex(Mutex.Reentry.REFUSED),
                mutex().ok(0, new Mutex.IsHeld(), Mutex.Output.FREE, 0, 5),
                "none observes");
    }

    private static final ReadWriteLock LOCK = new ReadWriteLock(ReadWriteLock.Downgrade.GRANTED);

    private static Calls<ReadWriteLock.Input, ReadWriteLock.Output> readers() {
        return new Calls<ReadWriteLock.Input, ReadWriteLock.Output>()
                .ok(0, new ReadWriteLock.Lock(Mode.READ, 0), ReadWriteLock.Output.GRANTED, 0, 1)
                .ok(1, new ReadWriteLock.Lock(Mode.READ, 1), ReadWriteLock.Output.GRANTED, 0, 2);
    }

    @Test
    void read_write_lock_writer_after_all_readers_is_accepted() {
        accepts(
                new ReadWriteLockSpecialist(ReadWriteLock.Downgrade.GRANTED),
                LOCK,
                readers()
                        .ok(0, new ReadWriteLock.Unlock(Mode.READ, 0), ReadWriteLock.Output.RELEASED, 3, 9)
                        .ok(1, new ReadWriteLock.Unlock(Mode.READ, 1), ReadWriteLock.Output.RELEASED, 4, 8)
                        .ok(2, new ReadWriteLock.Lock(Mode.WRITE, 2), ReadWriteLock.Output.GRANTED, 0, 7)
                        .ok(2, new ReadWriteLock.Lock(Mode.READ, 2), ReadWriteLock.Output.GRANTED, 8, 9),
                0,
                1,
                2,
                3,
                4,
                5);
    }

    @Test
    void read_write_lock_writer_beside_a_reader_is_refuted() {
        refutes(
                new ReadWriteLockSpecialist(ReadWriteLock.Downgrade.GRANTED),
                LOCK,
                readers()
                        .ok(0, new ReadWriteLock.Unlock(Mode.READ, 0), ReadWriteLock.Output.RELEASED, 3, 9)
                        .ok(2, new ReadWriteLock.Lock(Mode.WRITE, 2), ReadWriteLock.Output.GRANTED, 0, 7),
                1,
                3);
    }

    @Test
    void read_write_lock_refusal_is_refused() {
        refuses(
                new ReadWriteLockSpecialist(ReadWriteLock.Downgrade.GRANTED),
                LOCK,
                readers().ok(2, new ReadWriteLock.Lock(Mode.WRITE, 2), ReadWriteLock.Output.REFUSED, 3, 4),
                "no call was refused");
    }

    private static Calls<Semaphore.Input, Semaphore.Output> permits() {
        return new Calls<Semaphore.Input, Semaphore.Output>()
                .ok(0, new Semaphore.Acquire(0, 1), Semaphore.Done.GRANTED, 0, 1)
                .ok(1, new Semaphore.Acquire(1, 1), Semaphore.Done.GRANTED, 0, 2);
    }

    @Test
    void semaphore_within_its_permits_is_accepted() {
        accepts(new SemaphoreSpecialist(2), new Semaphore(2), permits(), 0, 1);
    }

    @Test
    void semaphore_beyond_its_permits_is_refuted() {
        refutes(
                new SemaphoreSpecialist(2),
                new Semaphore(2),
                permits().ok(2, new Semaphore.Acquire(2, 1), Semaphore.Done.GRANTED, 3, 4),
                0,
                1,
                2);
    }

    @Test
    void semaphore_owner_that_goes_on_after_a_lost_call_is_refused() {
        refuses(
                new SemaphoreSpecialist(2),
                new Semaphore(2),
                permits()
                        .open(0, new Semaphore.Release(0, 1), 3)
                        .ok(0, new Semaphore.Acquire(0, 1), Semaphore.Done.GRANTED, 4, 5),
                "after an indeterminate call");
    }

    private static Calls<LeaderElection.Input, LeaderElection.Output> election() {
        return new Calls<LeaderElection.Input, LeaderElection.Output>()
                .ok(0, new LeaderElection.Elect("0"), new LeaderElection.Elected(3), 0, 1)
                .open(0, new LeaderElection.Resign("0"), 2)
                .open(1, new LeaderElection.Elect("1"), 0);
    }

    @Test
    void election_leader_seen_only_by_a_reader_is_accepted() {
        accepts(
                new LeaderSpecialist(),
                new LeaderElection(),
                election()
                        .ok(2, new LeaderElection.Read(), new LeaderElection.Leader("1", 5), 3, 4)
                        .ok(3, new LeaderElection.Read(), LeaderElection.Said.NOBODY, 1, 4),
                0,
                1,
                4,
                2,
                3);
    }

    @Test
    void election_old_leader_seen_after_a_new_one_is_refuted() {
        assertThat(ruling(
                        new LeaderSpecialist(),
                        new LeaderElection(),
                        election()
                                .ok(2, new LeaderElection.Read(), new LeaderElection.Leader("1", 5), 3, 4)
                                .ok(2, new LeaderElection.Read(), new LeaderElection.Leader("0", 3), 5, 6)))
                .isInstanceOf(Ruling.Refuted.class);
    }

    @Test
    void election_without_an_epoch_is_refused() {
        refuses(
                new LeaderSpecialist(),
                new LeaderElection(),
                election()
                        .ok(2, new LeaderElection.Read(), new LeaderElection.Leader("1", LeaderElection.UNTOLD), 3, 4),
                "every answer tells the epoch");
    }

    private static Calls<FifoQueue.Input, FifoQueue.Output> queue() {
        return new Calls<FifoQueue.Input, FifoQueue.Output>()
                .ok(0, new FifoQueue.Enqueue("a"), FifoQueue.Done.ENQUEUED, 0, 1)
                .ok(0, new FifoQueue.Enqueue("b"), FifoQueue.Done.ENQUEUED, 2, 3);
    }

    @Test
    void queue_first_item_taken_by_a_lost_dequeue_is_accepted() {
        accepts(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().open(1, new FifoQueue.Dequeue(), 0)
                        .ok(2, new FifoQueue.Dequeue(), new FifoQueue.Item("b"), 4, 5)
                        .open(3, new FifoQueue.Enqueue("c"), 4),
                0,
                2,
                1,
                3);
    }

    @Test
    void queue_last_item_before_the_first_is_refuted() {
        refutes(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().ok(2, new FifoQueue.Dequeue(), new FifoQueue.Item("b"), 4, 5)
                        .ok(2, new FifoQueue.Dequeue(), new FifoQueue.Item("a"), 6, 7),
                0,
                1,
                2,
                3);
    }

    @Test
    void queue_found_empty_between_two_items_is_accepted_and_beside_one_refuted() {
        Calls<?, ?> between = queue().ok(1, new FifoQueue.Dequeue(), new FifoQueue.Item("a"), 1, 2)
                .ok(2, new FifoQueue.Dequeue(), FifoQueue.Done.EMPTY, 1, 9);
        Calls<?, ?> beside = queue().ok(1, new FifoQueue.Dequeue(), new FifoQueue.Item("a"), 4, 5)
                .ok(2, new FifoQueue.Dequeue(), FifoQueue.Done.EMPTY, 6, 7);

        accepts(new FifoSpecialist(), new FifoQueue(), between, 0, 2, 3, 1);
        refutes(new FifoSpecialist(), new FifoQueue(), beside, 1, 3);
    }

    @Test
    void queue_item_put_in_twice_is_refused() {
        refuses(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().ok(0, new FifoQueue.Enqueue("a"), FifoQueue.Done.ENQUEUED, 4, 5),
                "each item is enqueued by one operation");
    }

    private static Calls<ElementSet.Input, ElementSet.Output> set() {
        return new Calls<ElementSet.Input, ElementSet.Output>()
                .ok(0, new ElementSet.Add("a"), ElementSet.Said.DONE, 0, 1)
                .ok(0, new ElementSet.Add("b"), ElementSet.Said.DONE, 2, 9);
    }

    private static ElementSet.Elements elements(String... elements) {
        return new ElementSet.Elements(Set.of(elements));
    }

    @Test
    void set_reads_that_grow_are_accepted_and_one_that_shrinks_refuted() {
        Calls<?, ?> growing = set().ok(1, new ElementSet.Read(), elements("a"), 3, 4)
                .ok(1, new ElementSet.Read(), elements("a", "b"), 5, 6);
        Calls<?, ?> shrinking = set().ok(1, new ElementSet.Read(), elements("a", "b"), 3, 4)
                .ok(1, new ElementSet.Read(), elements("a"), 5, 6);

        accepts(new SnapshotSpecialist(), new ElementSet(), growing, 0, 2, 1, 3);
        refutes(new SnapshotSpecialist(), new ElementSet(), shrinking, 2, 3);
    }

    @Test
    void set_element_that_is_gone_and_there_again_is_refuted() {
        Calls<?, ?> gone = set().ok(1, new ElementSet.Remove("a"), ElementSet.Said.YES, 3, 4)
                .ok(1, new ElementSet.Contains("a"), ElementSet.Said.NO, 5, 6);
        Calls<?, ?> again = set().ok(1, new ElementSet.Remove("a"), ElementSet.Said.YES, 3, 4)
                .ok(1, new ElementSet.Contains("a"), ElementSet.Said.YES, 5, 6);

        assertThat(ruling(new MembershipSpecialist(), new ElementSet(), gone)).isInstanceOf(Ruling.Accepted.class);
        refutes(new MembershipSpecialist(), new ElementSet(), again, 0, 2, 3);
    }

    @Test
    void set_that_is_read_whole_and_changed_otherwise_is_refused_by_both() {
        Calls<?, ?> both = set().ok(1, new ElementSet.Remove("a"), ElementSet.Said.YES, 3, 4)
                .ok(1, new ElementSet.Read(), elements(), 5, 6);

        refuses(new MembershipSpecialist(), new ElementSet(), both, "nobody reads all");
        refuses(new SnapshotSpecialist(), new ElementSet(), both, "every call adds");
    }

    private static Calls<Counter.Input, Counter.Output> counter() {
        return new Calls<Counter.Input, Counter.Output>()
                .open(0, new Counter.Add(1), 0)
                .ok(1, new Counter.Add(1), new Counter.Value(2), 0, 1);
    }

    @Test
    void counter_gap_filled_by_a_lost_increment_is_accepted() {
        accepts(new CounterSpecialist(), new Counter(0L), counter(), 0, 1);
    }

    @Test
    void counter_that_goes_back_is_refuted() {
        assertThat(ruling(
                        new CounterSpecialist(),
                        new Counter(0L),
                        counter().ok(2, new Counter.Read(), new Counter.Value(1), 3, 4)))
                .isInstanceOf(Ruling.Refuted.class);
    }

    @Test
    void counter_by_more_than_one_is_refused() {
        refuses(
                new CounterSpecialist(),
                new Counter(0L),
                counter().ok(2, new Counter.Add(2), Counter.Done.ADDED, 3, 4),
                "by 1");
    }

    @Test
    void ids_once_are_accepted_and_one_given_twice_is_refuted() {
        Calls<IdGenerator.Input, IdGenerator.Output> ids = new Calls<IdGenerator.Input, IdGenerator.Output>()
                .ok(0, IdGenerator.Input.GENERATE, new IdGenerator.Output("9"), 0, 1)
                .ok(0, IdGenerator.Input.GENERATE, new IdGenerator.Output("3"), 2, 3);

        accepts(new IdSpecialist(), new IdGenerator(), ids, 0, 1);
        refutes(
                new IdSpecialist(),
                new IdGenerator(),
                ids.ok(1, IdGenerator.Input.GENERATE, new IdGenerator.Output("9"), 0, 9),
                0,
                2);
    }

    @Test
    void certificate_that_the_answers_bear_out_is_accepted_with_a_lost_write_where_it_is_needed() {
        accepts(
                new ZxidCertificate(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 9)
                        .zxid(0x11)
                        .ok(1, new Register.Write("1"), Register.Done.WRITTEN, 0, 9)
                        .zxid(0x10)
                        .open(2, new Register.Write("2"), 0)
                        .ok(3, new Register.Read(), value("2"), 5, 9)
                        .zxid(0x11),
                1,
                0,
                2,
                3);
    }

    @Test
    void certificate_of_a_stale_read_is_rejected_and_says_what_it_is() {
        refuses(
                new ZxidCertificate(),
                REGISTER,
                register()
                        .ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1)
                        .zxid(0x11)
                        .ok(1, new Register.Read(), value("0"), 2, 3)
                        .zxid(0x10),
                "certificate rejected: write 1 of client 0 (zxid 0x11) had returned before");
    }

    @Test
    void certificate_without_a_zxid_is_refused() {
        refuses(
                new ZxidCertificate(),
                REGISTER,
                register().ok(0, new Register.Write("1"), Register.Done.WRITTEN, 0, 1),
                "has a zxid");
    }
}
