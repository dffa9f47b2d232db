package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.model.ObjectKind.Reading;
import dev.stampede.checker.model.VersionedZnode.Code;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How histories record a znode: {@code create data}; {@code delete version}; {@code setData [data version]}, with the
 * new version as the result; {@code getData}, with {@code [data version]} as the result. A failed operation has the
 * name of its result code.
 */
final class VersionedZnodeReading {
    private VersionedZnodeReading() {}

    static ObjectKind<VersionedZnode.State, VersionedZnode.Input, VersionedZnode.Output> kind() {
        return new ObjectKind<>(
                "versioned-znode",
                "one znode with its data and version",
                Set.of("create", "delete", "setData", "getData"),
                VersionedZnodeReading::model,
                VersionedZnodeReading::read);
    }

    private static VersionedZnode model(ReadingOptions readingOptions) {
        String initial = readingOptions.initial();
        return new VersionedZnode(initial == null ? VersionedZnode.ABSENT : new VersionedZnode.State(initial, 0));
    }

    private static Optional<Reading<VersionedZnode.Input, VersionedZnode.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        VersionedZnode.Input input = input(call);
        return switch (call.outcome()) {
            case OK -> Optional.of(new Reading<>(input, output(call)));
            case FAILED -> code(call.result()).map(code -> new Reading<>(input, code));
            case INDETERMINATE ->
                input instanceof VersionedZnode.GetData ? Optional.empty() : Optional.of(new Reading<>(input, null));
        };
    }

    private static VersionedZnode.Input input(RecordedCall call) {
        return switch (call.function()) {
            case "create" -> new VersionedZnode.Create(EdnArguments.content(call.argument()));
            case "delete" -> new VersionedZnode.Delete(EdnArguments.number(call.argument(), "a version"));
            case "setData" -> {
                List<EdnValue> parts = EdnArguments.pair(call.argument(), "[data version]");
                yield new VersionedZnode.SetData(
                        EdnArguments.content(parts.get(0)), EdnArguments.number(parts.get(1), "a version"));
            }
            default -> new VersionedZnode.GetData();
        };
    }

    private static VersionedZnode.Output output(RecordedCall call) {
        return switch (call.function()) {
            case "create" -> Code.CREATED;
            case "delete" -> Code.DELETED;
            case "setData" -> new VersionedZnode.Version(EdnArguments.number(call.result(), "the version after it"));
            default -> {
                List<EdnValue> parts = EdnArguments.pair(call.result(), "[data version]");
                yield new VersionedZnode.Data(
                        EdnArguments.content(parts.get(0)), EdnArguments.number(parts.get(1), "a version"));
            }
        };
    }

    /** The failures that are an observation of the znode; all others contain none. */
    private static Optional<VersionedZnode.Output> code(EdnValue error) {
        String name = error.text().split(" ", 2)[0]; // a path may follow
        return switch (name) {
            case "NoNode", "NONODE", ":no-node" -> Optional.of(Code.NO_NODE);
            case "NodeExists", "NODEEXISTS", ":node-exists" -> Optional.of(Code.NODE_EXISTS);
            case "BadVersion", "BADVERSION", ":bad-version" -> Optional.of(Code.BAD_VERSION);
            default -> Optional.empty();
        };
    }
}
