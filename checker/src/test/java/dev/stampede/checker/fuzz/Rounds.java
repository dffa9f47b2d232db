package dev.stampede.checker.fuzz;

/**
 * The number of random histories on which a test compares a check with a judge that examines every moment.
 *
 * <p>The property {@code stampede.fuzz} scales it. The profile {@code nightly} raises that property 130-fold, which would
 * take hours here; therefore a test has at most {@value #MOST} times its rounds.
 */
public final class Rounds {
    private static final int PLAIN_FUZZ = 10_000;
    private static final int MOST = 10;

    private Rounds() {}

    /** @param plain the number of rounds in the build without profiles */
    public static int of(int plain) {
        int fuzz = Integer.getInteger("stampede.fuzz", PLAIN_FUZZ);
        return fuzz <= PLAIN_FUZZ ? plain : plain * Math.min(MOST, fuzz / PLAIN_FUZZ);
    }
}
