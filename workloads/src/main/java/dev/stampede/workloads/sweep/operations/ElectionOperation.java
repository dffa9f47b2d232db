package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.OperationAnswer;
import dev.stampede.workloads.sweep.SweepOperation;
import java.util.Locale;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The start and the close of a candidate. In a contended start, a second client leads first, and closes soon. */
final class ElectionOperation extends SweepOperation {
    private static final String PROMISE =
            "when the leader ends, another client becomes the leader (Curator, Leader Latch" + " and Leader Election)";
    private static final long RIVAL_LEADS_MILLIS = 900;
    private static final long POLL_MILLIS = 20;

    private final ElectionForm form;
    private final Act act;
    private final SecondClient second = new SecondClient();
    private ElectionForm.@Nullable Candidate candidate;
    private ElectionForm.@Nullable Candidate rival;
    private @Nullable Future<Boolean> rivalEnds;

    /** The operation. */
    enum Act {
        START,
        CLOSE
    }

    ElectionOperation(ElectionForm form, Act act) {
        this.form = form;
        this.act = act;
    }

    @Override
    public String recipe() {
        return form.recipe();
    }

    @Override
    public String method() {
        return act.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean contends() {
        return true;
    }

    @Override
    public void prepare(CaseContext context) throws Exception {
        ElectionForm.Candidate own = form.make(context.curator(), context.path());
        candidate = own;
        if (act == Act.CLOSE) {
            own.start();
            prepared(context.eventually(own::leads));
        }
    }

    @Override
    public void contend(CaseContext context) throws Exception {
        ElectionForm.Candidate other = startRival(context);
        if (act == Act.START) {
            prepared(context.eventually(other::leads));
        }
    }

    private static void prepared(boolean leads) {
        if (!leads) {
            throw new IllegalStateException("the only candidate did not become the leader");
        }
    }

    private ElectionForm.Candidate startRival(CaseContext context) throws Exception {
        ElectionForm.Candidate other = form.make(context.direct(), context.path());
        rival = other;
        other.start();
        return other;
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public Object operate(CaseContext context) throws Exception {
        if (act == Act.CLOSE) {
            candidate.close();
            return true;
        }
        if (rival != null) {
            rivalEnds = second.begin(() -> {
                Thread.sleep(RIVAL_LEADS_MILLIS);
                rival.close();
                return true;
            });
        }
        candidate.start();
        long deadline = System.nanoTime() + CaseContext.PROGRESS.toNanos();
        while (!candidate.leads() && System.nanoTime() - deadline < 0) {
            Thread.sleep(POLL_MILLIS);
        }
        return candidate.leads();
    }

    @Override
    @SuppressWarnings("NullAway") // prepare() sets the fields
    public void verify(CaseContext context, OperationAnswer answer) throws Exception {
        if (rivalEnds != null) {
            SecondClient.await(rivalEnds);
            rival = null;
        }
        if (act == Act.START && answer.returned()) {
            context.require(
                    context.eventually(candidate::leads),
                    CellOutcome.STUCK,
                    PROMISE,
                    "the only candidate did not become the leader");
        }
        ElectionForm.Candidate other = rival == null ? startRival(context) : rival;
        if (act == Act.START) {
            Thread.sleep(RIVAL_LEADS_MILLIS);
            context.require(
                    !(candidate.leads() && other.leads()),
                    CellOutcome.FALSE_ANSWER,
                    "only one client is the leader at any time",
                    "two clients are the leader at the same time");
            candidate.close();
        }
        context.require(
                context.eventually(other::leads),
                CellOutcome.STUCK,
                PROMISE,
                "the leader was closed, and another candidate did not become the leader within "
                        + CaseContext.PROGRESS.toSeconds() + " s");
    }

    @Override
    public void close(CaseContext context) throws Exception {
        second.close();
        if (candidate != null) {
            candidate.close();
        }
        if (rival != null) {
            rival.close();
        }
    }
}
