package dev.stampede.nemesis.link;

/**
 * A directed link: the data that {@code from} sends to {@code to}, whichever of them opened the connection. Its text is
 * {@code 1->2} between members, {@code c3->1} and {@code 1->c3} between a client and a member.
 */
public record LinkDirection(EndPoint from, EndPoint to) {
    public static LinkDirection between(int fromMember, int toMember) {
        return new LinkDirection(new EndPoint.Member(fromMember), new EndPoint.Member(toMember));
    }

    /** The opposite direction. */
    public LinkDirection reversed() {
        return new LinkDirection(to, from);
    }

    @Override
    public String toString() {
        return from + "->" + to;
    }
}
