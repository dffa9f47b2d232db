package dev.stampede.nemesis.fault;

import java.util.OptionalLong;

/** A fake client that consists of fields only. */
public final class FakeClient implements ClientTarget {
    private final int number;
    public volatile long session;
    public volatile int member = 1;
    public volatile boolean holds;
    public volatile OptionalLong process = OptionalLong.empty();
    public volatile boolean stubborn;
    public volatile boolean failing;

    public FakeClient(int number) {
        this.number = number;
        this.session = 0x100L + number;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Session session() {
        if (failing) {
            throw new IllegalStateException("no answer");
        }
        return new Session(session, new byte[16], 3_000, member, session != 0);
    }

    @Override
    public boolean holds() {
        return holds;
    }

    @Override
    public void fakeExpiry() {
        if (!stubborn) {
            session = 0x1000L + number;
        }
    }

    @Override
    public OptionalLong workerProcess() {
        return process;
    }

    @Override
    public void reopenWorker() {
        process = OptionalLong.of(process.orElseThrow() + 1_000);
    }
}
