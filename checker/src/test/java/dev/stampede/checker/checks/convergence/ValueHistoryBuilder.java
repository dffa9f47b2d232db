package dev.stampede.checker.checks.convergence;

import dev.stampede.checker.history.data.NameInput.LookUp;
import dev.stampede.checker.history.data.NameInput.LookUpKind;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import org.jspecify.annotations.Nullable;

/** Methods for values that clients write and read from caches. Each operation takes 2 ms. */
final class ValueHistoryBuilder extends AbstractHistoryBuilder<ValueHistoryBuilder> {
    static final String KEY = "/configuration/k0";

    private ValueHistoryBuilder() {
        super("configuration");
    }

    /** Clients 1 to {@code count} are connected; the recovery budget is 4 s, the limit of convergence 6 s. */
    static ValueHistoryBuilder of(int count) {
        return new ValueHistoryBuilder()
                .variant("com.example.MyConfiguration")
                .clients(count)
                .bound("recovery", 4000);
    }

    @Override
    protected ValueHistoryBuilder self() {
        return this;
    }

    /** An acknowledged write. */
    ValueHistoryBuilder write(int client, String value, long at) {
        return completed(invoked(client, KEY, OperationInput.of("write", value), at), OperationOutput.Custom.DONE, 0, at + 2);
    }

    /** A write with another outcome. */
    ValueHistoryBuilder write(int client, String value, Outcome outcome, long at, long until) {
        return completed(invoked(client, KEY, OperationInput.of("write", value), at), outcome, "CONNECTIONLOSS", until);
    }

    ValueHistoryBuilder cas(int client, String expected, String value, boolean done, long at) {
        int op = invoked(client, KEY, OperationInput.of("cas", "[" + expected + " " + value + "]"), at);
        return completed(op, new OperationOutput.Custom(Boolean.toString(done)), 0, at + 2);
    }

    ValueHistoryBuilder read(int client, @Nullable String value, long at) {
        int op = invoked(client, KEY, new LookUp(LookUpKind.PLAIN), at);
        return completed(op, new OperationOutput.Found(value), 0, at + 2);
    }

    /** The client's driver opens a new object. */
    ValueHistoryBuilder open(int client, long at) {
        return completed(invoked(client, null, OperationInput.of("open", null), at), OperationOutput.Custom.DONE, 0, at + 2);
    }
}
