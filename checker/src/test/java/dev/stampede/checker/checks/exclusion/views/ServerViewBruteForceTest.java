package dev.stampede.checker.checks.exclusion.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import dev.stampede.checker.fuzz.Rounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random small histories: compares each view with its naive definition. */
class ServerViewBruteForceTest {
    private static final int ROUNDS = Rounds.of(3_000);

    private static long pair(int a, int b) {
        return ((long) Math.min(a, b) << 32) | Math.max(a, b);
    }

    @Test
    void overlaps_are_exactly_the_pairs_that_share_a_point() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < ROUNDS; round++) {
            List<Span> spans = new ArrayList<>();
            int n = random.nextInt(1, 9);
            for (int i = 0; i < n; i++) {
                long from = random.nextInt(20);
                Hold hold = new Hold(
                        i,
                        random.nextInt(3),
                        "k" + random.nextInt(2),
                        i,
                        -1,
                        0,
                        0,
                        0,
                        from,
                        0,
                        false,
                        random.nextInt(3) == 0);
                spans.add(new Span(hold, from, from + random.nextInt(-1, 8)));
                if (random.nextInt(3) == 0) {
                    spans.add(new Span(hold, from + 9, from + 9 + random.nextInt(4)));
                }
            }
            Set<Long> expected = new TreeSet<>();
            for (Span a : spans) {
                for (Span b : spans) {
                    for (long t = 0; t < 60; t++) {
                        if (a.from() <= t
                                && t <= a.to()
                                && b.from() <= t
                                && t <= b.to()
                                && excludes(a.hold(), b.hold())) {
                            expected.add(pair(a.hold().index(), b.hold().index()));
                        }
                    }
                }
            }
            Set<Long> found = new TreeSet<>();
            OverlapFinder.overlaps(spans, new BudgetGuard(LockHistoryBuilder.budget()))
                    .overlaps()
                    .forEach(o -> found.add(o.pair()));
            assertThat(found).as("round %s: %s", round, spans).isEqualTo(expected);
        }
    }

    private static boolean excludes(Hold a, Hold b) {
        return a.client() != b.client() && a.key().equals(b.key()) && !(a.shared() && b.shared());
    }

    /** A step of a client in a random history. */
    private record Step(int client, String what, long token, long at) {}

    @Test
    void belief_and_disciplined_belief_agree_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < ROUNDS; round++) {
            List<Step> steps = randomSteps(random);
            HoldAnalysis analysis = tell(steps).analysis();
            BeliefView view = new BeliefView(analysis);

            assertThat(tokens(analysis, view.belief(Set.of()).pairs()))
                    .as("belief, round %s: %s", round, steps)
                    .isEqualTo(byMoments(steps, false));
            assertThat(tokens(analysis, view.disciplined(Set.of()).pairs()))
                    .as("disciplined, round %s: %s", round, steps)
                    .isEqualTo(byMoments(steps, true));
        }
    }

    /** Each client's steps follow one another; times are distinct and even, so that odd moments lie between them. */
    private static List<Step> randomSteps(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        long[] held = new long[3];
        long token = 0x10;
        long at = 100;
        int n = random.nextInt(2, 14);
        for (int i = 0; i < n; i++) {
            int client = random.nextInt(3);
            at += 20;
            int choice = random.nextInt(6);
            if (held[client] == 0 || choice == 0) {
                held[client] = ++token;
                steps.add(new Step(client + 1, "grant", token, at));
            } else if (choice <= 2) {
                steps.add(new Step(client + 1, "release", held[client], at));
                held[client] = 0;
            } else {
                steps.add(new Step(client + 1, choice <= 4 ? "doubt" : "believe", held[client], at));
            }
        }
        return steps;
    }

    private static LockHistoryBuilder tell(List<Step> steps) {
        LockHistoryBuilder history = LockHistoryBuilder.of(3);
        for (Step step : steps) {
            switch (step.what()) {
                case "grant" -> history.grant(step.client(), step.token(), step.token(), step.at());
                case "release" -> history.releaseUnseen(step.client(), step.token(), step.token() + 1, step.at());
                case "doubt" -> history.doubts(step.client(), step.at());
                default -> history.believes(step.client(), step.token(), step.at());
            }
        }
        return history.ended(2000);
    }

    /** The pairs of tokens that two clients believe in at the same moment. */
    private static Set<Long> byMoments(List<Step> steps, boolean disciplined) {
        Set<Long> pairs = new HashSet<>();
        for (long now = 95; now <= 500; now++) {
            long[] believed = new long[4];
            boolean[] doubted = new boolean[4];
            for (Step step : steps) {
                int c = step.client();
                // A grant that gives up another hold ends that when it is called, 5 ms before it returns.
                if (step.what().equals("grant") && step.at() - 5 < now) {
                    believed[c] = 0;
                }
                if (step.what().equals("grant") && step.at() <= now) {
                    believed[c] = step.token();
                    doubted[c] = false;
                } else if (step.what().equals("release") && step.at() < now) {
                    believed[c] = 0;
                } else if (step.what().equals("doubt") && step.at() < now) {
                    doubted[c] = true;
                } else if (step.what().equals("believe") && step.at() <= now) {
                    doubted[c] = false;
                }
            }
            for (int a = 1; a <= 3; a++) {
                for (int b = a + 1; b <= 3; b++) {
                    boolean both = believed[a] != 0 && believed[b] != 0;
                    if (both && !(disciplined && (doubted[a] || doubted[b]))) {
                        pairs.add(pair((int) believed[a], (int) believed[b]));
                    }
                }
            }
        }
        return pairs;
    }

    private static Set<Long> tokens(HoldAnalysis analysis, Set<Long> pairs) {
        Set<Long> tokens = new HashSet<>();
        for (long p : pairs) {
            Hold a = analysis.holds().all().get((int) (p >>> 32));
            Hold b = analysis.holds().all().get((int) p);
            tokens.add(pair((int) a.token(), (int) b.token()));
        }
        return tokens;
    }

    @Test
    void server_overlaps_are_those_that_hold_for_every_possible_zxid_of_both_deletes() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < ROUNDS / 3; round++) {
            int n = random.nextInt(2, 6);
            LockHistoryBuilder history = LockHistoryBuilder.of(n);
            long[] granted = new long[n];
            long[] after = new long[n];
            long[] gone = new long[n];
            for (int i = 0; i < n; i++) {
                long token = 0x10L + i;
                granted[i] = 0x18L + random.nextInt(12);
                after[i] = token + random.nextInt(20);
                gone[i] = after[i] + random.nextInt(1, 6);
                history.grant(i + 1, token, granted[i], 100 + 10L * i);
                if (gone[i] == after[i] + 1) {
                    history.gone(token, gone[i], 500);
                } else {
                    history.absent(token, after[i], gone[i], 500);
                }
            }
            Set<Long> expected = new TreeSet<>();
            Set<Long> possible = new TreeSet<>();
            for (int a = 0; a < n; a++) {
                for (int b = a + 1; b < n; b++) {
                    decide(granted, after, gone, a, b, expected, possible);
                }
            }
            ServerView.Result result = new ServerView(history.analysis()).findOverlaps();

            assertThat(new TreeSet<>(result.pairs())).as("round %s", round).isEqualTo(expected);
            possible.removeAll(expected);
            assertThat(result.undecided().isEmpty()).as("round %s", round).isEqualTo(possible.isEmpty());
        }
    }

    private static void decide(
            long[] granted, long[] after, long[] gone, int a, int b, Set<Long> always, Set<Long> ever) {
        boolean all = true;
        for (long da = after[a] + 1; da <= gone[a]; da++) {
            for (long db = after[b] + 1; db <= gone[b]; db++) {
                boolean overlap = false;
                for (long z = 0; z < 0x60; z++) {
                    overlap |= granted[a] <= z && z < da && granted[b] <= z && z < db;
                }
                all &= overlap;
                if (overlap) {
                    ever.add(pair(a, b));
                }
            }
        }
        if (all) {
            always.add(pair(a, b));
        }
    }

    @Test
    void stale_writes_are_those_that_come_after_a_younger_grant_of_another_client() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < ROUNDS / 3; round++) {
            int n = random.nextInt(1, 7);
            LockHistoryBuilder history = LockHistoryBuilder.of(3);
            int[] client = new int[n];
            int[] operation = new int[n];
            for (int i = 0; i < n; i++) {
                client[i] = 1 + random.nextInt(3);
                operation[i] = history.grant(client[i], 0x10 + i, 0x10 + i, 100 + 20L * i);
            }
            int expected = 0;
            for (int w = 0; w < 5; w++) {
                int of = random.nextInt(n);
                long at = 100 + 20L * of + random.nextInt(100);
                history.writes(client[of], operation[of], 0, true, 0, at);
                boolean stale = false;
                for (int i = of + 1; i < n; i++) {
                    stale |= client[i] != client[of] && 100 + 20L * i < at;
                }
                expected += stale ? 1 : 0;
            }
            assertThat(new FencedView(history.analysis()).findStaleWrites().findings())
                    .as("round %s", round)
                    .hasSize(expected);
        }
    }

    @Test
    void large_history_is_judged_in_seconds() {
        LockHistoryBuilder history = LockHistoryBuilder.of(10).at("/lock");
        for (int i = 0; i < 20_000; i++) {
            history.grant(1 + i % 10, 0x10 + 2L * i, 0x10 + 2L * i, 100 + 10L * i);
            history.release(1 + i % 10, 0x10 + 2L * i, 0x11 + 2L * i, 102 + 10L * i);
        }
        var result = history.check();

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.scope()).startsWith("20,000 holds of 1 key by 10 clients");
    }

    @Test
    void exhausted_budget_is_inconclusive() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        for (int i = 0; i < 2000; i++) {
            history.grant(1, 0x10 + i, 0x10 + i, 100 + 10L * i);
        }
        var result = MutualExclusionCheck.of(LockHistoryBuilder.spec(MutualExclusionCheck.NAME))
                .check(history.history(), dev.stampede.checker.check.CheckBudget.of(java.time.Duration.ZERO, 1));

        assertThat(result.verdict()).isEqualTo(dev.stampede.checker.check.Verdict.INCONCLUSIVE);
        assertThat(result.reason()).isEqualTo("gave up after 0 s; it found no violation in this time");
    }
}
