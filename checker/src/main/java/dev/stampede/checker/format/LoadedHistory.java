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
 * A file's history as a model reads it, ready to be decided any number of times. Not to be changed.
 *
 * @param file as it was given
 * @param calls what the operations said, in the order of their invocations
 * @param recorded how many operations of the model's functions there are, also those that say nothing
 * @param notes what a reader of the verdict should know: that the file is cut off, that operations were left out
 */
public record LoadedHistory<S, I, O>(
        String file,
        FileFormat format,
        ObjectKind<S, I, O> kind,
        Model<S, I, O> model,
        List<ObservedCall<I, O>> calls,
        int recorded,
        List<String> notes) {

    /** Decides and explains it. A history without operations is inconclusive: nothing was proved. */
    public FileVerdict decide(CheckBudget budget) {
        return verdict(LinearizabilityChecker.standard().check(model, calls, budget));
    }

    /** As {@link #decide}, but what is not linearizable is not explained. */
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
