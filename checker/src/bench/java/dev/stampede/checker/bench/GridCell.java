package dev.stampede.checker.bench;

import dev.stampede.checker.generator.GeneratorOptions;
import dev.stampede.checker.generator.HistoryGenerator;
import dev.stampede.checker.generator.InjectedViolation;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * One register history of a grid that is hard for searches over orders: many clients, few or many values, with and
 * without compare-and-sets, some indeterminate operations, and one violation in the second half.
 *
 * @param values the number of different values that are written; 0 if each value is unique
 * @param reads the share of reads
 * @param compares the share of compare-and-sets
 */
record GridCell(
        int operations,
        int clients,
        int values,
        double reads,
        double compares,
        double indeterminate,
        Violation violation,
        long seed) {
    private static final int MANY_TRIES = 200;
    private static final String NOBODY_WRITES = "nobody writes this";

    /** The kind of the violation. */
    enum Violation {
        NONE,
        /** A read of a value that is never written. */
        NEVER_WRITTEN,
        /** A read of a value that was written but must have been overwritten by then. */
        IMPOSSIBLE_THEN,
        /** A read of a value that another read returned much earlier. */
        STALE_READ,
        /**
         * A write stores another value than the one that was read, so the written value is never read and the read
         * value is never written.
         */
        LOST_WRITE,
        /** A failed compare-and-set reports success. */
        CAS_TWICE,
        /** Two consecutive reads with swapped results. */
        WRONG_ORDER
    }

    /** All cells of one size and seed. */
    static List<GridCell> all(int operations, long seed) {
        List<GridCell> cells = new ArrayList<>();
        double[][] mixes = {{1 / 3.0, 1 / 3.0}, {0.5, 0}, {0.8, 0.1}, {0, 0.5}};
        for (Violation violation : Violation.values()) {
            for (int values : new int[] {2, 3, 5, 10, 50, 0}) {
                for (int clients : new int[] {20, 40, 60, 100}) {
                    for (double[] mix : mixes) {
                        for (double indeterminate : new double[] {0, 0.01, 0.1}) {
                            cells.add(new GridCell(
                                    operations, clients, values, mix[0], mix[1], indeterminate, violation, seed));
                        }
                    }
                }
            }
        }
        return cells;
    }

    /** The row and the column of a table that the cell belongs to. */
    String group() {
        return violation + (values == 0 ? " unique" : " " + values + " values");
    }

    Register model() {
        return new Register(Register.NIL);
    }

    /** The history; empty if there is no opportunity for the violation. */
    @SuppressWarnings("unchecked") // the generator makes calls of the model that it is asked for
    List<ObservedCall<Register.Input, Register.Output>> history() {
        GeneratorOptions options = GeneratorOptions.of("cas-register", operations)
                .clients(clients)
                .values(values)
                .mix(reads, compares)
                .indeterminate(indeterminate)
                .flaw(InjectedViolation.NONE, 0);
        List<ObservedCall<Register.Input, Register.Output>> calls =
                new ArrayList<>((List<ObservedCall<Register.Input, Register.Output>>)
                        (List<?>) HistoryGenerator.inMemory(options, seed).calls());
        SplittableRandom random = new SplittableRandom(seed);
        boolean spoiled = violation == Violation.NONE;
        for (int tries = 0; !spoiled && tries < MANY_TRIES; tries++) {
            spoiled = spoil(calls, calls.size() / 2 + random.nextInt(Math.max(1, calls.size() / 2)), random);
        }
        return spoiled ? calls : List.of();
    }

    private boolean spoil(List<ObservedCall<Register.Input, Register.Output>> calls, int at, SplittableRandom random) {
        ObservedCall<Register.Input, Register.Output> call = calls.get(at);
        if (violation == Violation.LOST_WRITE) {
            return loseWrite(calls, at);
        }
        if (!call.certain()) {
            return false;
        }
        if (violation == Violation.CAS_TWICE) {
            return call.output() == Register.Done.MISMATCHED
                    && call.input() instanceof Register.CompareAndSet cas
                    && !cas.expected().equals(cas.next())
                    && answer(calls, at, Register.Done.SWAPPED);
        }
        if (!(call.output() instanceof Register.Value seen)) {
            return false;
        }
        return switch (violation) {
            case NEVER_WRITTEN -> answer(calls, at, new Register.Value(NOBODY_WRITES));
            case IMPOSSIBLE_THEN -> impossible(calls, at, random);
            case STALE_READ -> stale(calls, at, seen);
            default -> swap(calls, at, seen);
        };
    }

    private static boolean answer(
            List<ObservedCall<Register.Input, Register.Output>> calls, int at, Register.Output output) {
        ObservedCall<Register.Input, Register.Output> call = calls.get(at);
        calls.set(
                at,
                ObservedCall.certain(
                        call.number(),
                        call.client(),
                        call.key(),
                        call.input(),
                        output,
                        call.called(),
                        call.returned()));
        return true;
    }

    private boolean loseWrite(List<ObservedCall<Register.Input, Register.Output>> calls, int at) {
        ObservedCall<Register.Input, Register.Output> call = calls.get(at);
        if (!call.certain() || !(call.input() instanceof Register.Write write)) {
            return false;
        }
        String another = values == 0 ? NOBODY_WRITES : Integer.toString(1 + Integer.parseInt(write.value()) % values);
        calls.set(
                at,
                ObservedCall.certain(
                        call.number(),
                        call.client(),
                        call.key(),
                        new Register.Write(another),
                        Register.Done.WRITTEN,
                        call.called(),
                        call.returned()));
        return true;
    }

    private boolean stale(List<ObservedCall<Register.Input, Register.Output>> calls, int at, Register.Value seen) {
        ObservedCall<Register.Input, Register.Output> call = calls.get(at);
        for (int i = at - 1; i >= Math.max(0, at - 40 * clients); i--) {
            ObservedCall<Register.Input, Register.Output> other = calls.get(i);
            if (other.certain()
                    && other.returned() + 8 < call.called()
                    && other.output() instanceof Register.Value old
                    && !old.equals(seen)) {
                return answer(calls, at, old);
            }
        }
        return false;
    }

    private boolean swap(List<ObservedCall<Register.Input, Register.Output>> calls, int at, Register.Value seen) {
        ObservedCall<Register.Input, Register.Output> call = calls.get(at);
        for (int i = at + 1; i < Math.min(calls.size(), at + 10 * clients); i++) {
            ObservedCall<Register.Input, Register.Output> other = calls.get(i);
            if (other.certain()
                    && other.called() > call.returned()
                    && other.output() instanceof Register.Value later
                    && !later.equals(seen)) {
                answer(calls, at, later);
                return answer(calls, i, seen);
            }
        }
        return false;
    }

    private static boolean impossible(
            List<ObservedCall<Register.Input, Register.Output>> calls, int at, SplittableRandom random) {
        List<String> written = calls.subList(0, at).stream()
                .map(GridCell::written)
                .filter(value -> !value.isEmpty())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(written, new Random(random.nextLong()));
        for (String value : written.subList(0, Math.min(8, written.size()))) {
            if (!isPossible(calls, at, value)) {
                return answer(calls, at, new Register.Value(value));
            }
        }
        return false;
    }

    /** The value that an operation writes if it takes effect; empty if it writes none. */
    private static String written(ObservedCall<Register.Input, Register.Output> call) {
        if (call.input() instanceof Register.Write write) {
            return write.value();
        }
        return call.input() instanceof Register.CompareAndSet cas && call.output() != Register.Done.MISMATCHED
                ? cas.next()
                : "";
    }

    /** Whether the value of some write may have lasted until a call: no certain operation in between replaced it. */
    private static boolean isPossible(List<ObservedCall<Register.Input, Register.Output>> calls, int at, String value) {
        ObservedCall<Register.Input, Register.Output> read = calls.get(at);
        for (int i = 0; i < calls.size() && calls.get(i).called() <= read.returned(); i++) {
            ObservedCall<Register.Input, Register.Output> source = calls.get(i);
            if (written(source).equals(value) && (!source.certain() || endOf(calls, i, at, value) >= read.called())) {
                return true;
            }
        }
        return false;
    }

    private static long endOf(
            List<ObservedCall<Register.Input, Register.Output>> calls, int source, int but, String value) {
        long since = calls.get(source).returned();
        long end = Long.MAX_VALUE;
        for (int i = source; i < calls.size() && calls.get(i).called() < end; i++) {
            ObservedCall<Register.Input, Register.Output> call = calls.get(i);
            boolean ends = call.output() instanceof Register.Value seen
                    ? !seen.value().equals(value)
                    : call.output() != Register.Done.MISMATCHED;
            if (i != but && call.certain() && call.called() > since && ends) {
                end = Math.min(end, call.returned());
            }
        }
        return end;
    }
}
