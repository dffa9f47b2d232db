package dev.stampede.nemesis.ensemble;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The members of an ensemble: voters 1 to {@code voters}, then the observers; {@value #MOST_MEMBERS} at most.
 */
public record EnsembleMembership(int voters, int observers) {
    public static final int MOST_MEMBERS = 9;

    public EnsembleMembership {
        if (voters < 1 || voters + observers > MOST_MEMBERS || observers < 0) {
            throw new EnsembleException("expected 1 to " + MOST_MEMBERS + " members, got " + voters
                    + " voting members and " + observers + " observers");
        }
        if (voters == 1 && observers > 0) {
            throw new EnsembleException("a standalone member has no observers; use 3 voting members or more");
        }
    }

    /** Every member, ascending. */
    public List<Integer> numbers() {
        return IntStream.rangeClosed(1, voters + observers).boxed().toList();
    }

    /** Whether the member votes. Observers do not vote. */
    public boolean voting(int member) {
        return member <= voters;
    }

    /** Whether there is only one member, which runs standalone, without a quorum. */
    public boolean standalone() {
        return voters == 1;
    }

    /** For people, such as {@code 3 members and 1 observer}. */
    public String describe() {
        String who = standalone() ? "a standalone member" : voters + " members";
        return who + (observers == 0 ? "" : " and " + observers + (observers == 1 ? " observer" : " observers"));
    }
}
