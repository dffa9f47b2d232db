package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The literals that are true, in the order in which they became so, and the clause from which each follows.
 *
 * <p>A level begins with a decision and holds what was concluded after it; at level 0 is what is true without any decision. Not
 * thread-safe.
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

    /** How many literals are true. */
    int size() {
        return size;
    }

    /** The literal at a place. */
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

    /** The level at which a variable got its value; of no meaning if it has none. */
    int level(int variable) {
        return level[variable];
    }

    /** The clause from which a variable's value follows; null if it was decided, or has none. */
    @Nullable
    Clause reason(int variable) {
        return reason[variable];
    }

    /** The decisions that are in force. */
    int levels() {
        return levels;
    }

    /** How many literals were true before a level that is numbered from 0 was opened. */
    int start(int ofLevel) {
        return levelStart[ofLevel];
    }

    /** Begins a level, for the decision that is assigned next. */
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

    /** Takes back the last literal, and returns it. */
    int removeLast() {
        int literal = literals[--size];
        value[literal >> 1] = 0;
        reason[literal >> 1] = null;
        return literal;
    }

    /** Ends all levels but the first few, after their literals were removed. */
    void closeLevels(int remaining) {
        levels = remaining;
    }
}
