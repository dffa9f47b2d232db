package dev.stampede.nemesis.tap;

/** The link of a client to a member. */
public record TappedLink(int client, int member) {
    @Override
    public String toString() {
        return "client " + client + " - member " + member;
    }
}
