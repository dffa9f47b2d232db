package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The true literals in the order in which they became true, and the clause that each follows from.
 *
 * <p>A level starts with a decision and contains its consequences; level 0 contains the facts that depend on no
 * decision. Not thread-safe.
 */
final class Trail {
    private int variables;
    private byte[] value = new byte[1024];
    private int[] level = new int[1024];
    private @Nullable Clause[] reason = new @Nullable Clause[1024];
    private int[] literals = new int[1024];
    private int size;
    private int[] levelStart = new int[64];
    private int levels;

    int newVariable() {
        if (variables == value.length) {
            int more = 2 * variables;
            value = Arrays.copyOf(value, more);
            level = Arrays.copyOf(level, more);
            reason = Arrays.copyOf(reason, more);
            literals = Arrays.copyOf(literals, more);
        }
        return variables++;
    }

    int variables() {
        return variables;
    }

    /** The number of true literals. */
    int size() {
        return size;
    }

    /** The literal at an index. */
    int literal(int place) {
        return literals[place];
    }

    /** 1 if a literal is true, -1 if it is false, 0 if its variable has no value. */
    int truth(int literal) {
        int of = value[literal >> 1];
        return (literal & 1) == 0 ? of : -of;
    }

    boolean isFree(int variable) {
        return value[variable] == 0;
    }

    /** The level at which a variable got its value; undefined if it has none. */
    int level(int variable) {
        return level[variable];
    }

    /** The clause that a variable's value follows from; null if it was decided, or has none. */
    @Nullable
    Clause reason(int variable) {
        return reason[variable];
    }

    /** The number of open levels. */
    int levels() {
        return levels;
    }

    /** The number of literals that were true before a level, counted from 0, was opened. */
    int start(int ofLevel) {
        return levelStart[ofLevel];
    }

    /** Opens a level for the decision that is assigned next. */
    void openLevel() {
        if (levels == levelStart.length) {
            levelStart = Arrays.copyOf(levelStart, 2 * levels);
        }
        levelStart[levels++] = size;
    }

    /** Makes a literal true whose variable has no value. */
    void assign(int literal, @Nullable Clause because) {
        int variable = literal >> 1;
        value[variable] = (byte) ((literal & 1) == 0 ? 1 : -1);
        level[variable] = levels;
        reason[variable] = because;
        literals[size++] = literal;
    }

    /** Removes and returns the last literal. */
    int removeLast() {
        int literal = literals[--size];
        value[literal >> 1] = 0;
        reason[literal >> 1] = null;
        return literal;
    }

    /** Closes all levels except the first ones, after their literals were removed. */
    void closeLevels(int remaining) {
        levels = remaining;
    }
}
