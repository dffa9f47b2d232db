package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * Inputs of a coordinator that assigns tasks by znodes, and of its workers. The key of an input about a task is the path
 * of its assignment znode; the key of an incarnation is the folder of its worker. The coordinator records its view of a
 * status znode with {@link ZnodeInput.ViewChange}.
 */
public sealed interface TaskInput extends OperationInput {

    /** Parses an input; null if it is none of these. */
    static @Nullable TaskInput parse(String function, @Nullable String argument) {
        return argument == null ? withoutText(function) : withText(function, argument);
    }

    private static @Nullable TaskInput withoutText(String function) {
        return switch (function) {
            case "withdraw" -> new Withdraw();
            case "endWork" -> new EndWork();
            case "receive" -> new Receive();
            case "answer" -> new Answer();
            default -> null;
        };
    }

    private static @Nullable TaskInput withText(String function, String text) {
        return switch (function) {
            case "assign" -> new Assign(text);
            case "beginWork" -> new BeginWork(text);
            case "report" -> new Report(text);
            default -> null;
        };
    }

    /** The coordinator creates the assignment znode of a task, with this data. */
    record Assign(String task) implements TaskInput {
        @Override
        public String function() {
            return "assign";
        }

        @Override
        public String argument() {
            return task;
        }
    }

    /** The coordinator deletes the assignment znode of a task. */
    record Withdraw() implements TaskInput {
        @Override
        public String function() {
            return "withdraw";
        }
    }

    /** A new incarnation of a worker begins. It knows nothing of what earlier ones did. */
    record BeginWork(String incarnation) implements TaskInput {
        @Override
        public String function() {
            return "beginWork";
        }

        @Override
        public String argument() {
            return incarnation;
        }
    }

    /** An incarnation of a worker ends. */
    record EndWork() implements TaskInput {
        @Override
        public String function() {
            return "endWork";
        }
    }

    /** The code of a worker receives an assignment. */
    record Receive() implements TaskInput {
        @Override
        public String function() {
            return "receive";
        }
    }

    /** A worker does a task, and reports that it is done. */
    record Answer() implements TaskInput {
        @Override
        public String function() {
            return "answer";
        }
    }

    /** A worker writes this status of a task; the key is the path of the status znode. */
    record Report(String status) implements TaskInput {
        @Override
        public String function() {
            return "report";
        }

        @Override
        public String argument() {
            return status;
        }
    }
}
