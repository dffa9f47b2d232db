package dev.stampede.checker.format;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.LinearizabilityChecker;
import dev.stampede.checker.linearizability.LinearizabilityResult;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObjectKind;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;

/**
 * The history of a file in the terms of a model. It can be decided any number of times. Treat it as immutable.
 *
 * @param file the path as given by the user
 * @param calls the operations that constrain the possible orders (a read that never returned does not), in the
 *     order of their invocations
 * @param recorded the number of operations of the model's functions, including those that {@code calls} leaves out
 * @param notes messages for the reader of the verdict, such as a truncated file or omitted operations
 */
public record LoadedHistory<S, I, O>(
        String file,
        FileFormat format,
        ObjectKind<S, I, O> kind,
        Model<S, I, O> model,
        List<ObservedCall<I, O>> calls,
        int recorded,
        List<String> notes) {

    /**
     * Decides the history and explains the verdict. A history without operations is inconclusive: nothing was proved.
     */
    public FileVerdict decide(CheckBudget budget) {
        return verdict(LinearizabilityChecker.standard().check(model, calls, budget));
    }

    /** As {@link #decide}, without the explanation of a violation. */
    public FileVerdict decideOnly(CheckBudget budget) {
        return verdict(LinearizabilityChecker.standard().decide(model, calls, budget));
    }

    private FileVerdict verdict(LinearizabilityResult result) {
        boolean none = recorded == 0;
        return new FileVerdict(
                file,
                format,
                kind.name(),
                none ? Verdict.INCONCLUSIVE : result.verdict(),
                result.operations(),
                result.algorithm(),
                result.decidedNanos() / 1e6,
                none ? "no operation of the model " + kind.name() + " was recorded" : result.reason(),
                result.explanation(),
                notes);
    }
}
