package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/** Inputs of backends and load balancers. A backend registers with {@link NameInput.Register}. */
public sealed interface BackendInput extends OperationInput {

    /** Parses an input; null if it is none of these. */
    static @Nullable BackendInput parse(String function, @Nullable String argument) {
        return switch (function) {
            case "list" -> new ListBackends();
            case "stop" -> new Stop();
            case "serve" -> argument == null ? null : new Serve(argument);
            case "update" -> argument == null ? null : new Update(argument);
            case "dispatch" -> argument == null ? null : new Dispatch(argument);
            default -> null;
        };
    }

    /** A backend answers requests at this address from now on. */
    record Serve(String address) implements BackendInput {
        @Override
        public String function() {
            return "serve";
        }

        @Override
        public String argument() {
            return address;
        }
    }

    /** A backend stops and removes its registration. */
    record Stop() implements BackendInput {
        @Override
        public String function() {
            return "stop";
        }
    }

    /** A backend writes a new address into its registration. */
    record Update(String address) implements BackendInput {
        @Override
        public String function() {
            return "update";
        }

        @Override
        public String argument() {
            return address;
        }
    }

    /** A balancer receives a new list of backends, and uses it from now on. */
    record ListBackends() implements BackendInput {
        @Override
        public String function() {
            return "list";
        }

        @Override
        public OperationOutput output(@Nullable String text) {
            return OperationOutput.Backends.parse(text);
        }
    }

    /** A balancer sends a request to the backend at this address. */
    record Dispatch(String address) implements BackendInput {
        @Override
        public String function() {
            return "dispatch";
        }

        @Override
        public String argument() {
            return address;
        }
    }
}
