package dev.stampede.nemesis.ensemble.containers;

/** What an exception of Testcontainers comes down to: the messages of its causes, each once. */
final class ExceptionMessages {
    private static final int MOST = 8;

    private ExceptionMessages() {}

    static String text(Throwable thrown) {
        StringBuilder said = new StringBuilder();
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MOST; depth++, at = at.getCause()) {
            String message =
                    at.getMessage() == null ? at.toString() : at.getMessage().strip();
            if (said.indexOf(message) < 0) {
                said.append(said.isEmpty() ? "" : "; because ").append(message);
            }
        }
        return said.toString();
    }
}
