package dev.stampede.nemesis.ensemble.containers;

/** Joins the messages of an exception and of its causes; each distinct message appears once. */
final class ExceptionMessages {
    private static final int MOST = 8;

    private ExceptionMessages() {}

    static String text(Throwable thrown) {
        StringBuilder answer = new StringBuilder();
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MOST; depth++, at = at.getCause()) {
            String message =
                    at.getMessage() == null ? at.toString() : at.getMessage().strip();
            if (answer.indexOf(message) < 0) {
                answer.append(answer.isEmpty() ? "" : "; caused by: ").append(message);
            }
        }
        return answer.toString();
    }
}
