package dev.stampede.nemesis.link;

/** One end of a link: a member or a client. */
public sealed interface EndPoint {
    /** A member of the ensemble. */
    record Member(int number) implements EndPoint {
        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /** A client of the run. */
    record Client(int number) implements EndPoint {
        @Override
        public String toString() {
            return "c" + number;
        }
    }
}
