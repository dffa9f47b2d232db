package dev.stampede.checker.history;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/** Some elements of a list, in its order. Immutable, and as safe to share between threads as the list. */
final class Selection<E> extends AbstractList<E> implements RandomAccess {
    private final List<E> all;
    private final int[] indices;

    Selection(List<E> all, IntStream indices) {
        this.all = all;
        this.indices = indices.toArray();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public E get(int index) {
        return all.get(indices[index]);
    }
}
