package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who is in the ensemble: voters 1 to {@code voters}, then the observers.
 */
record Roster(int voters, int observers) {
    Roster {
        if (voters < 1 || voters + observers > AddressBlock.MAX_MEMBERS || observers < 0) {
            throw new EnsembleException("expected 1 to " + AddressBlock.MAX_MEMBERS + " members, got " + voters
                    + " voting ones and " + observers + " observers");
        }
        if (voters == 1 && observers > 0) {
            throw new EnsembleException("a standalone member has no observers; ask for 3 voting members or more");
        }
    }

    List<Integer> numbers() {
        return IntStream.rangeClosed(1, voters + observers).boxed().toList();
    }

    boolean voting(int member) {
        return member <= voters;
    }

    boolean standalone() {
        return voters == 1;
    }
}
