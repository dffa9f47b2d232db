package dev.stampede.checker.checks.convergence;

import dev.stampede.checker.analysis.SortedSearch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds reads of one key that no order of its writes allows.
 *
 * <p>The writes have one order. It contains their real-time order: a write that had certainly taken effect before
 * another one was invoked is older. And a client that read {@code a} and then {@code b} in one session shows that
 * {@code a} is older. If these facts form a cycle, some client went back. A write that may have been applied twice has
 * no place in the order and is ignored.
 *
 * <p>The real-time order is encoded by one node for each invocation, in a chain, so that the graph has O(n) edges; the
 * cycles are its strongly connected components (R. Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM J.
 * Comput. 1972, here without recursion). O(n log n).
 */
final class ReadOrder {
    static final String WENT_BACK = "went-back";

    /** Two successive reads of one client with different values. */
    record Step(ValueRead earlier, ValueRead later, ValueWrite from, ValueWrite to) {
        /** Whether the real-time order alone says that the client went back. */
        boolean back() {
            return to.knownNanos() < from.invokedNanos();
        }
    }

    private final List<ValueWrite> writes;
    private final Map<Integer, Integer> indexOf = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private ReadOrder(KeyValues values) {
        Map<Long, ValueRead> last = new HashMap<>();
        Map<Integer, ValueWrite> shown = new HashMap<>();
        for (ValueRead read : values.reads()) {
            ValueWrite write = values.shownBy(read);
            if (write == null || !write.once() || read.segment() < 0) {
                continue;
            }
            shown.put(write.operation(), write);
            long segmentKey = ((long) read.client() << 32) | read.segment();
            ValueRead before = last.put(segmentKey, read);
            ValueWrite from = before == null ? null : values.shownBy(before);
            if (before != null && from != null && from.operation() != write.operation()) {
                steps.add(new Step(before, read, from, write));
            }
        }
        this.writes = shown.values().stream()
                .sorted(Comparator.comparingLong(ValueWrite::invokedNanos).thenComparingInt(ValueWrite::operation))
                .toList();
        for (int i = 0; i < writes.size(); i++) {
            indexOf.put(writes.get(i).operation(), i);
        }
    }

    /**
     * The steps back: each one that the real-time order alone excludes, and for each other cycle all of its steps.
     *
     * @return groups of steps that exclude each other
     */
    static List<List<Step>> stepsBack(KeyValues values) {
        return new ReadOrder(values).find();
    }

    private List<List<Step>> find() {
        List<List<Step>> found = new ArrayList<>();
        Map<Integer, List<Step>> cycles = new HashMap<>();
        int[] component = components();
        Set<Integer> explained = new HashSet<>();
        for (Step step : steps) {
            int from = component[index(step.from())];
            if (from == component[index(step.to())]) {
                cycles.computeIfAbsent(from, c -> new ArrayList<>()).add(step);
                if (step.back()) {
                    found.add(List.of(step));
                    explained.add(from);
                }
            }
        }
        cycles.forEach((c, all) -> {
            if (!explained.contains(c)) {
                found.add(all);
            }
        });
        return found;
    }

    private int index(ValueWrite write) {
        Integer known = indexOf.get(write.operation());
        return known == null ? -1 : known;
    }

    /** The successors of each node: writes, then for each write the node of its invocation. */
    private List<List<Integer>> successors() {
        int n = writes.size();
        List<List<Integer>> successors = new ArrayList<>();
        for (int i = 0; i < 2 * n; i++) {
            successors.add(new ArrayList<>());
        }
        for (int i = 0; i < n; i++) {
            successors.get(n + i).add(i);
            if (i + 1 < n) {
                successors.get(n + i).add(n + i + 1);
            }
            int next = firstInvokedAfter(writes.get(i).knownNanos());
            if (next < n) {
                successors.get(i).add(n + next);
            }
        }
        for (Step step : steps) {
            successors.get(index(step.from())).add(index(step.to()));
        }
        return successors;
    }

    private int firstInvokedAfter(long nanos) {
        return SortedSearch.upTo(writes.size(), i -> writes.get(i).invokedNanos(), nanos);
    }

    /** The number of the strongly connected component of each node. */
    private int[] components() {
        List<List<Integer>> successors = successors();
        int size = successors.size();
        int[] component = new int[size];
        int[] index = new int[size];
        int[] low = new int[size];
        int[] next = new int[size];
        Arrays.fill(component, -1);
        Deque<Integer> open = new ArrayDeque<>();
        int visited = 0;
        for (int root = 0; root < size; root++) {
            Deque<Integer> path = new ArrayDeque<>();
            if (index[root] == 0) {
                path.push(root);
            }
            while (!path.isEmpty()) {
                int node = path.peek();
                if (index[node] == 0) {
                    index[node] = ++visited;
                    low[node] = visited;
                    open.push(node);
                }
                if (next[node] < successors.get(node).size()) {
                    int to = successors.get(node).get(next[node]++);
                    if (index[to] == 0) {
                        path.push(to);
                    } else if (component[to] < 0) {
                        low[node] = Math.min(low[node], index[to]);
                    }
                } else {
                    path.pop();
                    if (low[node] == index[node]) {
                        closeComponent(open, node, component);
                    }
                    if (!path.isEmpty()) {
                        low[path.peek()] = Math.min(low[path.peek()], low[node]);
                    }
                }
            }
        }
        return component;
    }

    private static void closeComponent(Deque<Integer> open, int root, int[] component) {
        int node;
        do {
            node = open.pop();
            component[node] = root;
        } while (node != root);
    }
}
