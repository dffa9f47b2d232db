package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.ReadWriteLock;
import dev.stampede.checker.model.ReadWriteLock.Downgrade;
import dev.stampede.checker.model.ReadWriteLock.Mode;
import dev.stampede.checker.model.Semaphore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The alphabets of locks, semaphores and elections. */
final class LockAlphabets {
    private LockAlphabets() {}

    /** Alphabets in which every call can have every output. */
    static Stream<OperationAlphabet<?, ?, ?>> all() {
        return Stream.of(
                mutex("mutex", Mutex.Reentry.REFUSED),
                mutex("reentrant-mutex", Mutex.Reentry.GRANTED),
                readWriteLock("read-write-lock", Downgrade.GRANTED, client -> client, true),
                semaphore("semaphore", client -> client, true),
                election("leader-election", 3, true));
    }

    /** Alphabets with restricted outputs, whose histories the specialists accept. */
    static Stream<OperationAlphabet<?, ?, ?>> plain() {
        return Stream.of(
                plainMutex("mutex without observers", Mutex.Reentry.REFUSED, client -> client),
                plainMutex("reentrant mutex without observers", Mutex.Reentry.GRANTED, client -> client),
                plainMutex("mutex without owners", Mutex.Reentry.REFUSED, client -> 0),
                observedMutex("mutex with observers", Mutex.Reentry.REFUSED),
                observedMutex("reentrant mutex with observers", Mutex.Reentry.GRANTED),
                readWriteLock("read-write lock without refusals", Downgrade.GRANTED, client -> client, false),
                readWriteLock("read-write lock without downgrade", Downgrade.REFUSED, client -> client, false),
                semaphore("semaphore without refusals", client -> client, false),
                semaphore("semaphore without owners", client -> 0, false),
                election("election with many epochs", 9, false),
                election("election with many epochs and refusals", 9, true));
    }

    private static OperationAlphabet<Mutex.State, Mutex.Input, Mutex.Output> mutex(String name, Mutex.Reentry reentry) {
        return new OperationAlphabet<>(
                name,
                new Mutex(reentry),
                client -> List.of(new Mutex.Acquire(client), new Mutex.Release(client), new Mutex.IsHeld()),
                input -> {
                    if (input instanceof Mutex.Acquire) {
                        return List.of(Mutex.Output.GRANTED, Mutex.Output.REFUSED);
                    }
                    return input instanceof Mutex.Release
                            ? List.of(Mutex.Output.RELEASED, Mutex.Output.NOT_OWNER)
                            : List.of(Mutex.Output.HELD, Mutex.Output.FREE);
                });
    }

    private static OperationAlphabet<?, ?, ?> plainMutex(
            String name, Mutex.Reentry reentry, Function<Integer, Integer> owner) {
        return new OperationAlphabet<Mutex.State, Mutex.Input, Mutex.Output>(
                name,
                new Mutex(reentry),
                client -> List.of(new Mutex.Acquire(owner.apply(client)), new Mutex.Release(owner.apply(client))),
                input -> List.of(input instanceof Mutex.Acquire ? Mutex.Output.GRANTED : Mutex.Output.RELEASED));
    }

    private static OperationAlphabet<?, ?, ?> observedMutex(String name, Mutex.Reentry reentry) {
        return new OperationAlphabet<Mutex.State, Mutex.Input, Mutex.Output>(
                name,
                new Mutex(reentry),
                client -> List.of(
                        new Mutex.Acquire(client),
                        new Mutex.Acquire(client),
                        new Mutex.Release(client),
                        new Mutex.IsHeld()),
                input -> {
                    if (input instanceof Mutex.Acquire) {
                        return List.of(Mutex.Output.GRANTED, Mutex.Output.GRANTED, Mutex.Output.REFUSED);
                    }
                    return input instanceof Mutex.Release
                            ? List.of(Mutex.Output.RELEASED)
                            : List.of(Mutex.Output.HELD, Mutex.Output.FREE);
                });
    }

    private static OperationAlphabet<?, ?, ?> readWriteLock(
            String name, Downgrade downgrade, Function<Integer, Integer> owner, boolean refusals) {
        List<ReadWriteLock.Output> locking = refusals
                ? List.of(ReadWriteLock.Output.GRANTED, ReadWriteLock.Output.REFUSED)
                : List.of(ReadWriteLock.Output.GRANTED);
        return new OperationAlphabet<ReadWriteLock.State, ReadWriteLock.Input, ReadWriteLock.Output>(
                name,
                new ReadWriteLock(downgrade),
                client -> {
                    List<ReadWriteLock.Input> inputs = new ArrayList<>();
                    for (Mode mode : Mode.values()) {
                        inputs.add(new ReadWriteLock.Lock(mode, owner.apply(client)));
                        inputs.add(new ReadWriteLock.Unlock(mode, owner.apply(client)));
                    }
                    return inputs;
                },
                input -> input instanceof ReadWriteLock.Lock ? locking : List.of(ReadWriteLock.Output.RELEASED));
    }

    private static OperationAlphabet<?, ?, ?> semaphore(
            String name, Function<Integer, Integer> owner, boolean refusals) {
        List<Semaphore.Output> acquiring =
                refusals ? List.of(Semaphore.Done.GRANTED, Semaphore.Done.REFUSED) : List.of(Semaphore.Done.GRANTED);
        return new OperationAlphabet<Map<Integer, Integer>, Semaphore.Input, Semaphore.Output>(
                name,
                new Semaphore(2),
                client -> {
                    List<Semaphore.Input> inputs = new ArrayList<>(List.of(
                            new Semaphore.Acquire(owner.apply(client), 1),
                            new Semaphore.Release(owner.apply(client), 1)));
                    if (refusals) {
                        inputs.add(new Semaphore.Acquire(owner.apply(client), 2));
                        inputs.add(new Semaphore.Available());
                    }
                    return inputs;
                },
                input -> {
                    if (input instanceof Semaphore.Available) {
                        return List.of(new Semaphore.Permits(0), new Semaphore.Permits(1), new Semaphore.Permits(2));
                    }
                    return input instanceof Semaphore.Acquire ? acquiring : List.of(Semaphore.Done.RELEASED);
                });
    }

    private static OperationAlphabet<?, ?, ?> election(String name, int epochs, boolean refusals) {
        List<LeaderElection.Output> elections = new ArrayList<>();
        List<LeaderElection.Output> leaders = new ArrayList<>(List.of(LeaderElection.Status.NOBODY));
        if (refusals) {
            elections.add(LeaderElection.Status.REFUSED);
        }
        for (int epoch = 1; epoch <= epochs; epoch++) {
            elections.add(new LeaderElection.Elected(epoch));
            for (String leader : List.of("0", "1", "2")) {
                leaders.add(new LeaderElection.Leader(leader, epoch));
            }
        }
        return new OperationAlphabet<LeaderElection.State, LeaderElection.Input, LeaderElection.Output>(
                name,
                new LeaderElection(),
                client -> List.of(
                        new LeaderElection.Elect("" + client),
                        new LeaderElection.Resign("" + client),
                        new LeaderElection.Read()),
                input -> {
                    if (input instanceof LeaderElection.Elect) {
                        return elections;
                    }
                    return input instanceof LeaderElection.Resign ? List.of(LeaderElection.Status.RESIGNED) : leaders;
                });
    }
}
