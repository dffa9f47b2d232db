package dev.stampede.checker.model;

/**
 * Adds a model from a jar of the user's. The jar names the implementing class in {@code
 * META-INF/services/dev.stampede.checker.model.ModelProvider}; the class is public and has a public constructor without
 * parameters. The check {@code linearizability} and the command {@code check --model} then use the model by its name, and
 * {@code list models} lists it.
 */
public interface ModelProvider {

    /** The model with the reader of its operations; its name differs from all others. Called once, on any thread. */
    ObjectKind<?, ?, ?> model();
}
