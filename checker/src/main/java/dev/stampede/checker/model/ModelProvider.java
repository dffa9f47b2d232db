package dev.stampede.checker.model;

/**
 * Adds a user's model. The user's jar names the implementing class in {@code
 * META-INF/services/dev.stampede.checker.model.ModelProvider}; the class is public and has a public constructor without
 * parameters. The check {@code linearizability} and the command {@code check --model} then accept the name of the
 * model, and {@code list models} lists it.
 */
public interface ModelProvider {

    /** The model with the reader of its operations. Its name must be unique. Called once, on any thread. */
    ObjectKind<?, ?, ?> model();
}
