package dev.stampede.workloads.frames;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.nemesis.tap.ClientFrame;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares the frames of a request and its reply to a recorded attempt. What the tap did not keep of a long frame, and
 * what the recorder did not keep of a long list of operations, agrees with anything. Stateless.
 */
final class FrameMatching {
    private static final String CUT = " ...";
    private static final Pattern BETWEEN_OPERATIONS = Pattern.compile(
            ", (?=(?:create|createContainer|createTTL|delete|setData|check|getData|getChildren|type \\d+) /)");

    private FrameMatching() {}

    /** Whether the client library reports this code for the reply. */
    static boolean codesAgree(ClientFrame.Reply reply, ClientFrame.Request request, ResultCode recorded) {
        boolean incompleteMulti = request.opcode().opcode() == Opcode.MULTI
                && reply.error() == 0
                && reply.results().size() < request.operations().size();
        boolean multiRead = request.opcode().opcode() == Opcode.MULTI_READ && reply.error() == 0;
        return incompleteMulti || multiRead || ResultCode.of(FrameRecord.error(reply)) == recorded;
    }

    /** Whether a request is one for this path, or for these operations, as the recorder wrote them. */
    static boolean pathsAgree(ClientFrame.Request request, @Nullable String recorded) {
        if (recorded == null) {
            return true;
        }
        if (request.opcode().opcode() == Opcode.MULTI || request.opcode().opcode() == Opcode.MULTI_READ) {
            return operationsAgree(request.operations(), recorded);
        }
        return request.path() == null || pathAgrees(request.path(), recorded);
    }

    /** A path of a client is relative to the path in its connect string, which the wire shows as a prefix. */
    private static boolean pathAgrees(String onTheWire, String recorded) {
        return recorded.equals("/") || onTheWire.endsWith(recorded);
    }

    private static boolean operationsAgree(List<ClientFrame.Operation> operations, String recorded) {
        if (recorded.endsWith(CUT)) {
            return true;
        }
        String[] parts = BETWEEN_OPERATIONS.split(recorded, -1);
        for (int i = 0; i < Math.min(parts.length, operations.size()); i++) {
            int path = parts[i].indexOf(" /");
            boolean agrees = path < 0
                    || (parts[i].substring(0, path)
                                    .equals(operations.get(i).opcode().toString())
                            && pathAgrees(operations.get(i).path(), parts[i].substring(path + 1)));
            if (!agrees) {
                return false;
            }
        }
        return true;
    }
}
