package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.ReadWriteLock;
import dev.stampede.checker.model.ReadWriteLock.Mode;
import dev.stampede.checker.model.Semaphore;
import org.junit.jupiter.api.Test;

/** Locks that several owners may hold at once: of readers and writers, and of permits. */
class SharedLockSpecialistsTest {
    private static final ReadWriteLock LOCK = new ReadWriteLock(ReadWriteLock.Downgrade.GRANTED);

    private static Calls<ReadWriteLock.Input, ReadWriteLock.Output> readers() {
        return new Calls<ReadWriteLock.Input, ReadWriteLock.Output>()
                .ok(0, new ReadWriteLock.Lock(Mode.READ, 0), ReadWriteLock.Output.GRANTED, 0, 1)
                .ok(1, new ReadWriteLock.Lock(Mode.READ, 1), ReadWriteLock.Output.GRANTED, 0, 2);
    }

    @Test
    void decide_read_write_lock_writer_after_all_readers_is_accepted() {
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
    void decide_read_write_lock_writer_beside_a_reader_is_refuted() {
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
    void decide_read_write_lock_refusal_is_refused() {
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
    void decide_semaphore_within_its_permits_is_accepted() {
        accepts(new SemaphoreSpecialist(2), new Semaphore(2), permits(), 0, 1);
    }

    @Test
    void decide_semaphore_beyond_its_permits_is_refuted() {
        refutes(
                new SemaphoreSpecialist(2),
                new Semaphore(2),
                permits().ok(2, new Semaphore.Acquire(2, 1), Semaphore.Done.GRANTED, 3, 4),
                0,
                1,
                2);
    }

    @Test
    void decide_semaphore_owner_that_goes_on_after_a_lost_call_is_refused() {
        refuses(
                new SemaphoreSpecialist(2),
                new Semaphore(2),
                permits()
                        .open(0, new Semaphore.Release(0, 1), 3)
                        .ok(0, new Semaphore.Acquire(0, 1), Semaphore.Done.GRANTED, 4, 5),
                "after an indeterminate call");
    }
}
