package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import dev.stampede.checker.linearizability.specialists.SpecialistResult.Reason;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tries the order of the zxids, and accepts it if all outputs confirm it; works for every model.
 *
 * <p><b>Precondition</b>: every operation that certainly took effect has a zxid. This is the zxid of the last
 * transaction that the operation can have observed or created, so a write of ZooKeeper is placed in the order of the
 * zxids, and a read after all writes up to its own zxid. Of operations with equal zxids, those that change the state
 * come first, then the others, each in the order of their calls.
 *
 * <p>The certificate is this order, and it is validated like any other: if operation A returned before operation B was
 * called, A comes before B, and the model must allow every output at its position. Where an output is impossible, one
 * indeterminate operation is inserted before it: one that was called early enough and makes the output possible. If
 * this succeeds, the history is linearizable, and the certificate is the witness. If it fails, nothing is proved: a
 * read of an outdated state satisfies only <em>ordered sequential consistency</em>, which is what ZooKeeper promises
 * for reads, and not linearizable; and a zxid that was recorded late is a wrong hint. Therefore an invalid certificate
 * is refused with its defect, and other algorithms decide.
 *
 * <p>O(n log n), and a bounded number of attempts for each output that does not fit.
 */
public final class ZxidCertificate implements Specialist {
    private static final String PRECONDITION = "some operation took effect, and every one that did has a zxid";
    private static final int MAX_TRIES = 64;

    @Override
    public String name() {
        return "zxid-certificate";
    }

    @Override
    public SpecialistResult decide(Problem problem, SearchBudget budget) {
        long bytes = 64L * problem.size();
        if (!budget.allows(bytes)) {
            return new SpecialistResult.Refused(Reason.BUDGET, "the operations do not fit into the memory budget");
        }
        if (!hasZxids(problem)) {
            return new SpecialistResult.Refused(Reason.PRECONDITION, PRECONDITION);
        }
        try {
            return examine(problem.model(), problem, budget);
        } catch (Refusal refusal) {
            return refusal.result();
        } catch (SearchBudget.Exhausted e) {
            return new SpecialistResult.Refused(
                    Reason.BUDGET, "the time limit ended before the certificate was validated");
        }
    }

    private static boolean hasZxids(Problem problem) {
        for (int i = 0; i < problem.size(); i++) {
            if (problem.required(i) && problem.call(i).zxid() == ObservedCall.NO_ZXID) {
                return false;
            }
        }
        return problem.requiredCount() > 0;
    }

    private static <S, I, O> SpecialistResult examine(Model<S, I, O> model, Problem problem, SearchBudget budget) {
        return new Examination<>(model, problem, budget).run();
    }

    private static final class Examination<S, I, O> {
        private final Model<S, I, O> model;
        private final Problem problem;
        private final SearchBudget budget;
        private final int[] witness;
        private final boolean[] placed;
        private final int[] open;
        private int size;
        private int firstOpen;
        private int latestCall = -1;
        private Set<S> states;

        Examination(Model<S, I, O> model, Problem problem, SearchBudget budget) {
            this.model = model;
            this.problem = problem;
            this.budget = budget;
            this.witness = new int[problem.size()];
            this.placed = new boolean[problem.size()];
            this.open = Arrays.stream(problem.when().called())
                    .filter(operation -> !problem.required(operation))
                    .toArray();
            this.states = Set.of(model.initial());
        }

        SpecialistResult run() {
            int[] order = byZxid();
            for (int from = 0, to; from < order.length; from = to) {
                to = from + 1;
                while (to < order.length && zxid(order[to]) == zxid(order[from])) {
                    to++;
                }
                take(order, from, to);
                ColumnSpecialist.checkBudget(budget);
            }
            return new SpecialistResult.Accepted(Arrays.copyOf(witness, size));
        }

        private long zxid(int operation) {
            return problem.call(operation).zxid();
        }

        /** The certain operations sorted by zxid; those with equal zxids in the order of their calls. */
        private int[] byZxid() {
            int[] certain = new int[problem.requiredCount()];
            long[] zxids = new long[certain.length];
            int count = 0;
            for (int operation : problem.when().called()) {
                if (problem.required(operation)) {
                    zxids[count] = zxid(operation);
                    certain[count++] = operation;
                }
            }
            long[] distinct = Arrays.stream(zxids).sorted().distinct().toArray();
            WitnessOrder order = new WitnessOrder(count, distinct.length);
            for (int i = 0; i < count; i++) {
                order.add(certain[i], Arrays.binarySearch(distinct, zxids[i]));
            }
            return order.sorted();
        }

        /** The operations with one zxid: first those that change the state. */
        private void take(int[] order, int from, int to) {
            for (int i = from; to - from > 1 && i < to; i++) {
                Set<S> next = after(states, order[i]);
                if (!next.isEmpty() && !next.equals(states)) {
                    place(order[i], next);
                }
            }
            for (int i = from; i < to; i++) {
                if (!placed[order[i]]) {
                    Set<S> next = after(states, order[i]);
                    place(order[i], next.isEmpty() ? afterAnother(order[i]) : next);
                }
            }
        }

        @SuppressWarnings("unchecked")
        private Set<S> after(Set<S> before, int operation) {
            ObservedCall<I, O> call = (ObservedCall<I, O>) problem.call(operation);
            Set<S> next = new LinkedHashSet<>();
            for (S state : before) {
                next.addAll(model.step(state, call.input(), call.output()));
            }
            return next;
        }

        /** Inserts one of the indeterminate operations, so that an operation becomes possible. */
        private Set<S> afterAnother(int operation) {
            int bound = problem.returnRank(operation);
            for (int i = firstOpen, tries = 0; i < open.length && tries < MAX_TRIES; i++) {
                if (placed[open[i]]) {
                    firstOpen += i == firstOpen ? 1 : 0;
                    continue;
                }
                if (problem.invocationRank(open[i]) > bound) {
                    break;
                }
                tries++;
                Set<S> between = after(states, open[i]);
                Set<S> next = between.isEmpty() ? between : after(between, operation);
                if (!next.isEmpty()) {
                    place(open[i], between);
                    return next;
                }
            }
            throw rejected(operation, " is not possible at its zxid");
        }

        private void place(int operation, Set<S> next) {
            if (problem.returnRank(operation) < latestCall) {
                throw rejected(
                        operation,
                        " returned before the call of an operation that precedes it in the order of zxids; the history"
                                + " may have ordered sequential consistency, but this order does not prove more");
            }
            latestCall = Math.max(latestCall, problem.invocationRank(operation));
            placed[operation] = true;
            witness[size++] = operation;
            states = next;
        }

        @SuppressWarnings("unchecked")
        private Refusal rejected(int operation, String why) {
            ObservedCall<I, O> call = (ObservedCall<I, O>) problem.call(operation);
            return new Refusal(
                    Reason.CERTIFICATE_REJECTED,
                    "certificate rejected: " + model.describe(call.input(), call.output()) + " of client "
                            + call.client() + " (zxid 0x" + Long.toHexString(call.zxid()) + ")" + why);
        }
    }
}
