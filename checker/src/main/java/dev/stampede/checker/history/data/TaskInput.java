package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * Inputs of a coordinator that assigns tasks by znodes, and of its workers.
 *
 * <p>The znode of an assignment is a child of the folder of its worker, and the folder is a child of the znode of the
 * job. The status of a task is a child of its assignment. A coordinator records its view of a status with {@link
 * ZnodeInput.ViewChange}, whose key is the path of the status.
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
            default -> null;
        };
    }

    private static @Nullable TaskInput withText(String function, String text) {
        return switch (function) {
            case "assign" -> new Assign(text);
            case "beginWork" -> new BeginWork(text);
            case "beginCoordination" -> new BeginCoordination(text);
            case "report" -> new Report(text);
            case "answer" -> new Answer(text);
            default -> null;
        };
    }

    /** The coordinator creates the znode of an assignment, with this data; the key is the path of the znode. */
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

    /** The coordinator deletes the znodes of an assignment and of its status; the key is the path of the assignment. */
    record Withdraw() implements TaskInput {
        @Override
        public String function() {
            return "withdraw";
        }
    }

    /**
     * A new incarnation of a worker begins; the key is the folder of the worker. The new incarnation does not know what
     * earlier ones did.
     */
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

    /**
     * A new incarnation of a coordinator begins; the key is the znode of its job. The operation completes when the
     * coordinator has listed the assignments of earlier incarnations.
     */
    record BeginCoordination(String incarnation) implements TaskInput {
        @Override
        public String function() {
            return "beginCoordination";
        }

        @Override
        public String argument() {
            return incarnation;
        }
    }

    /**
     * An incarnation of a worker or of a coordinator ends; the key is that of {@link BeginWork} or {@link
     * BeginCoordination}.
     */
    record EndWork() implements TaskInput {
        @Override
        public String function() {
            return "endWork";
        }
    }

    /** The code of a worker receives an assignment; the key is the path of the assignment, the output its state. */
    record Receive() implements TaskInput {
        @Override
        public String function() {
            return "receive";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.Shown.parse(text);
        }
    }

    /** A worker writes this status of a task that it has not done yet; the key is the path of the status. */
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

    /** A worker has done a task, and writes its last status; the key is the path of the status. */
    record Answer(String status) implements TaskInput {
        @Override
        public String function() {
            return "answer";
        }

        @Override
        public String argument() {
            return status;
        }
    }
}
