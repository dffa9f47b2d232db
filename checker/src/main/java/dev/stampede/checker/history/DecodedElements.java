package dev.stampede.checker.history;

import java.lang.ref.SoftReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The decoded elements of a packed list, so that the many passes of the checks decode each element once.
 *
 * <p>They are kept only if all of them need at most an eighth of the heap, and only until the memory is needed for
 * something else. Otherwise each access decodes the element again.
 *
 * <p>Safe to share between threads if the elements are immutable: two threads may both decode an element.
 */
final class DecodedElements<E> {
    /** An upper bound for the usual size of an attempt or an operation with its strings, in bytes. */
    private static final long BYTES_EACH = 256;

    private static final long HEAP_SHARE = 8;

    private final IntFunction<E> decode;
    private final int size;
    private final boolean kept;
    private volatile SoftReference<@Nullable Object[]> decoded = new SoftReference<>(null);

    /** @param decode creates the element at an index; the result is never null */
    DecodedElements(int size, IntFunction<E> decode) {
        this(size, Runtime.getRuntime().maxMemory() / HEAP_SHARE, decode);
    }

    /** @param maxBytes the memory that the elements may need; if they need more, none is kept */
    DecodedElements(int size, long maxBytes, IntFunction<E> decode) {
        this.decode = decode;
        this.size = size;
        this.kept = size <= maxBytes / BYTES_EACH;
    }

    E get(int index) {
        if (!kept) {
            return decode.apply(index);
        }
        @Nullable Object[] elements = elements();
        @SuppressWarnings("unchecked")
        E known = (E) elements[index];
        if (known == null) {
            known = decode.apply(index);
            elements[index] = known;
        }
        return known;
    }

    private @Nullable Object[] elements() {
        @Nullable Object[] elements = decoded.get();
        return elements == null ? allocated() : elements;
    }

    private synchronized @Nullable Object[] allocated() {
        @Nullable Object[] elements = decoded.get();
        if (elements == null) {
            elements = new Object[size];
            decoded = new SoftReference<>(elements);
        }
        return elements;
    }
}
